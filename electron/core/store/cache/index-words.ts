import type { WriteDatabase } from '../sqlite/handles.ts';
import { foldForWords } from './queries/words-query.ts';

interface Unread {
  readonly entity: string;
  readonly rid: number;
}

const AT_ONCE = 50;

/**
 * Reads rows that changed since into the full-text index until the time is up. True when more wait. Never part of a
 * pull: indexing costs more than the rows themselves (sync.md, On the desk: files).
 */
export function indexWords(database: WriteDatabase, budgetMs: number): boolean {
  const end = performance.now() + budgetMs;
  return database.transaction(() => {
    for (;;) {
      const unread = database.all<Unread>('SELECT entity, rid FROM unread_words LIMIT ?', AT_ONCE);
      for (const { entity, rid } of unread) {
        if (entity === 'ticket') indexTicket(database, rid);
        else indexMessage(database, rid);
        database.run('DELETE FROM unread_words WHERE entity = ? AND rid = ?', entity, rid);
      }
      if (unread.length < AT_ONCE) return false;
      if (performance.now() >= end) return true;
    }
  });
}

function indexTicket(database: WriteDatabase, rid: number): void {
  database.run('DELETE FROM ticket_words WHERE rowid = ?', rid);
  const row = database.get<{ title: string | null; plain: string | null }>('SELECT title, plain FROM ticket WHERE rid = ?', rid);
  if (row === undefined) return;
  database.run('INSERT INTO ticket_words (rowid, title, plain) VALUES (?, ?, ?)', rid, foldForWords(row.title ?? ''), foldForWords(row.plain ?? ''));
}

function indexMessage(database: WriteDatabase, rid: number): void {
  database.run('DELETE FROM message_words WHERE rowid = ?', rid);
  const row = database.get<{ plain: string | null }>('SELECT plain FROM message WHERE rid = ?', rid);
  if (row?.plain) database.run('INSERT INTO message_words (rowid, plain) VALUES (?, ?)', rid, foldForWords(row.plain));
}
