import * as z from 'zod';
import { idSchema, type Id } from '../domain/kernel/ids.ts';
import { chosenFileSchema, type ChosenFile } from '../domain/tickets/entities.ts';
import { method, nothing } from './method.ts';

const fileRef = z.strictObject({ tenant: idSchema, id: idSchema });

/** A file of the person's that never reached the cloud, and that this device does not send again by itself (sync.md, Attachments). */
export interface MissingFile {
  readonly id: Id;
  readonly tenant: Id;
  readonly tenantName: string;
  readonly name: string;
  readonly size: number;
  readonly at: number;
  /** Whose file it is: a request's, or a document's (DOC-01). */
  readonly of: { readonly entity: 'ticket' | 'document'; readonly id: Id };
  readonly title: string;
  readonly number: number | null;
}
/** The preference of a missing file that the person has put away begins so; its id follows. */
export const PUT_AWAY_FILE = 'files.put_away:';

export interface FileLimits {
  readonly attachment: number;
  readonly count: number;
}

/** TKT-12, DET-08. */
export const FILE_METHODS = {
  'files.limits': method<FileLimits>()(nothing),
  /** Keeps a copy of the bytes under their hash before answering. Refuses empty and too large files with their size. */
  'files.keep': method<ChosenFile>()(
    z.strictObject({ id: idSchema, name: z.string().max(400), mime: z.string().max(120), bytes: z.instanceof(Uint8Array) }),
  ),
  'files.missing': method<readonly MissingFile[]>()(nothing),
  'files.putAway': method<null>()(fileRef),
  /** Opens the file with the system's program (desktop), or answers an address of this host to show it (browser). */
  'files.open': method<{ readonly url: string | null }>()(fileRef),
  /** The bytes of an attachment for its preview, fetched where they are not here; the same rights and errors as `files.open`. */
  'files.read': method<{ readonly bytes: Uint8Array<ArrayBuffer> }>()(fileRef),
  /** The bytes of a file that a draft names, by their hash: it is no attachment yet. They are here since `files.keep`; `file.unknown` when not. */
  'files.kept': method<{ readonly bytes: Uint8Array<ArrayBuffer> }>()(chosenFileSchema.pick({ sha256: true })),
} as const;
