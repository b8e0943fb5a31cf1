import type pg from 'pg';
import type { Id } from '#shared/domain/kernel/ids.ts';
import { inTenant, type Seat } from './tenant-transaction.ts';

/** Whether the seat's person may see the ticket: the policies hide every other. */
export async function isTicketInSight(app: pg.Pool, seat: Seat, id: Id): Promise<boolean> {
  const found = await inTenant(app, seat, 'snapshot', (transaction) =>
    transaction.query('ticket.in_sight', 'select 1 from app.ticket where tenant_id = $1 and id = $2 and not deleted', [seat.tenant, id]),
  );
  return found.length > 0;
}
