import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

/**
 * Reads a database from a copy of it: SQLite makes side files beside what it opens, which a folder that may not be written,
 * or a disk that is full, does not take. Where no copy can be made either, `read` gets the file itself.
 */
export function readCopy<T>(file: string, read: (path: string) => T): T {
  let folder: string | undefined;
  try {
    folder = mkdtempSync(join(tmpdir(), 'sportello-read-'));
    const copy = join(folder, basename(file));
    for (const suffix of ['', '-wal']) if (existsSync(`${file}${suffix}`)) copyFileSync(`${file}${suffix}`, `${copy}${suffix}`);
    return read(copy);
  } catch {
    return read(file);
  } finally {
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  }
}
