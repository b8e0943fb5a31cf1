import BetterSqlite from 'better-sqlite3';

let name: string | undefined;

/** The database engine and its version, for TKT-03: `SQLite 3.50.4`. */
export function databaseName(): string {
  name ??= readName();
  return name;
}

function readName(): string {
  const database = new BetterSqlite(':memory:');
  try {
    return `SQLite ${String(database.prepare('SELECT sqlite_version()').pluck().get())}`;
  } finally {
    database.close();
  }
}
