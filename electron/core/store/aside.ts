import { existsSync, renameSync } from 'node:fs';

const SIDE_FILES = ['', '-wal', '-shm', '-journal'];

/**
 * Puts a database that does not read aside, with its side files, under a name that says when; nothing is deleted (R6).
 * Answers the new path of the main file.
 */
export function putAside(file: string, now: number): string {
  const stamp = new Date(now).toISOString().replace(/[:.]/g, '-');
  let aside = `${file}.bad-${stamp}`;
  for (let again = 2; existsSync(aside); again += 1) aside = `${file}.bad-${stamp}-${again}`;
  for (const suffix of SIDE_FILES) {
    if (existsSync(`${file}${suffix}`)) renameSync(`${file}${suffix}`, `${aside}${suffix}`);
  }
  return aside;
}
