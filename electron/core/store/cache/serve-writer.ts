import { StoreError } from '../store-error.ts';
import type { FeedScope, LoggedCommand, PulledPage, ResetHow } from '../store.ts';
import type { Id } from '#shared/domain/kernel/ids.ts';
import type { Cursor } from '#shared/api/sync.ts';
import { CacheWriter } from './cache-writer.ts';
import { deleteDropped } from './dropped-feeds.ts';
import { indexWords } from './index-words.ts';
import type { CacheFiles, OpenedCache } from './open-cache.ts';
import type { PendingList } from './pending-list.ts';
import { serve, type Serving, type WorkersEnd } from './worker-call.ts';

/** How long a slice of indexing may keep a command waiting, ms. */
const SLICE = 8;
/** A command overtakes a page; a page overtakes nothing (sync.md: commands before pages). */
const LEVELS: Readonly<Record<string, number>> = { open: 0, rebuild: 0, apply: 0, rebase: 0 };

function writerOf(files: CacheFiles, warn: (warning: string) => void) {
  let file = '';
  let opened: OpenedCache | undefined;
  let writer: CacheWriter | undefined;
  let unread = false;

  const need = (): CacheWriter => {
    if (writer === undefined) throw new StoreError('store.closed');
    unread = true;
    return writer;
  };
  const methods = {
    /** Where an old file went; null when it was good. */
    open(path: string, now: number): string | null {
      file = path;
      opened = files.openForWriting(path, now);
      writer = new CacheWriter(opened.database, warn);
      unread = true;
      return opened.aside;
    },
    /** Damage was met: the file goes aside whatever else can be read of it (I13). Where it went. */
    rebuild(path: string, now: number): string {
      opened?.database.close();
      const aside = files.putAside(path, now);
      methods.open(path, now);
      return aside;
    },
    setScopes: (feeds: readonly FeedScope[]) => need().setScopes(feeds),
    apply: (command: LoggedCommand) => need().apply(command),
    rebase: (list: PendingList) => need().rebase(list.tenant),
    applyPage: (list: PendingList, asked: Cursor, page: PulledPage, at: number) => need().applyPage(list.tenant, asked, page, at),
    resetFeed: (list: PendingList, scope: string, how: ResetHow) => need().resetFeed(list.tenant, scope, how),
    keepFeeds: (tenants: readonly Id[]) => need().keepFeeds(tenants),
    forgetSettled: (open: readonly Id[]) => need().forgetSettled(open),
    pendingStandings: () => need().pendingStandings(),
    pendingTenants: () => need().pendingTenants(),
    /** Writes the words that are not in the index yet, all of them; for tests and benchmarks. */
    indexAll(): void {
      need();
      if (opened !== undefined) while (indexWords(opened.database, SLICE));
    },
    close(): void {
      opened?.database.close();
      opened = undefined;
      writer = undefined;
    },
  };
  const serving: Serving = {
    levelOf: (method) => LEVELS[method] ?? 1,
    onCall(method, values) {
      // The newest list counts for all that is still in the queue. The client is typed by the methods above.
      if (method === 'rebase' || method === 'applyPage' || method === 'resetFeed') writer?.notice(values[0] as PendingList);
    },
    onIdle() {
      if (opened === undefined || !unread) return undefined;
      unread = deleteDropped(opened.database, SLICE) || indexWords(opened.database, SLICE);
      if (!unread) files.foldIn(opened.database, file);
      return unread;
    },
    file: () => file,
  };
  return { methods, serving };
}
export type WriterMethods = ReturnType<typeof writerOf>['methods'];

/** Does what changes `cache.db`, at the worker's end of a port. */
export function serveWriter(port: WorkersEnd, files: CacheFiles): void {
  const { methods, serving } = writerOf(files, (warning) => port.postMessage({ warning }));
  serve(port, methods, serving);
}
