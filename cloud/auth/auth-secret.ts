import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Signs the tokens. From SPORTELLO_AUTH_SECRET where several clouds share a database, else made once and kept (0600). */
export async function authSecret(dataFolder: string): Promise<string> {
  const given = process.env['SPORTELLO_AUTH_SECRET'];
  if (given !== undefined && given !== '') return given;
  const file = join(dataFolder, 'auth-secret');
  await writeFile(file, randomBytes(32).toString('hex'), { mode: 0o600, flag: 'wx' }).catch((error: unknown) => {
    if ((error as { code?: string }).code !== 'EEXIST') throw error;
  });
  return (await readFile(file, 'utf8')).trim();
}
