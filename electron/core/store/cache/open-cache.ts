import { existsSync, statSync } from 'node:fs';
import { putAside } from '../aside.ts';
import { openForReading, openForWriting, type Tuning } from '../sqlite/open-database.ts';
import type { ReadDatabase, WriteDatabase } from '../sqlite/handles.ts';
import { migrate } from '../sqlite/migrate.ts';
import { storeErrorOf } from '../store-error.ts';
import { adoptUnknown } from './adopt-unknown.ts';
import { migration001 } from './migrations/001-rows.ts';
import { migration002 } from './migrations/002-lists-and-search.ts';
import { migration003 } from './migrations/003-conflicts-in-words.ts';
import { migration004 } from './migrations/004-feeds-beside.ts';
import { migration005 } from './migrations/005-dashboard.ts';
import { migration006 } from './migrations/006-fingerprint.ts';
import { migration007 } from './migrations/007-people.ts';
import { migration008 } from './migrations/008-promises.ts';
import { migration009 } from './migrations/009-private-tickets.ts';
import { migration010 } from './migrations/010-library.ts';
import { migration011 } from './migrations/011-site-form.ts';
import { migration012 } from './migrations/012-simple-form.ts';
import { migration013 } from './migrations/013-document-files.ts';

const MIGRATIONS = [migration001, migration002, migration003, migration004, migration005, migration006, migration007, migration008, migration009, migration010, migration011, migration012, migration013];
/** Pages of 8 KiB: a first load writes rows of a kilobyte by a quarter faster than on 4 KiB. */
const WRITER: Tuning = { cacheKib: 16_000, pageBytes: 8192 };
const READER: Tuning = { cacheKib: 4_000 };

export interface OpenedCache {
  readonly database: WriteDatabase;
  /** Where the old file went; null when it was good. */
  readonly aside: string | null;
}

/**
 * Opens `cache.db` for its writer. A file that is broken, or of a later program, goes aside and a new one is made: it
 * costs time only (I13). The file is not checked whole, since reading a large one takes seconds: damage inside is met
 * when it is read, and then rebuilt in the same way.
 */
export function openCache(file: string, now: number): OpenedCache {
  const sound = openSound(file);
  if (sound !== undefined) return { database: sound, aside: null };
  const aside = putAside(file, now);
  return { database: openMigrated(file), aside };
}

/** How the cache's threads come to their files. */
export interface CacheFiles {
  /** See `openCache`. */
  openForWriting(file: string, now: number): OpenedCache;
  openForReading(file: string): ReadDatabase;
  /** Answers where it went. */
  putAside(file: string, now: number): string;
  foldIn(database: WriteDatabase, file: string): void;
}

/** From here on the side file is folded in when there is time, bytes. */
const WORTH_FOLDING = 32 * 1024 * 1024;

/** Folds the side file into the main one once it is large; readers are never waited for. */
export function foldIn(database: WriteDatabase, file: string): void {
  if (sizeOf(`${file}-wal`) >= WORTH_FOLDING) database.pragma('wal_checkpoint(PASSIVE)');
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

export function openCacheForReading(file: string): ReadDatabase {
  return openForReading(file, READER);
}

export const cacheFiles: CacheFiles = { openForWriting: openCache, openForReading: openCacheForReading, putAside, foldIn };

function openSound(file: string): WriteDatabase | undefined {
  const existed = existsSync(file);
  try {
    return openMigrated(file);
  } catch (error) {
    const code = storeErrorOf(error, file)?.code;
    if (existed && (code === 'store.broken' || code === 'store.newer')) return undefined;
    throw error;
  }
}

function openMigrated(file: string): WriteDatabase {
  const database = openForWriting(file, 'normal', WRITER);
  try {
    // 256 MB: a first load of 100,000 rows is not held up by it (measured: a fifth of the writer's time). When nothing is
    // asked of the writer it folds the side file in long before that (foldIn).
    database.pragma('wal_autocheckpoint = 32000');
    // No copy before a step: the rows come again from the cloud.
    migrate(database, file, MIGRATIONS, false);
    adoptUnknown(database);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}
