import type { Id } from '#shared/domain/kernel/ids.ts';
import type { ReadDatabase } from '../../sqlite/handles.ts';
import type { News, NewsMark, NewsRow } from '../../store.ts';
import { readMeta, readPulled } from '../feed-meta.ts';
import { firstLine } from './first-line.ts';
import { knownTenants } from './known-tenants.ts';

/** Of one company at a time; whoever was away longer is told how many, not which. */
const MOST = 200;
const TABLES = ['message', 'internal_note'] as const;

interface Found extends Omit<NewsRow, 'tenant' | 'firstLine' | 'note'> {
  readonly plain: string | null;
}

/**
 * What others wrote since `mark` in requests that are here (OFF-07). A company that was not whole at the mark gives
 * nothing and is marked: its history is no news. Rows are found by their number on this desk, and those that only came
 * again (a feed loaded anew) are told by the cloud's own, which does not change.
 */
export function newsSince(database: ReadDatabase, personId: Id, mark: NewsMark): News {
  return database.snapshot(() => {
    const last = Object.fromEntries(TABLES.map((table) => [table, database.all<{ rid: number | null }>(`SELECT max(rid) AS rid FROM ${table}`)[0]?.rid ?? 0]));
    const seq: Record<Id, number> = {};
    const rows: NewsRow[] = [];
    for (const { tenant } of knownTenants(database).values()) {
      const { feed, completeAt } = readMeta(database, tenant);
      if (completeAt === null) continue;
      const head = readPulled(database, tenant).seq;
      seq[tenant] = head;
      const known = mark.seq[tenant];
      // A cloud that was restored counts from below; what it tells again is no news either.
      if (known === undefined || head <= known) continue;
      for (const table of TABLES) {
        const kept = mark.rid[table] ?? 0;
        // A cache that was made anew numbers from the beginning.
        const from = kept > (last[table] ?? 0) ? 0 : kept;
        const found = database.all<Found>(
          `SELECT m.ticket_id AS ticketId, m.author_name AS author, m.plain, m.event ->> '$.code' AS event, m.event ->> '$.facts.title' AS other, m.at, t.title, t.number, t.requester_id AS requesterId, t.contact_id AS contactId, t.operator_id AS operatorId
           FROM ${table} m JOIN ticket t ON t.feed = m.feed AND t.id = m.ticket_id
           WHERE m.rid > ? AND m.feed = ? AND m.seq > ? AND m.author_id <> ? ORDER BY m.rid LIMIT ?`,
          from, feed, known, personId, MOST,
        );
        rows.push(...found.map(({ plain, ...row }) => ({ ...row, tenant, firstLine: firstLine(plain ?? ''), note: table === 'internal_note' })));
      }
    }
    return { mark: { rid: last, seq }, rows };
  });
}
