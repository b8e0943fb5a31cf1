import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../fixtures.ts';
import { HashedFiles } from './file-store.ts';

test('bytes are kept under their own hash, once, readable by this user alone (I12)', async () => {
  const { folder, remove } = temporaryFolder();
  const files = new HashedFiles(join(folder, 'files'));
  const bytes = new TextEncoder().encode('fattura');
  const kept = await files.keep(bytes);
  expect(kept).toEqual({ sha256: createHash('sha256').update('fattura').digest('hex'), size: 7 });
  expect(await files.keep(bytes)).toEqual(kept);
  expect(await files.has(kept.sha256)).toBe(true);
  expect(readFileSync(files.pathOf(kept.sha256), 'utf8')).toBe('fattura');
  expect(readdirSync(join(files.pathOf(kept.sha256), '..'))).toEqual([kept.sha256]);
  if (process.platform !== 'win32') {
    expect(statSync(files.pathOf(kept.sha256)).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder, 'files')).mode & 0o777).toBe(0o700);
  }
  remove();
});

test('a name that is no hash leads nowhere (R8)', async () => {
  const { folder, remove } = temporaryFolder();
  const files = new HashedFiles(join(folder, 'files'));
  expect(await files.has('../../log.db')).toBe(false);
  expect(files.hasNow('A'.repeat(64))).toBe(false);
  expect(() => files.pathOf('../../log.db')).toThrow('not a SHA-256');
  remove();
});

test('a folder that cannot be written is a code (R6)', async () => {
  const { folder, remove } = temporaryFolder();
  const files = new HashedFiles(join(folder, 'files'));
  rmSync(join(folder, 'files'), { recursive: true });
  writeFileSync(join(folder, 'files'), 'in the way');
  await expect(files.keep(new Uint8Array([1]))).rejects.toMatchObject({ code: 'disk.not_a_folder' });
  expect(() => new HashedFiles(join(folder, 'files'))).toThrow(expect.objectContaining({ code: 'disk.not_a_folder' }));
  remove();
});

test('bytes that are no longer those of their hash are put aside, and choosing the file again mends it (I12)', async () => {
  const { folder, remove } = temporaryFolder();
  const files = new HashedFiles(join(folder, 'files'));
  const bytes = new TextEncoder().encode('fattura');
  const { sha256 } = await files.keep(bytes);
  expect(await files.whole(sha256)).toBe(true);
  writeFileSync(files.pathOf(sha256), 'fattuna');
  expect(await files.whole(sha256)).toBe(false);
  expect(await files.has(sha256)).toBe(false);
  expect(readdirSync(join(files.pathOf(sha256), '..'))).toEqual([`${sha256}.bad`]);
  writeFileSync(files.pathOf(sha256), 'fatt');
  await files.keep(bytes);
  expect(readFileSync(files.pathOf(sha256), 'utf8')).toBe('fattura');
  expect(await files.whole('../../log.db')).toBe(false);
  remove();
});
