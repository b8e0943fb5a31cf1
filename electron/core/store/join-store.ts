import type { ThreadedCache } from './cache/cache-store.ts';
import type { DraftStore, FileStore, LogStore, Store } from './store.ts';

export interface StoreParts {
  readonly log: LogStore;
  readonly drafts: DraftStore;
  /** Opened, and showing all that the log holds. */
  readonly cache: ThreadedCache;
  readonly files: FileStore;
  /** When all the rest is closed. */
  readonly release: () => void;
}

/**
 * The parts of an open profile as one store. A crash between the cache's page and the log's note of it is made good
 * here: the cache knows what is settled (sync.md, A command's life).
 */
export async function joinStore({ log, drafts, cache, files, release }: StoreParts): Promise<Store> {
  log.settle(await cache.settledIds());
  await cache.forgetSettled();
  return {
    log,
    drafts,
    cache,
    files,
    async close() {
      await cache.close();
      drafts.close();
      log.close();
      release();
    },
  };
}
