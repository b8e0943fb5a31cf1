import type { Facts } from '#shared/domain/kernel/command.ts';
import { cleanLine } from '#shared/domain/kernel/text.ts';
import type { ChosenFile } from '#shared/domain/tickets/entities.ts';
import { refuseFiles } from '#shared/domain/tickets/rules.ts';
import { ATTACHMENT_COUNT, ATTACHMENT_LIMIT } from '#shared/domain/tickets/values.ts';

/** Why a file was not taken: a code of the errors' locale with the file's name and size. */
export interface FileProblem {
  readonly code: string;
  readonly facts: Facts;
}

/** What the contract takes as a file's name: one line, no folder, at most 200 characters with the ending kept. */
export function fileName(raw: string, otherwise: string): string {
  const name = cleanLine(raw.replace(/[\\/]/g, '_')) || otherwise;
  if (name.length <= 200) return name;
  const ending = /\.[^.]{1,12}$/.exec(name)?.[0] ?? '';
  return name.slice(0, 200 - ending.length) + ending;
}

/** The name, numbered where another file has it already: every picture out of the clipboard is called `image.png`. */
export function freeName(name: string, taken: readonly string[]): string {
  if (!taken.includes(name)) return name;
  const ending = /\.[^.]{1,12}$/.exec(name)?.[0] ?? '';
  const stem = name.slice(0, name.length - ending.length).slice(0, 190 - ending.length);
  for (let count = 2; ; count += 1) {
    const next = `${stem}-${count}${ending}`;
    if (!taken.includes(next)) return next;
  }
}

/** TKT-12, by the domain's own rule, before any byte is read: a file of a gigabyte is refused by its size alone. */
export function problemOf(file: { name: string; size: number }): FileProblem | null {
  const standIn: ChosenFile = { id: '', mime: '', sha256: '', name: file.name, size: file.size };
  const decision = refuseFiles([standIn]);
  return decision?.kind === 'refused' ? { code: decision.refusal.code, facts: decision.refusal.facts } : null;
}

export interface Sorted<F> {
  readonly taken: readonly F[];
  readonly problems: readonly FileProblem[];
}

/** Which of the chosen files can be taken beside `already` others; every refusal names its file, the others are kept. */
export function sortFiles<F extends { name: string; size: number }>(chosen: readonly F[], already: number): Sorted<F> {
  const problems: FileProblem[] = [];
  const fine = chosen.filter((file) => {
    const problem = problemOf(file);
    if (problem) problems.push(problem);
    return problem === null;
  });
  const room = Math.max(0, ATTACHMENT_COUNT - already);
  if (fine.length > room) problems.push({ code: 'file.too_many', facts: { count: already + fine.length, limit: ATTACHMENT_COUNT } });
  return { taken: fine.slice(0, room), problems };
}

/**
 * A text too long for the description as files that are not (TKT-11): one, or as many as the limit asks for, cut at
 * line ends where there are any.
 */
export function textFiles(text: string, name: string, limit = ATTACHMENT_LIMIT): File[] {
  const bytes = new TextEncoder().encode(text);
  const most = limit - 1;
  const parts: Uint8Array<ArrayBuffer>[] = [];
  for (let from = 0; from < bytes.length; ) {
    const to = Math.min(bytes.length, from + most);
    const cut = to === bytes.length ? to : cutAt(bytes, from, to);
    parts.push(bytes.slice(from, cut));
    from = cut;
  }
  return parts.map((part, index) => new File([part], parts.length === 1 ? `${name}.txt` : `${name}-${index + 1}.txt`, { type: 'text/plain' }));
}

/** After the last line feed before `to`, or before a character that would be cut in two. */
function cutAt(bytes: Uint8Array, from: number, to: number): number {
  const feed = bytes.lastIndexOf(10, to - 1);
  if (feed > from) return feed + 1;
  let cut = to;
  while (cut > from + 1 && ((bytes[cut] ?? 0) & 0xc0) === 0x80) cut -= 1;
  return cut;
}

/** What was pasted or dropped into a text. */
export type Pasted =
  | { readonly kind: 'files'; readonly files: readonly File[] }
  | { readonly kind: 'long'; readonly text: string }
  | { readonly kind: 'plain'; readonly text: string }
  | { readonly kind: 'usual' };

/** Above this many characters of HTML its words are taken without the form: reading the form would hold the window. */
const MOST_HTML = 400_000;

/**
 * TKT-11. A picture from the clipboard becomes a file; but a spreadsheet or a letter puts a picture of itself beside
 * its words, and there the words are meant. A text above `limit` never goes into the editor, which would stand still.
 */
export function pastedOf(data: { files: Iterable<File>; text: string; html: string }, limit: number): Pasted {
  const files = [...data.files];
  if (files.length > 0 && data.text.trim() === '') return { kind: 'files', files };
  if (data.text.length > limit) return { kind: 'long', text: data.text };
  if (data.html.length > MOST_HTML) return { kind: 'plain', text: data.text };
  return { kind: 'usual' };
}
