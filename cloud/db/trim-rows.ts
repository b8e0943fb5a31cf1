import { sql, type Kysely, type RawBuilder } from 'kysely';
import type { Entity } from '#shared/domain/kernel/entity.ts';
import type { Id } from '#shared/domain/kernel/ids.ts';
import type { JobTables } from './tables.ts';

/* What the role of jobs takes away; its policies show it tombstones of synced rows and nothing else of them. */

type Jobs = Kysely<JobTables>;
/** Rows of one statement, so that nobody waits long for a lock. */
const AT_ONCE = 5_000;

/** The feeds in which a number was given before `before` (ms), with the last such number. */
export async function agedFeeds(jobs: Jobs, before: number): Promise<{ tenant: Id; seq: number }[]> {
  return jobs
    .selectFrom('feed_mark')
    .select((select) => ['tenant_id as tenant', select.fn.max('seq').as('seq')])
    .where('at', '<', before)
    .groupBy('tenant_id')
    .execute();
}

export async function raiseHorizon(jobs: Jobs, tenant: Id, horizon: number): Promise<void> {
  await jobs.updateTable('feed').set({ horizon }).where('tenant_id', '=', tenant).where('horizon', '<', horizon).execute();
}

/** Deleted rows of one entity up to a number. Answers how many went, as do the others. */
export function removeTombstones(jobs: Jobs, entity: Entity, tenant: Id, upTo: number): Promise<number> {
  const table = sql.id('app', entity.name);
  return inParts(jobs, sql`delete from ${table} where tenant_id = ${tenant} and id in (
    select id from ${table} where tenant_id = ${tenant} and seq <= ${upTo} and deleted limit ${AT_ONCE})`);
}

export function removeMarks(jobs: Jobs, tenant: Id, below: number): Promise<number> {
  return inParts(jobs, sql`delete from app.feed_mark where tenant_id = ${tenant} and seq in (
    select seq from app.feed_mark where tenant_id = ${tenant} and seq < ${below} limit ${AT_ONCE})`);
}

/** Who lost sight of what, up to a number (gone.ts). */
export function removeGone(jobs: Jobs, tenant: Id, upTo: number): Promise<number> {
  return inParts(jobs, sql`delete from app.gone where (seq, entity, row_id, lost_by) in (
    select seq, entity, row_id, lost_by from app.gone where tenant_id = ${tenant} and seq <= ${upTo} limit ${AT_ONCE}) and tenant_id = ${tenant}`);
}

/** Entries of the ledger that arrived before `before` (ms). */
export function removeCommands(jobs: Jobs, before: number): Promise<number> {
  return inParts(jobs, sql`delete from app.command where (tenant_id, id) in (
    select tenant_id, id from app.command where arrival < ${before} limit ${AT_ONCE})`);
}

async function inParts(jobs: Jobs, statement: RawBuilder<unknown>): Promise<number> {
  let all = 0;
  for (;;) {
    const rows = Number((await statement.execute(jobs)).numAffectedRows ?? 0);
    all += rows;
    if (rows < AT_ONCE) return all;
  }
}
