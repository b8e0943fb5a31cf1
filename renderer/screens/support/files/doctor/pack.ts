import { Zip, ZipDeflate } from 'fflate';
import { ATTACHMENT_COUNT, ATTACHMENT_LIMIT } from '#shared/domain/tickets/values.ts';

/** Bytes read and packed before the window gets its turn. */
const SLICE = 512 * 1024;
/** Bytes. What is larger than all attachments together cannot go with a request at all. */
export const INCURABLE = ATTACHMENT_COUNT * (ATTACHMENT_LIMIT - 1);

/** The file as a ZIP of one entry. The window stays awake: each slice is a turn of its own. */
export async function zipped(file: File): Promise<File> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let failed: Error | undefined;
  const zip = new Zip((error, part) => {
    if (error) failed = error;
    else parts.push(part);
  });
  const entry = new ZipDeflate(file.name, { level: 6 });
  zip.add(entry);
  for (let from = 0; from < file.size; from += SLICE) {
    const to = Math.min(file.size, from + SLICE);
    entry.push(new Uint8Array(await file.slice(from, to).arrayBuffer()), to === file.size);
    if (failed) throw failed;
  }
  zip.end();
  return new File(parts, `${file.name}.zip`, { type: 'application/zip' });
}

/** The file's bytes in parts under the limit, named as the usual programs join them again: `x.zip.001`, `x.zip.002`. */
export function split(file: File, most = ATTACHMENT_LIMIT - 1): File[] {
  const count = Math.ceil(file.size / most);
  return Array.from({ length: count }, (_, at) => new File([file.slice(at * most, (at + 1) * most)], `${file.name}.${String(at + 1).padStart(3, '0')}`, { type: 'application/octet-stream' }));
}
