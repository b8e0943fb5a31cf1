import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Ballast } from './ballast.ts';
import { attachmentsAtHand } from './attachments-at-hand.ts';
import { ThreadedCache } from './cache/cache-store.ts';
import type { CacheThreads } from './cache/cache-threads.ts';
import { openDrafts } from './drafts/draft-store.ts';
import { collectFiles, hashesIn } from './files/collect-files.ts';
import { HashedFiles } from './files/file-store.ts';
import { SqliteLog } from './log/log-store.ts';
import { openLog } from './log/open-log.ts';
import { joinStore } from './join-store.ts';
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
  /** The search has the words of every row again. */
  readonly indexed?: () => void;
  /** The cache's threads, when they are not the files beside it. */
  readonly threads?: CacheThreads;
}

/**
 * Opens a profile's files and mends what does not read (R6, I13); when it resolves, the cache shows all that the log
 * holds. Throws a StoreError: `store.locked` (another core has the profile), `store.newer`, `store.network_drive`,
 * `disk.full`, `disk.read_only`, `disk.not_a_folder`, `disk.failed`.
 */
export async function openStore({ folder, now, log = () => undefined, indexed, threads }: StoreOptions): Promise<{ store: Store; report: OpenReport }> {
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
    const cache = new ThreadedCache({ file: join(folder, 'cache.db'), now, warn: log, indexed, pending: logStore, complete, threads });
    undo.push(() => cache.close());
    const cacheRepaired = await cache.open();
    ballast.keep();
    const store = await joinStore({ log: logStore, drafts, cache, files, release: lock.release });
    const needed = new Set([...logStore.uploads().map((upload) => upload.sha256), ...(await cache.manuals()).map((manual) => manual.sha256), ...drafts.list(null).flatMap((draft) => hashesIn(JSON.stringify(draft.content)))]);
    const tidying = collectFiles(join(folder, 'files'), needed, now()).then(
      (gone) => void (gone > 0 && log(`${gone} old copies of files were removed`)),
      (error: unknown) => log(`old copies of files could not be removed: ${String(error)}`),
    );
    const close = async () => {
      await tidying;
      await store.close();
    };
    return { store: { ...store, close }, report: { repaired: [...opened.repaired, ...draftsRepaired, ...cacheRepaired] } };
  } catch (error) {
    for (const step of undo.reverse()) await step();
    throw error;
  }
}
