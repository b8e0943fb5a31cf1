import type { Id } from '#shared/domain/kernel/ids.ts';
import { SYNC_SCHEMA, type PullReply } from '#shared/api/sync.ts';
import { CloudError } from '../cloud/cloud-error.ts';
import type { SyncLine } from './line.ts';
import { isPending, isRefused } from './pending.ts';
import { keepResults } from './push.ts';
import { settleAccepted } from './settle.ts';

/** Rows of one page. Much more would hold the main thread for longer than 10 ms while the answer is read and checked. */
export const PAGE_ROWS = 500;
const TRIES = 4;
/** How long the cloud keeps a command acceptable again after it was restored, ms (sync.md, Cloud: pull). */
const PUSH_AGAIN_WITHIN = 30 * 24 * 60 * 60_000;
const LOOK_BACK = 10_000;

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

  const ask = async (token: string) => {
    const { client, incarnation } = log.identity();
    const cursor = await cache.cursor(tenant);
    let scope = await cache.scope(tenant);
    const granted = line.feed(tenant)?.scope;
    // A feed that was never pulled takes the scope in force, so that the cloud need not answer with a reset.
    if (cursor.seq === 0 && granted !== undefined && scope !== granted) {
      await cache.resetFeed(tenant, granted, pending());
      scope = granted;
    }
    const reply = await line.cloud.pull(token, { client, incarnation, tenant, schema: SYNC_SCHEMA, cursor, scope, limit: PAGE_ROWS }, line.signal);
    return { cursor, reply };
  };

  const applyPage = async (asked: { seq: number; mark: string }, page: Extract<PullReply, { state: 'page' }>): Promise<boolean> => {
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
      try {
        while (!line.signal.aborted) {
          await between();
          const { cursor, reply } = await ask(token);
          if (reply.state === 'reset' || !(await applyPage(cursor, reply))) {
            // A cloud that resets for ever, or a cursor that never holds, is left to the backoff.
            if ((tries += 1) >= TRIES) throw new CloudError('sync.no_progress', 200);
            if (reply.state === 'reset') await reset(reply);
            done = 0;
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
