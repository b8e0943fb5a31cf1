import { PICTURE_LIMITS } from '#shared/api/access.ts';

const [MARK, START_OF_IMAGE, END_OF_IMAGE, START_OF_SCAN] = [0xff, 0xd8, 0xd9, 0xda];
/** Frames, which carry the size: C0–CF but for tables (C4, CC) and what no encoder writes (C8). */
const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;

/** Width and height in pixels by the file's own frame; undefined for what is no JPEG from its first mark to its last. */
export function jpegSize(bytes: Uint8Array): { width: number; height: number } | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const last = bytes.length - 2;
  if (bytes.length < 4 || bytes[0] !== MARK || bytes[1] !== START_OF_IMAGE || bytes[last] !== MARK || bytes[last + 1] !== END_OF_IMAGE) return undefined;
  let size: { width: number; height: number } | undefined;
  for (let at = 2; at + 4 <= bytes.length; ) {
    if (bytes[at] !== MARK) return undefined;
    const marker = bytes[at + 1] ?? 0;
    if (marker === START_OF_SCAN) return size;
    const length = view.getUint16(at + 2);
    if (length < 2 || at + 2 + length > bytes.length) return undefined;
    if (isFrame(marker) && length >= 8) size = { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    at += 2 + length;
  }
  return undefined;
}

/** ACC-07: what a desk sends as a person's picture. */
export function isPortrait(bytes: Uint8Array): boolean {
  if (bytes.byteLength > PICTURE_LIMITS.bytes) return false;
  const size = jpegSize(bytes);
  return size !== undefined && size.width > 0 && size.height > 0 && size.width <= PICTURE_LIMITS.pixels && size.height <= PICTURE_LIMITS.pixels;
}
