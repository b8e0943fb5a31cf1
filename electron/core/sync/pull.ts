import type { Id } from '#shared/domain/kernel/ids.ts';
import { SYNC_SCHEMA, type Cursor, type PageHead, type PullHead, type PullReset } from '#shared/api/sync.ts';
import { ROUTES } from '#shared/api/routes.ts';
import { ENTITIES } from '#shared/domain/registry.ts';
import type { Cloud, LongPull } from '../cloud/cloud.ts';
import { CloudError } from '../cloud/cloud-error.ts';
import { FILE_ENTITIES } from '../files/file-row.ts';
import type { SyncLine } from './line.ts';
import type { Deletions, LoggedCommand } from '../store/store.ts';
import { isRefused } from './pending.ts';
import { keepHidden, releaseShown } from './out-of-sight.ts';
import { keepResults } from './push.ts';
import { settleAccepted } from './settle.ts';

/** Rows of one page: some 40 ms of the cache's writer, for which what a person saves meanwhile waits to be shown. */
export const PAGE_ROWS = 2_000;
/** From so many rows that wait on, a load is long. */
const LONG_LOAD = 10_000;
/** While pages of a long load come in, windows read their lists again no more often than this, ms. */
const TELL_EVERY = 250;
const TRIES = 4;
/** How long the cloud keeps a command acceptable again after it was restored, ms (sync.md, Cloud: pull). */
const PUSH_AGAIN_WITHIN = 30 * 24 * 60 * 60_000;
const LOOK_BACK = 10_000;

interface Asked {
  readonly cursor: Cursor;
  readonly scope: string;
  /** Commands that the cloud had confirmed before it was asked. */
  readonly confirmed: readonly LoggedCommand[];
  readonly head: PullHead;
  /** The lines of a page's tables. */
  readonly tables: readonly Uint8Array[];
}

export interface Puller {
  /**
   * Pulls until the feed is complete. `between` runs before each page: text does not wait for a long load. False when it
   * stopped at a question to the person, with rows and cursor as they were.
   */
  pullAll(token: string, between: () => Promise<unknown>): Promise<boolean>;
  /** What the person is asked about before many rows go (sync.md, Cloud: pull); null for nothing. */
  question(): Deletions | null;
  /** The person's yes: the next pull deletes. */
  allow(): void;
  progress(): { readonly done: number; readonly total: number } | null;
}

interface PullerEvents {
  changed(): void;
  /** Rows of files came. */
  filesChanged(): void;
  /** What waited for a row to come back may go. */
  released(): void;
}

/** One tenant's way down (sync.md, Cloud: pull). */
export function createPuller(line: SyncLine, tenant: Id, { changed, filesChanged, released }: PullerEvents): Puller {
  const { log, cache } = line.store;
  let progress: { done: number; total: number } | null = null;
  let question: Deletions | null = null;
  let allowed = false;
  /** Entities that look different since the windows were last told, and when that was. */
  const untold = new Set<string>();
  let toldAt = 0;
  const tell = (now: boolean) => {
    if (untold.size === 0 || (!now && Math.abs(line.now() - toldAt) < TELL_EVERY)) return;
    toldAt = line.now();
    line.publisher.publish('changed', { tenant, entities: [...untold] });
    untold.clear();
  };

  const askFrom = async (token: string, cursor: Cursor, scope: string, { pull }: Pick<Cloud, 'pull'> = line.cloud): Promise<Asked> => {
    const { client, incarnation } = log.identity();
    const confirmed = log.open(tenant).filter((command) => command.result?.outcome.state === 'accepted');
    const { head, tables } = await pull(token, { client, incarnation, tenant, schema: SYNC_SCHEMA, cursor, scope, limit: PAGE_ROWS }, line.signal);
    return { cursor, scope, confirmed, head, tables };
  };
  const ask = async (token: string): Promise<Asked> => {
    const cursor = await cache.cursor(tenant);
    let scope = await cache.scope(tenant);
    const granted = line.feed(tenant)?.scope;
    // A feed that was never pulled takes the scope in force, so that the cloud need not answer with a reset.
    if (scope === '' && granted !== undefined) {
      await cache.resetFeed(tenant, granted);
      scope = granted;
    }
    return askFrom(token, cursor, scope);
  };

  const applyPage = async ({ cursor, tables }: Asked, head: PageHead): Promise<'applied' | 'stale' | 'held'> => {
    // The log first: a page that is applied and an answer that is not kept would send the command again.
    keepResults(line, tenant, head.results);
    const { applied, settled, entities, malformed, held } = await cache.applyPage(tenant, cursor, { ...head, tables: { pieces: tables }, mayDelete: allowed });
    if (malformed !== null) {
      line.events.write('warn', 'sync.malformed', { tenant, what: malformed });
      throw new CloudError('cloud.not_sportello', 200, { path: ROUTES.pull });
    }
    if (held !== null) {
      question = held;
      line.events.write('warn', 'sync.deletions', { tenant, rows: held.rows, of: held.of });
      return 'held';
    }
    if (!applied) return 'stale';
    settleAccepted(line.store, settled);
    if (head.gone.length > 0) await keepHidden(line, tenant, head.gone);
    if (head.complete && (await releaseShown(line, tenant))) released();
    for (const entity of entities) untold.add(entity);
    if (entities.some((entity) => FILE_ENTITIES.includes(entity))) filesChanged();
    tell(head.complete);
    return 'applied';
  };

  const reset = async (reply: PullReset): Promise<void> => {
    line.events.write('warn', 'sync.reset', { tenant, why: reply.why });
    if (reply.why === 'forked') {
      // The cloud was restored from a backup: what it has answered since then goes up again, under the same ids. A refusal
      // that the person has not put away is asked for again too: what spoke against it may be forgotten (R4).
      const answered = log
        .recent(LOOK_BACK)
        .filter((command) => command.tenant === tenant && command.result !== null && command.result.arrival > reply.now - PUSH_AGAIN_WITHIN)
        .filter((command) => command.state === 'open' || (command.state === 'settled' && !isRefused(command)));
      const again = new Set(answered.map((command) => command.id));
      log.reopen([...again]);
      // The bytes may be gone with the rows; what the cloud has already costs it nothing.
      for (const { attachmentId, commandId, state } of log.uploads()) {
        if (again.has(commandId) && state === 'sent') log.updateUpload(attachmentId, { state: 'waiting', sent: 0, url: null });
      }
    } else {
      // From the beginning again: a cloud that was restored as well shows by what does not come (I1).
      log.unsettle(tenant, 0);
    }
    // What was granted has changed and this desk has not heard how: nobody may go on seeing what was taken away.
    const unheard = reply.why === 'scope' && line.feed(tenant)?.scope !== reply.scope;
    await cache.resetFeed(tenant, reply.scope, unheard ? 'at_once' : reply.why === 'forked' ? 'forgotten' : 'beside');
    if (unheard) line.publisher.publish('changed', { tenant, entities: ENTITIES.map(({ name }) => name) });
  };

  return {
    progress: () => progress,
    question: () => question,
    allow() {
      question = null;
      allowed = true;
    },
    async pullAll(token, between) {
      let done = 0;
      let tries = 0;
      let next: Promise<Asked> | undefined;
      let load: LongPull | undefined;
      try {
        while (!line.signal.aborted) {
          await between();
          const asked = await (next ?? ask(token));
          const { cursor, scope } = asked;
          const head = isForked(asked) ? ({ state: 'reset', why: 'forked', scope, now: asked.head.now } as const) : asked.head;
          if (head.state === 'page' && head.remaining > LONG_LOAD) load ??= line.cloud.longLoad();
          // The next page is on its way while this one is written.
          next = head.state === 'page' && !head.complete && head.cursor.seq > cursor.seq ? askFrom(token, head.cursor, scope, load) : undefined;
          // Should this one not hold, nobody waits for the next.
          next?.catch(() => undefined);
          const outcome = head.state === 'reset' ? 'stale' : await applyPage(asked, head);
          if (outcome === 'held') return false;
          if (head.state === 'reset' || outcome === 'stale') {
            // A cloud that resets for ever, or a cursor that never holds, is left to the backoff.
            if ((tries += 1) >= TRIES) throw new CloudError('sync.no_progress', 200);
            if (head.state === 'reset') await reset(head);
            done = 0;
            next = undefined;
            continue;
          }
          if (head.complete) {
            allowed = false;
            return true;
          }
          if (head.cursor.seq <= cursor.seq) throw new CloudError('sync.no_progress', 200);
          const total = Math.max(head.rows, head.remaining) + done;
          done += head.rows;
          progress = { done, total };
          changed();
        }
        return false;
      } finally {
        load?.end();
        tell(true);
        progress = null;
        changed();
      }
    },
  };
}

/**
 * Whether the cloud forgot what it confirmed, although its numbers do not show it: restored to where this desk's cursor
 * already was. A page that passes a confirmed command's number carries its result, and a complete one passes them all.
 */
export function isForked({ cursor, confirmed, head }: Pick<Asked, 'cursor' | 'confirmed' | 'head'>): boolean {
  if (head.state !== 'page') return false;
  const told = new Set(head.results.map((result) => result.commandId));
  return confirmed.some(({ id, result }) => {
    if (result === null || result.seq <= cursor.seq || told.has(id)) return false;
    return result.seq <= head.cursor.seq || head.complete;
  });
}
