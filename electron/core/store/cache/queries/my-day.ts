import type { Id } from '#shared/domain/kernel/ids.ts';
import type { Day, DayEntry, DayReason } from '#shared/rpc/dashboard.ts';
import type { Cell, ReadDatabase } from '../../sqlite/handles.ts';
import { FACETS, RANKS } from '../tally.ts';
import { ticketRows } from './list-tickets.ts';
import { ofFeed } from './of-feed.ts';

/** DSH-03: what waits for this person. Whether blocking ones wait for anybody to take them is the screen's to ask. */
export function myDay(database: ReadDatabase, tenant: Id | null, person: Id, { now, until }: Day, limit: number): DayEntry[] {
  return database.snapshot(() => {
    const { whose, values } = ofFeed(database, tenant);
    const entries = (why: DayReason, source: string, where: string, order: string, more: readonly Cell[]): DayEntry[] => {
      const rows = database.all<{ rid: number }>(`SELECT rid FROM ticket ${source} WHERE ${where} AND ${whose} ORDER BY ${order} LIMIT ?`, ...more, ...values, limit);
      return ticketRows(database, rows.map((row) => row.rid)).map((row) => ({ why, row }));
    };
    const own = 'operator_id = ? AND operator_id IS NOT NULL AND facets & ? = ?';
    return [
      ...entries('blocking', 'INDEXED BY ticket_ranked', 'priority_rank = ? AND facets & ? = ?', 'created_at', [RANKS['blocking'] ?? 3, FACETS.open | FACETS.taken, FACETS.open]),
      ...entries('overdue', 'INDEXED BY ticket_operator', `${own} AND due_rank <= ?`, 'due_rank', [person, FACETS.open, FACETS.open, now]),
      ...entries('today', 'INDEXED BY ticket_operator', `${own} AND due_rank > ? AND due_rank <= ?`, 'due_rank', [person, FACETS.open, FACETS.open, now, until]),
      ...entries('answer', 'INDEXED BY ticket_asks', "status = 'waiting_for_customer' AND (requester_id = ? OR contact_id = ?)", 'last_reply_at', [person, person]),
      ...entries('mine', 'INDEXED BY ticket_operator', `${own} AND status = 'in_progress' AND due_rank > ?`, 'last_reply_at', [person, FACETS.open, FACETS.open, Math.max(now, until)]),
    ];
  });
}
