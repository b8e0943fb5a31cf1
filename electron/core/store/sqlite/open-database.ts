import { chmodSync, closeSync, existsSync, openSync } from 'node:fs';
import BetterSqlite from 'better-sqlite3';
import { StoreError } from '../store-error.ts';
import { ReadDatabase, WriteDatabase } from './handles.ts';

/** FULL survives a power cut, NORMAL a killed process (sync.md, On the desk: files). */
export type Durability = 'full' | 'normal';

export interface Tuning {
  /** Page cache in KiB. */
  readonly cacheKib: number;
  /** Of a file that is made now; one that exists keeps its own. 4096 unless said. */
  readonly pageBytes?: number;
}
const SMALL: Tuning = { cacheKib: 2_000 };
const SYNCHRONOUS: Readonly<Record<Durability, number>> = { full: 2, normal: 1 };

/**
 * Opens or makes a file for writing: WAL, the durability set and read back, readable by this user alone (0600).
 * Throws what SQLite throws; `onDisk` gives it a code.
 */
export function openForWriting(file: string, durability: Durability, tuning: Tuning = SMALL): WriteDatabase {
  makePrivate(file);
  const database = new WriteDatabase(new BetterSqlite(file, { timeout: 5_000 }));
  try {
    if (tuning.pageBytes !== undefined) database.pragma(`page_size = ${tuning.pageBytes}`);
    database.pragma('journal_mode = WAL');
    database.pragma(`synchronous = ${durability}`);
    // On macOS fsync leaves the bytes in the drive's own cache; elsewhere this does nothing.
    database.pragma(`fullfsync = ${durability === 'full' ? 'ON' : 'OFF'}`);
    database.pragma(`checkpoint_fullfsync = ${durability === 'full' ? 'ON' : 'OFF'}`);
    database.pragma('foreign_keys = OFF');
    database.pragma('trusted_schema = OFF');
    database.pragma(`journal_size_limit = ${16 * 1024 * 1024}`);
    tune(database, tuning);
    // better-sqlite3 makes NORMAL the default of a WAL file, which loses acknowledged writes in a power cut.
    if (database.pragma('synchronous') !== SYNCHRONOUS[durability] || database.pragma('journal_mode') !== 'wal') {
      throw new StoreError('disk.failed', { file, system: 'pragma' });
    }
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Opens an existing file that another connection writes. */
export function openForReading(file: string, tuning: Tuning = SMALL): ReadDatabase {
  const database = new ReadDatabase(new BetterSqlite(file, { readonly: true, fileMustExist: true, timeout: 5_000 }));
  database.pragma('query_only = ON');
  database.pragma('trusted_schema = OFF');
  tune(database, tuning);
  return database;
}

/** Whether the file's structure is sound; a file that is no database at all is not. */
export function isSound(database: ReadDatabase): boolean {
  try {
    return database.pragma('quick_check(1)') === 'ok';
  } catch {
    return false;
  }
}

function tune(database: ReadDatabase, { cacheKib }: Tuning): void {
  database.pragma(`cache_size = -${cacheKib}`);
  // A mapped file counts as this program's memory, 90 MB after a long list went by (P7), and is read no faster.
  database.pragma('mmap_size = 0');
  database.pragma('temp_store = MEMORY');
}

/** SQLite gives its side files the mode of the main one. An existing file is not opened here: closing it would drop this process's locks. */
function makePrivate(file: string): void {
  if (!existsSync(file)) closeSync(openSync(file, 'a', 0o600));
  if (process.platform !== 'win32') chmodSync(file, 0o600);
}
