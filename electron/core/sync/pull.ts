import type { Id } from '#shared/domain/kernel/ids.ts';
import { SYNC_SCHEMA, type Cursor, type PullReply } from '#shared/api/sync.ts';
import { CloudError } from '../cloud/cloud-error.ts';
import type { SyncLine } from './line.ts';
import type { LoggedCommand } from '../store/store.ts';
import { isPending, isRefused } from './pending.ts';
import { keepResults } from './push.ts';
import { settleAccepted } from './settle.ts';

/** Rows of one page. Much more would hold the main thread for longer than 10 ms while the answer is read and checked. */
export const PAGE_ROWS = 500;
const TRIES = 4;
/** How long the cloud keeps a command acceptable again after it was restored, ms (sync.md, Cloud: pull). */
const PUSH_AGAIN_WITHIN = 30 * 24 * 60 * 60_000;
const LOOK_BACK = 10_000;

interface Asked {
  readonly cursor: Cursor;
  readonly scope: string;
  /** Commands that the cloud had confirmed before it was asked. */
  readonly confirmed: readonly LoggedCommand[];
  readonly reply: PullReply;
}

export interface Puller {
  /** Pulls until the feed is complete. `between` runs before each page: text does not wait for a long load. */
  pullAll(token: string, between: () => Promise<unknown>): Promise<void>;
  progress(): { readonly done: number; readonly total: number } | null;
}

/** One tenant's way down (sync.md, Cloud: pull). */
export function createPuller(line: SyncLine, tenant: Id, changed: () => void): Puller {
  const { log, cache } = line.store;
  let progress: { done: number; total: number } | null = null;
  const pending = () => log.open(tenant).filter(isPending);

  const askFrom = async (token: string, cursor: Cursor, scope: string): Promise<Asked> => {
    const { client, incarnation } = log.identity();
    const confirmed = log.open(tenant).filter((command) => command.result?.outcome.state === 'accepted');
    const reply = await line.cloud.pull(token, { client, incarnation, tenant, schema: SYNC_SCHEMA, cursor, scope, limit: PAGE_ROWS }, line.signal);
    return { cursor, scope, confirmed, reply };
  };
  const ask = async (token: string): Promise<Asked> => {
    const cursor = await cache.cursor(tenant);
    let scope = await cache.scope(tenant);
    const granted = line.feed(tenant)?.scope;
    // A feed that was never pulled takes the scope in force, so that the cloud need not answer with a reset.
    if (cursor.seq === 0 && granted !== undefined && scope !== granted) {
      await cache.resetFeed(tenant, granted, pending());
      scope = granted;
    }
    return askFrom(token, cursor, scope);
  };

  const applyPage = async (asked: Cursor, page: Extract<PullReply, { state: 'page' }>): Promise<boolean> => {
    // The log first: a page that is applied and an answer that is not kept would send the command again.
    keepResults(line, tenant, page.results);
    const { applied, settled, entities } = await cache.applyPage(tenant, asked, page, pending());
    if (!applied) return false;
    settleAccepted(line.store, settled);
    if (entities.length > 0) line.publisher.publish('changed', { tenant, entities });
    return true;
  };

  const reset = async (reply: Extract<PullReply, { state: 'reset' }>): Promise<void> => {
    line.events.write('warn', 'sync.reset', { tenant, why: reply.why });
    if (reply.why === 'forked') {
      // The cloud was restored from a backup: what it confirmed since then goes up again, under the same ids.
      const confirmed = log
        .recent(LOOK_BACK)
        .filter((command) => command.tenant === tenant && command.result !== null && !isRefused(command) && command.result.arrival > reply.now - PUSH_AGAIN_WITHIN)
        .filter((command) => command.state === 'open' || command.state === 'settled');
      log.reopen(confirmed.map((command) => command.id));
    }
    await cache.resetFeed(tenant, reply.scope, pending());
  };

  return {
    progress: () => progress,
    async pullAll(token, between) {
      let done = 0;
      let tries = 0;
      let next: Promise<Asked> | undefined;
      try {
        while (!line.signal.aborted) {
          await between();
          const asked = await (next ?? ask(token));
          const { cursor, scope } = asked;
          const reply = isForked(asked) ? ({ state: 'reset', why: 'forked', scope, now: asked.reply.now } as const) : asked.reply;
          // The next page is on its way while this one is written.
          next = reply.state === 'page' && !reply.complete && reply.cursor.seq > cursor.seq ? askFrom(token, reply.cursor, scope) : undefined;
          // Should this one not hold, nobody waits for the next.
          next?.catch(() => undefined);
          if (reply.state === 'reset' || !(await applyPage(cursor, reply))) {
            // A cloud that resets for ever, or a cursor that never holds, is left to the backoff.
            if ((tries += 1) >= TRIES) throw new CloudError('sync.no_progress', 200);
            if (reply.state === 'reset') await reset(reply);
            done = 0;
            next = undefined;
            continue;
          }
          if (reply.complete) return;
          if (reply.cursor.seq <= cursor.seq) throw new CloudError('sync.no_progress', 200);
          done += reply.tables.reduce((rows, table) => rows + table.rows.length, 0);
          progress = { done, total: done + reply.remaining };
          changed();
        }
      } finally {
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
export function isForked({ cursor, confirmed, reply }: Pick<Asked, 'cursor' | 'confirmed' | 'reply'>): boolean {
  if (reply.state !== 'page') return false;
  const told = new Set(reply.results.map((result) => result.commandId));
  return confirmed.some(({ id, result }) => {
    if (result === null || result.seq <= cursor.seq || told.has(id)) return false;
    return result.seq <= reply.cursor.seq || reply.complete;
  });
}
