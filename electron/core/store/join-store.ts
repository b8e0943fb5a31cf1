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
  removeUsedDrafts(log, drafts);
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

/** A crash between a command's saving and the removal of its draft must not show what was sent as still to be sent (R4). */
function removeUsedDrafts(log: LogStore, drafts: DraftStore): void {
  for (const { draftId, savedAt } of log.usedDrafts()) {
    const draft = drafts.get(draftId);
    // What was typed after the sending is nobody's command.
    if (draft !== undefined && draft.savedAt <= savedAt) drafts.remove(draftId);
  }
}
