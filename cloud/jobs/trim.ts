import { sql } from 'kysely';
import { ENTITIES } from '#shared/domain/registry.ts';
import type { Services } from '#cloud/services.ts';

const DAY = 24 * 60 * 60 * 1000;
/** A desk that was away for less hears of every deletion; one that was away longer starts its feeds again (I10). */
export const TOMBSTONES_FOR = 180 * DAY;
/** The longest time that a desk may be offline with commands of its own (sync.md, Cloud: push). */
export const LEDGER_FOR = 400 * DAY;
/** Rows of one statement, so that nobody waits long for a lock or a log. */
const AT_ONCE = 5_000;

type Jobs = Services['pools']['jobs'];

/**
 * Raises each feed's horizon to the last number that is older than a tombstone is kept, and only then takes tombstones
 * and marks below it away: a desk from before the horizon starts again and never shows what was deleted.
 */
export async function trimTombstones({ pools, now }: Pick<Services, 'pools' | 'now'>): Promise<{ tombstones: number; marks: number }> {
  const trimmed = { tombstones: 0, marks: 0 };
  for (const { tenant_id: tenant } of await pools.jobs.selectFrom('feed').select('tenant_id').execute()) {
    const { horizon } = await pools.jobs
      .selectFrom('feed_mark')
      .select((select) => select.fn.max('seq').as('horizon'))
      .where('tenant_id', '=', tenant)
      .where('at', '<', now() - TOMBSTONES_FOR)
      .executeTakeFirstOrThrow();
    if (horizon === null) continue;
    await pools.jobs.updateTable('feed').set({ horizon }).where('tenant_id', '=', tenant).where('horizon', '<', horizon).execute();
    for (const { name } of ENTITIES) {
      trimmed.tombstones += await inParts(pools.jobs, sql`delete from ${sql.id(name)} where tenant_id = ${tenant} and id in (
        select id from ${sql.id(name)} where tenant_id = ${tenant} and seq <= ${horizon} and deleted limit ${AT_ONCE})`);
    }
    // The horizon's own mark stays: it stands for all that lies below (cloud/db/feed.ts).
    trimmed.marks += await inParts(pools.jobs, sql`delete from feed_mark where tenant_id = ${tenant} and seq in (
      select seq from feed_mark where tenant_id = ${tenant} and seq < ${horizon} limit ${AT_ONCE})`);
  }
  return trimmed;
}

/** A desk whose commands are gone from here is asked for a new incarnation and goes on (client.renumber). */
export async function trimLedger({ pools, now }: Pick<Services, 'pools' | 'now'>): Promise<number> {
  return inParts(pools.jobs, sql`delete from command where (tenant_id, id) in (
    select tenant_id, id from command where arrival < ${now() - LEDGER_FOR} limit ${AT_ONCE})`);
}

async function inParts(jobs: Jobs, statement: ReturnType<typeof sql>): Promise<number> {
  let all = 0;
  for (;;) {
    const rows = Number((await statement.execute(jobs)).numAffectedRows ?? 0);
    all += rows;
    if (rows < AT_ONCE) return all;
  }
}
