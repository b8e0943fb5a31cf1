import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import BetterSqlite from 'better-sqlite3';

/** The cache of the only profile under a root. */
export async function cacheFile(root: string): Promise<string> {
  const found = (await readdir(root, { recursive: true })).find((name) => name.endsWith('cache.db'));
  if (found === undefined) throw new Error('no cache.db');
  return join(root, found);
}

/** Resolves when every ticket's words are in the index. */
export async function allWordsRead(file: string): Promise<void> {
  const database = new BetterSqlite(file, { readonly: true });
  const left = database.prepare(
    `SELECT (SELECT max(rid) FROM ticket) > (SELECT rid FROM words_mark WHERE entity = 'ticket') OR EXISTS (SELECT 1 FROM unread_words)`,
  ).pluck();
  while (left.get() === 1) await sleep(20);
  database.close();
}
