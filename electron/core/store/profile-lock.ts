import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import BetterSqlite from 'better-sqlite3';
import { StoreError, storeErrorOf } from './store-error.ts';

export interface ProfileLock {
  release(): void;
}

/** Two that start in the same moment stand in each other's way for an instant; a moment's patience lets one of them in. ms */
const AT_ONCE = 250;

/**
 * One core per profile: two writers of one log would number commands twice. The lock is SQLite's own, on a file of its
 * own: the system drops it when the process ends, however it ends. Throws `store.locked` when another core has it.
 */
export function lockProfile(folder: string): ProfileLock {
  const file = join(folder, 'profile.lock');
  let database: BetterSqlite.Database | undefined;
  try {
    database = new BetterSqlite(file, { timeout: AT_ONCE });
    if (process.platform !== 'win32') chmodSync(file, 0o600);
    database.pragma('locking_mode = EXCLUSIVE');
    database.exec('BEGIN EXCLUSIVE');
    const held = database;
    return { release: () => held.close() };
  } catch (error) {
    database?.close();
    const typed = storeErrorOf(error, file);
    throw typed?.code === 'store.locked' ? new StoreError('store.locked', { folder }, error) : (typed ?? error);
  }
}
