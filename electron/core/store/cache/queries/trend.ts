import type { Id } from '#shared/domain/kernel/ids.ts';
import type { Trend } from '#shared/rpc/dashboard.ts';
import type { ReadDatabase } from '../../sqlite/handles.ts';
import { ofFeed } from './of-feed.ts';

/** DSH-03: how many tickets were opened and closed between each two edges (ms); by the indexes alone. */
export function trend(database: ReadDatabase, tenant: Id | null, edges: readonly number[]): Trend {
  return database.snapshot(() => {
    const { whose, values } = ofFeed(database, tenant);
    const counted = (column: string, index: string) =>
      edges.slice(1).map((end, at) => {
        const sql = `SELECT count(*) AS total FROM ticket INDEXED BY ${index} WHERE ${column} >= ? AND ${column} < ? AND ${whose}`;
        return database.get<{ total: number }>(sql, edges[at] ?? 0, end, ...values)?.total ?? 0;
      });
    return { opened: counted('created_at', 'ticket_created'), closed: counted('closed_at', 'ticket_closed') };
  });
}
