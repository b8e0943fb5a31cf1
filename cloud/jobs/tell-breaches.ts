import type { Id } from '#shared/domain/kernel/ids.ts';
import { overdueTickets } from '#cloud/db/due-tickets.ts';
import type { Services } from '#cloud/services.ts';
import { runSystem } from '#cloud/sync/run-system.ts';
import { idOfEvent, systemSeat } from '#cloud/system-ids.ts';

/**
 * SLA-02: a due date that has passed is told to the vendor, in the request and by mail to its operator, or to the vendor's
 * administrators where nobody has taken it. One command for each ticket and due date, so that a retry tells nobody twice.
 * @returns how many were told
 */
export async function tellBreaches({ pools, place, access, now }: Pick<Services, 'pools' | 'place' | 'access' | 'now'>): Promise<number> {
  const at = now();
  const customers = await pools.identity.selectFrom('service_contract').select('customer_id').distinct().execute();
  let told = 0;
  for (const { customer_id: tenant } of customers) {
    const late = await overdueTickets(pools.app, systemSeat(tenant), at);
    if (late.length === 0) continue;
    const vendor = await access.vendorOf(tenant);
    const people = await addressesOf(pools, vendor);
    for (const { id: ticketId, due_at: dueAt, operator_id: operator } of late) {
      const address = operator === null ? undefined : people.byId.get(operator);
      const outcome = await runSystem(place, {
        tenant,
        vendor,
        id: idOfEvent('ticket.breach', tenant, ticketId, dueAt),
        name: 'ticket.breach',
        input: { ticketId, noteId: idOfEvent('ticket.breach.note', tenant, ticketId, dueAt), dueAt, to: address === undefined ? people.administrators : [address] },
        now: at,
        mail: 'keep',
      });
      if (outcome.state === 'accepted') told += 1;
    }
  }
  return told;
}

async function addressesOf(pools: Services['pools'], vendor: Id): Promise<{ byId: Map<Id, string>; administrators: string[] }> {
  const people = await pools.identity
    .selectFrom('membership as m')
    .innerJoin('person as p', 'p.id', 'm.person_id')
    .select(['p.id', 'p.email', 'm.roles'])
    .where('m.tenant_id', '=', vendor)
    .where('m.active', '=', true)
    .orderBy('p.id')
    .execute();
  return {
    byId: new Map(people.map(({ id, email }) => [id, email])),
    // As many as the command takes.
    administrators: people.filter(({ roles }) => roles.includes('vendor_admin')).map(({ email }) => email).slice(0, 50),
  };
}
