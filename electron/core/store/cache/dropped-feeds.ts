import type { Cell, ReadDatabase, WriteDatabase } from '../sqlite/handles.ts';
import { SHAPES } from './shape.ts';
import { UnreadWords } from './unread-words.ts';

const AT_ONCE = 200;

/** A condition on the column that leaves out what nobody sees: feeds that are loaded beside, and dropped ones. */
export function onlyShown(database: ReadDatabase, column: string): string {
  const hidden = database.all<{ feed: number }>(`SELECT feed FROM meta WHERE role = 'next' UNION SELECT feed FROM dropped_feed`);
  return hidden.length === 0 ? '1' : `${column} NOT IN (${hidden.map(({ feed }) => feed).join(', ')})`;
}

/** From now on nobody sees the feed's rows; they go in slices. */
export function dropFeed(database: WriteDatabase, feed: number): void {
  database.run('INSERT INTO dropped_feed (feed) VALUES (?) ON CONFLICT DO NOTHING', feed);
  database.run('DELETE FROM meta WHERE feed = ?', feed);
  database.run('DELETE FROM ticket_tally WHERE feed = ?', feed);
}

/** Takes rows of dropped feeds away until the time is up. True when more wait. */
export function deleteDropped(database: WriteDatabase, budgetMs: number): boolean {
  const end = performance.now() + budgetMs;
  return database.transaction(() => {
    const unread = new UnreadWords(database);
    for (const { feed } of database.all<{ feed: number }>('SELECT feed FROM dropped_feed')) {
      for (const { entity } of SHAPES) {
        for (let left = true; left; ) {
          if (performance.now() >= end) return true;
          left = deleteSome(database, unread, entity.name, feed);
        }
      }
      database.run('DELETE FROM dropped_feed WHERE feed = ?', feed);
    }
    return false;
  });
}

function deleteSome(database: WriteDatabase, unread: UnreadWords, table: string, feed: number): boolean {
  const rows = database.all<{ rid: Cell }>(`SELECT rid FROM ${table} WHERE feed = ? LIMIT ?`, feed, AT_ONCE);
  const rids = JSON.stringify(rows.map(({ rid }) => rid));
  unread.gone(table, rids);
  database.run(`DELETE FROM ${table} WHERE rid IN (SELECT value FROM json_each(?))`, rids);
  return rows.length > 0;
}
