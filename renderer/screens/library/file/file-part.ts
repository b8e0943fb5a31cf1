import type { ChosenFile } from '#shared/domain/tickets/entities.ts';

/** The file of a draft, as its command takes it. */
export interface FilePart {
  readonly fileId: string | null;
  readonly files: readonly ChosenFile[];
  readonly fileText: string;
}

export const NO_FILE: FilePart = { fileId: null, files: [], fileText: '' };

/** Undoes a removal: the file alone comes back, whatever else its draft became meanwhile, and not over one that was chosen since. */
export function putBack(now: FilePart, { fileId, files, fileText }: FilePart): FilePart {
  return now.fileId === null ? { fileId, files, fileText } : now;
}
