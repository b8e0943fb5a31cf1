import type { Id } from '#shared/domain/kernel/ids.ts';
import { DUE_SOON } from '#shared/domain/tickets/service-level.ts';
import type { StandingCounts } from '#shared/rpc/dashboard.ts';
import type { ReadDatabase } from '../../sqlite/handles.ts';
import { FACETS } from '../tally.ts';
import { ofFeed } from './of-feed.ts';

/** What is closed, paused, or promised nothing (008-promises.ts): after everything that has a due date. */
const NEVER = Number.MAX_SAFE_INTEGER;

/** DSH-03, SLA-01: how the open requests stand to their due dates at `now`, ms; by an index alone. */
export function standing(database: ReadDatabase, tenant: Id | null, now: number): StandingCounts {
  return database.snapshot(() => {
    const { whose, values } = ofFeed(database, tenant);
    const counted = (after: number, upTo: number) => {
      const sql = `SELECT count(*) AS total FROM ticket INDEXED BY ticket_due WHERE due_rank > ? AND due_rank <= ? AND facets & ? = ? AND ${whose}`;
      return database.get<{ total: number }>(sql, after, upTo, FACETS.open, FACETS.open, ...values)?.total ?? 0;
    };
    return { overdue: counted(-1, now), soon: counted(now, now + DUE_SOON), running: counted(now + DUE_SOON, NEVER - 1), paused: counted(NEVER - 1, NEVER) };
  });
}
