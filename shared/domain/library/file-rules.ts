import * as z from 'zod';
import type { Change, Ctx, Decision, FoundRow } from '../kernel/command.ts';
import { insert, refuse, undecided } from '../kernel/command.ts';
import { idSchema, type Id } from '../kernel/ids.ts';
import { lines } from '../kernel/text.ts';
import { chosenFileSchema } from '../tickets/entities.ts';
import { refuseFiles } from '../tickets/rules.ts';
import { documentFile, PLAIN_LIMIT } from './entities.ts';
import { documentFileKind, FILE_TEXT_LIMIT } from './files.ts';

/** What a document's command says of its file (DOC-01). */
export const withFile = {
  /** The file that the text has from now on: the chosen one, or one that the document has or had; null for none. */
  fileId: idSchema.nullable(),
  /** The chosen file; empty when no new one was chosen. */
  files: z.array(chosenFileSchema).max(1),
  /** The words of the chosen file, as far as they can be read. */
  fileText: lines(FILE_TEXT_LIMIT),
};
export interface WithFile {
  readonly fileId: Id | null;
  readonly files: readonly z.output<typeof chosenFileSchema>[];
  readonly fileText: string;
}
type FoundFile = FoundRow<typeof documentFile>;

/** The row that a command about a file reads; without a file, one that does not exist. */
export function fileOf({ documentId, fileId }: { readonly documentId: Id; readonly fileId: Id | null }): Id {
  return fileId ?? documentId;
}

/** DOC-01: PDF or HTML within the limit of every file, or one that this very document has already. */
export function wrongFile({ documentId, fileId, files }: WithFile & { readonly documentId: Id }, found: FoundFile): Decision | undefined {
  const [chosen] = files;
  if (chosen !== undefined) {
    const wrong = refuseFiles(files);
    if (wrong) return wrong;
    if (documentFileKind(chosen.name) === null) return refuse('document.file.kind', 'input', { name: chosen.name });
    return chosen.id !== fileId || found.state === 'row' ? refuse('document.file.unknown', 'state') : undefined;
  }
  if (fileId === null) return undefined;
  if (found.state === 'unknown') return undecided();
  return found.state === 'row' && found.row.documentId === documentId ? undefined : refuse('document.file.unknown', 'state');
}

/** The words by which the document is found: its own, then its file's. */
export function wordsWith(plain: string, { fileId, files, fileText }: WithFile, found: FoundFile): string {
  if (files.length > 0) return searched(plain, fileText);
  return searched(plain, fileId !== null && found.state === 'row' ? found.row.text : '');
}

export function searched(plain: string, fileText: string): string {
  return [plain, fileText].filter((part) => part !== '').join('\n').slice(0, PLAIN_LIMIT);
}

/** The row of the chosen file; its bytes follow by themselves. */
export function fileRows({ documentId, files, fileText }: WithFile & { readonly documentId: Id }, ctx: Ctx): Change[] {
  return files.map(({ id, name, size, mime, sha256 }) =>
    insert(documentFile, id, { documentId, name, size, mime, sha256, text: fileText, state: 'arriving', byId: ctx.actor.personId, at: ctx.now }),
  );
}
