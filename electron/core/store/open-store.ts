import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Ballast } from './ballast.ts';
import { attachmentsAtHand } from './attachments-at-hand.ts';
import { ThreadedCache, type WorkerFiles } from './cache/cache-store.ts';
import { openDrafts } from './drafts/draft-store.ts';
import { HashedFiles } from './files/file-store.ts';
import { SqliteLog } from './log/log-store.ts';
import { openLog } from './log/open-log.ts';
import { isNetworkDrive } from './network-drive.ts';
import { lockProfile } from './profile-lock.ts';
import { onDisk, StoreError } from './store-error.ts';
import type { OpenReport, Store } from './store.ts';

export interface StoreOptions {
  /** The profile's own folder; made with the user's rights alone when missing. */
  readonly folder: string;
  /** ms since 1970 UTC, by this device's clock. */
  readonly now: () => number;
  /** What is worth a line in the event log. */
  readonly log?: (text: string) => void;
  /** Where the bundled workers are, when they are not beside this file as `cache-writer.js` and `cache-reader.js`. */
  readonly workers?: WorkerFiles;
}

/**
 * Opens a profile's files and mends what does not read (R6, I13); when it resolves, the cache shows all that the log
 * holds. Throws a StoreError: `store.locked` (another core has the profile), `store.newer`, `store.network_drive`,
 * `disk.full`, `disk.read_only`, `disk.not_a_folder`, `disk.failed`.
 */
export async function openStore({ folder, now, log = () => undefined, workers }: StoreOptions): Promise<{ store: Store; report: OpenReport }> {
  onDisk(folder, () => {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (process.platform !== 'win32') chmodSync(folder, 0o700);
  });
  if (isNetworkDrive(folder)) throw new StoreError('store.network_drive', { folder });
  const undo: (() => unknown)[] = [];
  try {
    const lock = lockProfile(folder);
    undo.push(lock.release);
    const ballast = new Ballast(folder);
    const opened = openLog(folder, now());
    undo.push(() => opened.database.close());
    const logStore = new SqliteLog(opened, { makeRoom: () => ballast.giveUp(), warn: log });
    const { drafts, repaired: draftsRepaired } = openDrafts(folder, now());
    undo.push(() => drafts.close());
    const files = new HashedFiles(join(folder, 'files'));
    const complete = attachmentsAtHand(logStore, files);
    const cache = new ThreadedCache({ file: join(folder, 'cache.db'), now, warn: log, pending: logStore, complete, workers });
    undo.push(() => cache.close());
    const cacheRepaired = await cache.open();
    ballast.keep();
    const store: Store = {
      log: logStore,
      drafts,
      cache,
      files,
      async close() {
        await cache.close();
        drafts.close();
        logStore.close();
        lock.release();
      },
    };
    await catchUp(store, cache);
    return { store, report: { repaired: [...opened.repaired, ...draftsRepaired, ...cacheRepaired] } };
  } catch (error) {
    for (const step of undo.reverse()) await step();
    throw error;
  }
}

/** A crash between the cache's page and the log's note of it: the cache knows what is settled (sync.md, A command's life). */
async function catchUp(store: Store, cache: ThreadedCache): Promise<void> {
  store.log.settle(await cache.settledIds());
  await cache.forgetSettled();
}
