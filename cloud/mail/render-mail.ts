import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import type { AccessLanguage } from '#shared/api/access.ts';
import type { Facts } from '#shared/domain/kernel/command.ts';
import { cleanLine, cleanText } from '#shared/domain/kernel/text.ts';
import { htmlOf, quotedIn, textOf, type MailWords } from './mail-blocks.ts';

const wordsSchema = z.strictObject({ subject: z.string(), text: z.string() });
const templateSchema = z.strictObject({ it: wordsSchema, en: wordsSchema, ru: wordsSchema });

const RESOURCES = new URL('../../resources/mail/', import.meta.url);
const templates = new Map<string, Promise<z.output<typeof templateSchema>>>();
let layout: Promise<string> | undefined;

export interface RenderedMail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/**
 * A mail in words and in HTML. Templates lie in resources/mail, one file each, in all languages; the README there says
 * how they are written. Facts are lines, and
 * quoted ones several: none of them can make a header, a block or a tag of its own.
 */
export async function renderMail(template: string, language: AccessLanguage, facts: Facts): Promise<RenderedMail> {
  const words = (await load(template))[language];
  layout ??= readFile(new URL('layout.html', RESOURCES), 'utf8');
  const quoted = quotedIn(words.text);
  const lines: MailWords = Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, (quoted.has(name) ? cleanText : cleanLine)(String(value))]));
  const subject = cleanLine(words.subject.replace(/\{\{(\w+)\}\}/g, (_all, name: string) => lines[name] ?? ''));
  return { subject, text: textOf(words.text, lines), html: htmlOf(await layout, { language, subject, source: words.text, facts: lines }) };
}

function load(template: string): Promise<z.output<typeof templateSchema>> {
  if (!/^[a-z][a-z-]*$/.test(template)) throw new Error(`not a template: ${template}`);
  let known = templates.get(template);
  if (!known) {
    known = readFile(new URL(`${template}.json`, RESOURCES), 'utf8').then((text) => templateSchema.parse(JSON.parse(text)));
    templates.set(template, known);
  }
  return known;
}
