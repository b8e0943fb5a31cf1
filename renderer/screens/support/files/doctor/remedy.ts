import { ATTACHMENT_LIMIT } from '#shared/domain/tickets/values.ts';
import { INCURABLE, split, zipped } from './pack.ts';
import { shrunk } from './shrink-image.ts';

/** What a file that is too large would become; nothing of it is attached before the person says so. */
export type Remedy =
  | { readonly kind: 'shrink' | 'zip' | 'split'; readonly files: readonly File[]; readonly size: number }
  | { readonly kind: 'none' };

/**
 * The remedy that changes least: a picture gets smaller and stays a picture, anything else is packed, and what is still
 * too large after that goes in parts. `room`: how many attachments may still be added.
 */
export async function remedyFor(file: File, room: number): Promise<Remedy> {
  if (file.size > INCURABLE) return { kind: 'none' };
  const picture = file.type.startsWith('image/') ? await shrunk(file) : undefined;
  if (picture) return { kind: 'shrink', files: [picture], size: picture.size };
  const packed = await zipped(file);
  if (packed.size < ATTACHMENT_LIMIT) return { kind: 'zip', files: [packed], size: packed.size };
  const parts = split(packed);
  return parts.length > room ? { kind: 'none' } : { kind: 'split', files: parts, size: packed.size };
}
