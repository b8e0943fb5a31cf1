import { unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { ATTACHMENT_COUNT, ATTACHMENT_LIMIT } from '#shared/domain/tickets/values.ts';
import { INCURABLE, split, zipped } from './pack.ts';
import { picturesPdf } from './pictures-pdf.ts';
import { remedyFor } from './remedy.ts';

/** Bytes that no packing makes smaller. */
function noise(size: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(size);
  for (let at = 0; at < size; at += 65_536) crypto.getRandomValues(bytes.subarray(at, Math.min(size, at + 65_536)));
  return bytes;
}
const bytesOf = async (file: Blob) => new Uint8Array(await file.arrayBuffer());

test('TKT-12: a file that packs well goes as a ZIP under the limit, and comes out of it as it was', async () => {
  const file = new File(['riga di registro\n'.repeat(400_000)], 'registro.log', { type: 'text/plain' });
  const remedy = await remedyFor(file, ATTACHMENT_COUNT);
  if (remedy.kind !== 'zip') throw new Error(remedy.kind);
  const [zip] = remedy.files;
  expect(zip?.name).toBe('registro.log.zip');
  expect(zip?.size).toBeLessThan(ATTACHMENT_LIMIT);
  const entries = unzipSync(await bytesOf(zip ?? new Blob()));
  expect(Object.keys(entries)).toEqual(['registro.log']);
  expect(entries['registro.log']).toEqual(await bytesOf(file));
});

test('TKT-12: what does not pack goes in numbered parts, each strictly under the limit, that are the ZIP again when joined', async () => {
  const file = new File([noise(9_000_000)], 'video.mp4', { type: 'video/mp4' });
  const remedy = await remedyFor(file, ATTACHMENT_COUNT);
  if (remedy.kind !== 'split') throw new Error(remedy.kind);
  expect(remedy.files.map(({ name }) => name)).toEqual(['video.mp4.zip.001', 'video.mp4.zip.002', 'video.mp4.zip.003']);
  for (const part of remedy.files) expect(part.size).toBeLessThan(ATTACHMENT_LIMIT);
  const entries = unzipSync(await bytesOf(new Blob([...remedy.files])));
  expect(entries['video.mp4']).toEqual(await bytesOf(file));
});

test('TKT-12: what cannot fit at all is said so: too large for all attachments, or no room left for its parts', async () => {
  const file = new File([noise(9_000_000)], 'video.mp4', { type: 'video/mp4' });
  expect(await remedyFor(file, 2)).toEqual({ kind: 'none' });
  const endless = Object.defineProperty(new File([], 'disco.vhd'), 'size', { value: INCURABLE + 1 });
  expect(await remedyFor(endless, ATTACHMENT_COUNT)).toEqual({ kind: 'none' });
  expect(split(new File(['abcde'], 'x'), 2).map(({ size }) => size)).toEqual([2, 2, 1]);
  expect((await zipped(new File(['ciao'], 'ciao.txt'))).type).toBe('application/zip');
});

test('TKT-12: several pictures are one PDF with a page each, whose table points at its objects', async () => {
  const parts = picturesPdf([
    { jpeg: new Uint8Array([0xff, 0xd8, 1, 2, 3]), width: 1920, height: 1080 },
    { jpeg: new Uint8Array([0xff, 0xd8, 4]), width: 800, height: 600 },
  ]);
  const bytes = await bytesOf(new Blob(parts));
  const text = new TextDecoder('latin1').decode(bytes);
  expect(text.slice(0, 8)).toBe('%PDF-1.4');
  expect(text).toContain('/Count 2');
  expect(text).toContain('/MediaBox [0 0 1440 810]');
  const table = Number(/startxref\n(\d+)/.exec(text)?.[1]);
  expect(text.slice(table, table + 4)).toBe('xref');
  const offsets = [...text.slice(table).matchAll(/^(\d{10}) 00000 n /gm)].map((found) => Number(found[1]));
  expect(offsets).toHaveLength(8);
  offsets.forEach((offset, at) => expect(text.slice(offset).startsWith(`${at + 1} 0 obj`)).toBe(true));
});
