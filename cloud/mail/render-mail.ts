import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import type { Facts } from '#shared/domain/kernel/command.ts';
import { cleanLine } from '#shared/domain/kernel/text.ts';

export type Language = 'it' | 'en' | 'ru';

const wordsSchema = z.strictObject({ subject: z.string(), text: z.string() });
const templateSchema = z.strictObject({ it: wordsSchema, en: wordsSchema, ru: wordsSchema });

const templates = new Map<string, Promise<z.output<typeof templateSchema>>>();

/** Subject and text of a mail; templates lie in resources/mail, one file each, in all languages. */
export async function renderMail(template: string, language: Language, facts: Facts): Promise<{ subject: string; text: string }> {
  const words = (await load(template))[language];
  const fill = (text: string) => text.replace(/\{\{(\w+)\}\}/g, (_all, name: string) => String(facts[name] ?? ''));
  // One line, or a title could add headers of its own.
  return { subject: cleanLine(fill(words.subject)), text: fill(words.text) };
}

function load(template: string): Promise<z.output<typeof templateSchema>> {
  if (!/^[a-z][a-z-]*$/.test(template)) throw new Error(`not a template: ${template}`);
  let known = templates.get(template);
  if (!known) {
    const file = new URL(`../../resources/mail/${template}.json`, import.meta.url);
    known = readFile(file, 'utf8').then((text) => templateSchema.parse(JSON.parse(text)));
    templates.set(template, known);
  }
  return known;
}
