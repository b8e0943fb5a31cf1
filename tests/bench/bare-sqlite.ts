import { join } from 'node:path';
import BetterSqlite from 'better-sqlite3';

/** A file with nothing of ours around it: the least that SQLite takes for the same durability. */
export interface BareSqlite {
  /** One transaction with one row, on disk when it returns (WAL, FULL). */
  write(text: string): void;
  close(): void;
}

export function bareSqlite(folder: string, name: string): BareSqlite {
  const database = new BetterSqlite(join(folder, `${name}.db`));
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.exec('CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT');
  const insert = database.prepare('INSERT INTO note (text) VALUES (?)');
  return { write: (text) => void insert.run(text), close: () => void database.close() };
}
