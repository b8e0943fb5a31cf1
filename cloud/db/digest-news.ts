import type pg from 'pg';
import type { Id } from '#shared/domain/kernel/ids.ts';
import { inTenant, type Seat } from './tenant-transaction.ts';

/** One thing that somebody else wrote or did in a request of the person's. */
export interface DigestRow {
  readonly ticket_id: Id;
  readonly number: number | null;
  readonly title: string;
  readonly author_name: string;
  /** Null for what was written. */
  readonly event: { readonly code: string; readonly facts: Readonly<Record<string, string>> } | null;
  readonly plain: string;
}

/** More is not read in a mail; the desk has it all. */
const MOST = 200;

/**
 * What happened above `since` in the requests that the person has asked, is the contact person of, or works on, in the order
 * of arrival: as their seat may see it, not by themselves, not told to `email` by a mail already, and not before something
 * they wrote there, since they had it in front of them then. The command of a message is found by the number that its row
 * was written with.
 *
 * @returns the number up to which was looked, with what was found
 */
export async function newsFor(app: pg.Pool, seat: Seat, since: number | undefined, email: string): Promise<{ seq: number; rows: DigestRow[] }> {
  return inTenant(app, seat, 'snapshot', async (transaction) => {
    const [feed] = await transaction.query<{ seq: number }>('digest.feed', 'select seq from app.feed where tenant_id = $1', [seat.tenant]);
    const seq = feed?.seq ?? 0;
    if (since === undefined || since >= seq) return { seq, rows: [] };
    const rows = await transaction.query<DigestRow & pg.QueryResultRow>(
      'digest.news',
      `select t.id as ticket_id, t.number, t.title, m.author_name, m.event, m.plain
         from app.message m join app.ticket t on t.tenant_id = m.tenant_id and t.id = m.ticket_id
        where m.tenant_id = $1 and m.seq > $2 and not m.deleted and not t.deleted and m.author_id <> $3
          and (t.requester_id = $3 or t.contact_id = $3 or t.operator_id = $3)
          and not exists (select 1 from app.message o where o.tenant_id = $1 and o.ticket_id = t.id and o.author_id = $3 and o.seq > m.seq)
          and not exists (
            select 1 from app.command c join app.mail l on l.tenant_id = $1 and l.command_id = c.id and l.recipient = $4
             where c.tenant_id = $1 and c.incarnation = (m.field_rev->'*'->>3)::uuid and c.number = (m.field_rev->'*'->>2)::bigint)
        order by m.seq, m.at limit ${MOST}`,
      [seat.tenant, since, seat.person, email.toLowerCase()],
    );
    return { seq, rows };
  });
}
