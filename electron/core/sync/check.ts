import type { Id } from '#shared/domain/kernel/ids.ts';
import { SYNC_SCHEMA, type Sum } from '#shared/api/sync.ts';
import { CloudError } from '../cloud/cloud-error.ts';
import type { SyncLine } from './line.ts';

const HOUR = 60 * 60_000;

/** One tenant's comparison with the cloud (R3): not rows, but sums over them. */
export interface Checker {
  /**
   * Once an hour at most, and only of a feed that is whole. True when the two differ: then the feed was put back to its
   * beginning, and is to be pulled.
   */
  differs(token: string): Promise<boolean>;
}

export function createChecker(line: SyncLine, tenant: Id): Checker {
  const { cache, log } = line.store;
  let checkedAt: number | null = null;

  const sumsOfCloud = async (token: string): Promise<readonly Sum[] | undefined> => {
    const [cursor, scope] = [await cache.cursor(tenant), await cache.scope(tenant)];
    const reply = await line.cloud.check(token, { ...log.identity(), tenant, schema: SYNC_SCHEMA, cursor, scope }, line.signal);
    return reply.state === 'sums' ? reply.sums : undefined;
  };

  return {
    async differs(token) {
      if (checkedAt !== null && Math.abs(line.now() - checkedAt) < HOUR) return false;
      checkedAt = line.now();
      const cursor = await cache.cursor(tenant);
      // An older cloud knows no sums, and a network that fails is the next pull's to tell.
      const theirs = await sumsOfCloud(token).catch((error: unknown) => {
        if (error instanceof CloudError) return undefined;
        throw error;
      });
      const ours = theirs && (await cache.sums(tenant, cursor));
      if (theirs === undefined || ours === undefined) return false;
      const wrong = differences(ours, theirs);
      if (wrong.length === 0) return false;
      line.events.write('warn', 'sync.mismatch', { tenant, entities: wrong.join(' ') });
      await cache.resetFeed(tenant, await cache.scope(tenant));
      return true;
    },
  };
}

/** `entity here/there`, for those that differ; what this program does not know it cannot have. */
function differences(ours: readonly Sum[], theirs: readonly Sum[]): string[] {
  const there = new Map(theirs.map((sum) => [sum.entity, sum]));
  return ours.flatMap(({ entity, rows, sum }) => {
    const other = there.get(entity) ?? { rows: 0, sum: 0 };
    return other.rows === rows && other.sum === sum ? [] : [`${entity} ${rows}/${other.rows}`];
  });
}
