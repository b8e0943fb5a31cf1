import type { Cell, WriteDatabase } from '../sqlite/handles.ts';
import { foldForWords } from './queries/words-query.ts';

/** What is searched: the table of words and the columns it reads, by entity. */
const SEARCHED: Readonly<Record<string, readonly string[]>> = { ticket: ['title', 'plain'], message: ['plain'], document: ['title', 'plain'] };
const AT_ONCE = 50;

/**
 * Reads rows that are new or changed into the full-text index until the time is up. True when more wait. Never part of
 * a pull: indexing costs more than the rows themselves (sync.md, On the desk: files).
 */
export function indexWords(database: WriteDatabase, budgetMs: number): boolean {
  const end = performance.now() + budgetMs;
  return database.transaction(() => {
    for (;;) {
      const read = Object.entries(SEARCHED).reduce((sum, [entity, columns]) => sum + changedRows(database, entity, columns) + newRows(database, entity, columns), 0);
      if (read === 0) return false;
      if (performance.now() >= end) return true;
    }
  });
}

function changedRows(database: WriteDatabase, entity: string, columns: readonly string[]): number {
  const unread = database.all<{ rid: number }>('SELECT rid FROM unread_words WHERE entity = ? LIMIT ?', entity, AT_ONCE);
  for (const { rid } of unread) {
    database.run(`DELETE FROM ${entity}_words WHERE rowid = ?`, rid);
    const row = database.get<Words>(`SELECT rid, ${columns.join(', ')} FROM ${entity} WHERE rid = ?`, rid);
    if (row !== undefined) add(database, entity, columns, row);
    database.run('DELETE FROM unread_words WHERE entity = ? AND rid = ?', entity, rid);
  }
  return unread.length;
}

function newRows(database: WriteDatabase, entity: string, columns: readonly string[]): number {
  const mark = database.get<{ rid: number }>('SELECT rid FROM words_mark WHERE entity = ?', entity)?.rid ?? 0;
  const rows = database.all<Words>(`SELECT rid, ${columns.join(', ')} FROM ${entity} WHERE rid > ? ORDER BY rid LIMIT ?`, mark, AT_ONCE);
  for (const row of rows) add(database, entity, columns, row);
  const last = rows.at(-1);
  if (last !== undefined) database.run('UPDATE words_mark SET rid = ? WHERE entity = ?', last.rid, entity);
  return rows.length;
}

type Words = Readonly<Record<string, Cell>> & { readonly rid: number };

function add(database: WriteDatabase, entity: string, columns: readonly string[], row: Words): void {
  const texts = columns.map((column) => foldForWords(String(row[column] ?? '')));
  // An event in a chat has no words.
  if (texts.every((text) => text === '')) return;
  const sql = `INSERT INTO ${entity}_words (rowid, ${columns.join(', ')}) VALUES (?, ${columns.map(() => '?').join(', ')})`;
  database.run(sql, row.rid, ...texts);
}
