import { isMarkedAsUntransferable } from 'node:worker_threads';
import type { Change } from '#shared/domain/kernel/command.ts';
import type { Id } from '#shared/domain/kernel/ids.ts';
import type { Cursor } from '#shared/api/sync.ts';
import type { TicketDetail } from '#shared/rpc/contract.ts';
import type { ReadDatabase } from '../sqlite/handles.ts';
import { onDisk, StoreError } from '../store-error.ts';
import type { CacheStore, FeedScope, Lines, LocalEffect, LocalRun, LoggedCommand, OpenReport, PageAnswer, PulledPage, ResetHow, RunRequest } from '../store.ts';
import { CacheReader } from './cache-reader.ts';
import { threadsBesideThisFile, type CacheThreads } from './cache-threads.ts';
import type { PendingList } from './pending-list.ts';
import { PendingSender, type PendingSource, type Resendable } from './pending-sender.ts';
import { ScreenReads, type Lane } from './screen-reads.ts';
import type { ReaderMethods } from './serve-reader.ts';
import { WorkerClient, type Answer } from './worker-call.ts';
import type { WriterMethods } from './serve-writer.ts';

/** Reads see what was saved before them, unless the writer is busy for longer than this, ms. */
const SHOWN_WITHIN = 250;

const STALE: PageAnswer = { applied: false, settled: [], entities: [], malformed: null, held: null };

export interface CacheParts {
  readonly file: string;
  readonly now: () => number;
  readonly warn: (text: string) => void;
  /** The search has the words of every row. */
  readonly indexed?: (() => void) | undefined;
  readonly pending: PendingSource;
  /** Fills in what only the main thread knows of a ticket's files. */
  readonly complete: (detail: TicketDetail) => TicketDetail;
  /** The worker files beside this one, unless said otherwise. */
  readonly threads?: CacheThreads | undefined;
}

type Threads = { readonly writer: WorkerClient<WriterMethods> } & { readonly [L in Lane]: WorkerClient<ReaderMethods> };

/**
 * The cache as the main thread sees it: one worker that writes, one that answers at once (rows, tickets) and one for what
 * may take a moment (lists, search). Rules run here, on the few rows that a command names, and cursors are read here: a
 * thread more would cost more than they do (P2, P5). Damage met while working puts the file aside and starts a new one, with
 * what is pending run again; a worker that died is started again. The call that met it fails with `store.broken` or
 * `store.closed` and may be repeated.
 */
export class ThreadedCache extends ScreenReads implements CacheStore {
  readonly #parts: CacheParts;
  #threads: Threads;
  readonly #pending: PendingSender;
  /** As last said; a new writer has to hear them too. Undefined until said. */
  #scopes: readonly FeedScope[] | undefined;
  #feeds: readonly Id[] | undefined;
  #mending: Promise<string | null> | undefined;
  /** The last command saved, on its way to the rows. */
  #applying: Promise<void> | undefined;
  /** What those on their way will change: the next rule sees it without waiting for them (P2). */
  readonly #unapplied = new Map<Id, { readonly tenant: Id; readonly changes: readonly Change[] }>();
  /** This thread's own look at the file. */
  #here: ReadDatabase | undefined;
  #closing = false;

  constructor(parts: CacheParts) {
    super();
    this.#parts = parts;
    this.#pending = new PendingSender(parts.pending);
    this.#threads = this.#start();
  }

  /** Opens the file, a new one where it does not read, and runs again what the log holds and the cache does not. */
  async open(): Promise<OpenReport['repaired']> {
    const { file, now } = this.#parts;
    let aside = await this.#threads.writer.call('open', file, now());
    try {
      await this.#openReaders();
      await this.#replay();
    } catch (error) {
      if (!(error instanceof StoreError) || error.code !== 'store.broken') throw error;
      aside = await this.#mend('store.broken');
    }
    return aside === null ? [] : [{ code: 'cache.rebuilt', aside, rescued: 0 }];
  }

  setScopes(feeds: readonly FeedScope[]): Promise<void> {
    this.#scopes = feeds;
    return this.#write('setScopes', feeds);
  }

  preview(request: RunRequest): Promise<LocalRun> {
    return this.#look((reader) => {
      const laid = [...this.#unapplied.values()].flatMap(({ tenant, changes }) => (tenant === request.tenant ? changes : []));
      return reader.preview(request, laid);
    });
  }

  apply(command: LoggedCommand, changes: readonly Change[] = []): Promise<LocalEffect> {
    this.#unapplied.set(command.id, { tenant: command.tenant, changes });
    const work = this.#write('apply', command);
    const applying = work.then(
      () => this.#pending.sent(command),
      () => undefined,
    ).then(() => {
      this.#unapplied.delete(command.id);
      if (this.#applying === applying) this.#applying = undefined;
    });
    this.#applying = applying;
    return work;
  }

  async rebase(tenant: Id): Promise<{ settled: readonly Id[] }> {
    const { settled } = await this.#withPending(tenant, (list) => this.#write('rebase', list));
    return { settled };
  }

  cursor(tenant: Id): Promise<Cursor> {
    return this.#look((reader) => reader.cursor(tenant));
  }

  async applyPage(tenant: Id, asked: Cursor, page: PulledPage): Promise<PageAnswer> {
    const memory = 'pieces' in page.tables ? memoryOf(page.tables) : [];
    const { applied, settled, entities, malformed, held } = await this.#withPending(tenant, async (list) => {
      if (memory.some(({ byteLength }) => byteLength === 0)) {
        // It went with the first call, so that this page, like a reply that comes too late, is to be asked for again.
        const rebased = await this.#write('rebase', list);
        return rebased.resend ? rebased : { ...STALE, resend: false };
      }
      if (this.#mending) await this.#mending;
      return this.#mendOnFailure(this.#threads.writer.callWith(memory, 'applyPage', list, asked, page, this.#parts.now()));
    });
    return { applied, settled, entities, malformed, held };
  }

  scope(tenant: Id): Promise<string> {
    return this.#look((reader) => reader.scope(tenant));
  }

  async resetFeed(tenant: Id, scope: string, how: ResetHow = 'beside'): Promise<void> {
    await this.#withPending(tenant, (list) => this.#write('resetFeed', list, scope, how));
  }

  keepFeeds(tenants: readonly Id[]): Promise<void> {
    this.#feeds = tenants;
    return this.#write('keepFeeds', tenants);
  }

  async ticket(tenant: Id, id: Id): Promise<TicketDetail | undefined> {
    const detail = await this.read('quick', 'ticket', tenant, id);
    return detail && this.#parts.complete(detail);
  }

  /** Resolves when every word is in the index; for benchmarks, since searching never waits for it. */
  indexAll(): Promise<void> {
    return this.#write('indexAll');
  }

  /** What the log knows to be over is forgotten here. Call it when the log has heard of all that is settled. */
  forgetSettled(): Promise<void> {
    return this.#write('forgetSettled', this.#parts.pending.open().map((command) => command.id));
  }

  async close(): Promise<void> {
    this.#closing = true;
    await this.#mending?.catch(() => undefined);
    const { writer, quick, lists } = this.#threads;
    this.#here?.close();
    await Promise.allSettled([quick.call('close'), lists.call('close')]);
    // Last, so that it folds the side file into the main one.
    await Promise.allSettled([writer.call('close')]);
    await Promise.all([writer.end(), quick.end(), lists.end()]);
  }

  #start(): Threads {
    const { threads: { startWorker } = threadsBesideThisFile, warn, indexed } = this.#parts;
    const onWarning = (text: string, code: string | undefined) => {
      warn(text);
      if (code === 'store.broken') void this.#mend(code).catch(() => undefined);
    };
    return {
      writer: new WorkerClient(startWorker('writer'), onWarning, indexed),
      quick: new WorkerClient(startWorker('reader'), onWarning),
      lists: new WorkerClient(startWorker('reader'), onWarning),
    };
  }

  /** Where the cache does not stand where the log does: its file is new, or was cut back by a power failure. */
  async #replay(): Promise<void> {
    const { writer } = this.#threads;
    const here = new Map((await writer.call('pendingStandings')).map(({ command, standing }) => [command, standing]));
    for (const tenant of await this.#pending.behind(here, () => writer.call('pendingTenants'))) {
      await this.#pending.send(tenant, (list) => writer.call('rebase', list));
    }
  }

  async #withPending<T>(tenant: Id, ask: (list: PendingList) => Promise<Resendable<T>>): Promise<T> {
    await this.#mending;
    return this.#pending.send(tenant, ask);
  }

  async #write<K extends keyof WriterMethods>(method: K, ...values: Parameters<WriterMethods[K]>): Promise<Answer<WriterMethods, K>> {
    if (this.#mending) await this.#mending;
    return this.#mendOnFailure(this.#threads.writer.call(method, ...values));
  }

  protected async read<K extends keyof ReaderMethods>(lane: Lane, method: K, ...values: Parameters<ReaderMethods[K]>): Promise<Answer<ReaderMethods, K>> {
    if (this.#mending) await this.#mending;
    // A screen shows what was saved before it asked.
    if (this.#applying) await atMost(SHOWN_WITHIN, this.#applying);
    return this.#mendOnFailure(this.#threads[lane].call(method, ...values));
  }

  /** For what reads a row or two that no command waits to change: on this thread. */
  async #look<T>(look: (reader: CacheReader) => T): Promise<T> {
    if (this.#mending) await this.#mending;
    const here = async () =>
      onDisk(this.#parts.file, () => {
        if (!this.#here?.isOpen) throw new StoreError('store.closed');
        return look(new CacheReader(this.#here));
      });
    return this.#mendOnFailure(here());
  }

  async #mendOnFailure<T>(work: Promise<T>): Promise<T> {
    try {
      return await work;
    } catch (error) {
      const code = error instanceof StoreError ? error.code : undefined;
      if (!this.#closing && (code === 'store.broken' || code === 'store.closed')) await this.#mend(code);
      throw error;
    }
  }

  /** One at a time, whoever met the failure; answers where the old file went, null when it was good. */
  #mend(code: 'store.broken' | 'store.closed'): Promise<string | null> {
    this.#mending ??= (code === 'store.broken' ? this.#rebuild() : this.#restart())
      .then((aside) => {
        this.#parts.warn(aside === null ? 'a worker of the cache died and was started again' : `the cache was damaged: it went to ${aside} and is loaded again`);
        return aside;
      })
      .finally(() => {
        this.#mending = undefined;
      });
    return this.#mending;
  }

  async #rebuild(): Promise<string> {
    const { writer, quick, lists } = this.#threads;
    this.#here?.close();
    await Promise.all([quick.call('close'), lists.call('close')]);
    const aside = await writer.call('rebuild', this.#parts.file, this.#parts.now());
    await this.#openReaders();
    this.#pending.forget();
    await this.#tellFeeds();
    this.#unsettle();
    await this.#replay();
    return aside;
  }

  async #restart(): Promise<string | null> {
    const { writer, quick, lists } = this.#threads;
    await Promise.all([writer.end(), quick.end(), lists.end()]);
    this.#threads = this.#start();
    const aside = await this.#threads.writer.call('open', this.#parts.file, this.#parts.now());
    await this.#openReaders();
    this.#pending.forget();
    await this.#tellFeeds();
    if (aside !== null) this.#unsettle();
    await this.#replay();
    return aside;
  }

  /**
   * A new file has nothing of what the log knows to be settled: it is shown until the pages come (I5), and a cloud that
   * was restored meanwhile shows by what does not come (I1).
   */
  #unsettle(): void {
    for (const tenant of this.#feeds ?? []) this.#parts.pending.unsettle(tenant, 0);
  }

  /** Only the profile knows the feeds, and it does not hear of a new writer. */
  async #tellFeeds(): Promise<void> {
    const { writer } = this.#threads;
    if (this.#feeds) await writer.call('keepFeeds', this.#feeds);
    if (this.#scopes) await writer.call('setScopes', this.#scopes);
  }

  async #openReaders(): Promise<void> {
    const { quick, lists } = this.#threads;
    const { threads: { openForReading } = threadsBesideThisFile, file } = this.#parts;
    this.#here?.close();
    this.#here = onDisk(file, () => openForReading(file));
    await Promise.all([quick.call('open', file), lists.call('open', file)]);
  }
}

/** The memory of the pieces, which may go to another thread as it is. */
function memoryOf({ pieces }: Lines): ArrayBuffer[] {
  const memory = new Set(pieces.map(({ buffer }) => buffer).filter((buffer) => buffer instanceof ArrayBuffer));
  return [...memory].filter((buffer) => !isMarkedAsUntransferable(buffer));
}

async function atMost(ms: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<void>((resolve) => (timer = setTimeout(resolve, ms)));
  await Promise.race([work, patience]);
  clearTimeout(timer);
}
