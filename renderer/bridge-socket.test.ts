import { expect, test } from 'vitest';
import { encodeMessage } from '#browser/wire-json.ts';
import { decodeWire, encodeWire } from './bridge-socket.ts';

test('bytes travel as base64 in the browser host’s messages', () => {
  const bytes = new Uint8Array(100_000).map((_byte, at) => at % 251);
  const message = JSON.parse(encodeWire({ id: 1, method: 'files.keep', input: { name: 'a.bin', bytes } })) as { input: { bytes: { $bytes: string } } };
  expect(Buffer.from(message.input.bytes.$bytes, 'base64').equals(Buffer.from(bytes))).toBe(true);
});

test('bytes come from the browser host as they were, and words that look like them stay words', () => {
  const bytes = new Uint8Array(70_000).map((_byte, at) => at % 253);
  const value = { bytes, words: '{"$bytes":"QQ=="}', more: { $bytes: 7 } };
  expect(decodeWire(encodeMessage({ id: 1, ok: true, value }))).toEqual({ id: 1, ok: true, value });
});
