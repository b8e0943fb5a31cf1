import type pg from 'pg';
import type { Id } from '#shared/domain/kernel/ids.ts';
import { inTenant, type Seat } from './tenant-transaction.ts';

export interface DueTicket {
  readonly id: Id;
  readonly due_at: number;
  readonly operator_id: Id | null;
}

/** Open tickets whose due date has passed and of which nobody was told, the longest late first; a thousand at most. */
export async function overdueTickets(app: pg.Pool, seat: Seat, now: number): Promise<DueTicket[]> {
  return inTenant(app, seat, 'snapshot', (transaction) =>
    transaction.query<DueTicket & pg.QueryResultRow>(
      'ticket.overdue',
      `select id, due_at, operator_id from app.ticket
        where tenant_id = $1 and status <> 'closed' and paused_at is null and breached_at is null and not deleted and due_at < $2
        order by due_at limit 1000`,
      [seat.tenant, now],
    ),
  );
}

/** The tickets that are not closed, as many as there are. */
export async function openTickets(app: pg.Pool, seat: Seat): Promise<Id[]> {
  return inTenant(app, seat, 'snapshot', async (transaction) => {
    const rows = await transaction.query<{ id: Id }>('ticket.open', "select id from app.ticket where tenant_id = $1 and status <> 'closed' and not deleted order by id", [seat.tenant]);
    return rows.map(({ id }) => id);
  });
}
