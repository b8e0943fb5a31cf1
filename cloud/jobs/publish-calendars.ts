import type { Id } from '#shared/domain/kernel/ids.ts';
import { sameValue } from '#shared/domain/kernel/same-value.ts';
import { supportSettings } from '#shared/domain/org/entities.ts';
import { calendarSchema } from '#shared/domain/sla/calendar.ts';
import { openTickets } from '#cloud/db/due-tickets.ts';
import { readRow } from '#cloud/db/read-row.ts';
import type { Services } from '#cloud/services.ts';
import { runSystem } from '#cloud/sync/run-system.ts';
import { idOfEvent, systemSeat } from '#cloud/system-ids.ts';

type Needed = Pick<Services, 'pools' | 'place' | 'access' | 'now'>;

/**
 * SLA-01: copies each vendor's calendar into the companies that it serves (decision 0010), where it differs, and counts
 * what is open there anew. It compares state rather than follows events, so a run that was lost is made up by the next.
 * @returns to how many companies it went
 */
export async function publishCalendars(services: Needed): Promise<number> {
  const { pools } = services;
  const contracts = await pools.identity.selectFrom('service_contract').select('customer_id').distinct().orderBy('customer_id').execute();
  const calendars = new Map<Id, unknown>();
  let published = 0;
  for (const { customer_id: customer } of contracts) {
    const vendor = await services.access.vendorOf(customer);
    if (!calendars.has(vendor)) calendars.set(vendor, (await settingsOf(services, vendor))?.['calendar'] ?? null);
    const calendar = calendarSchema.safeParse(calendars.get(vendor));
    // Never chosen: the usual one holds on both sides.
    if (!calendar.success) continue;
    const settings = await settingsOf(services, customer);
    if (sameValue(settings?.['calendar'] ?? null, calendar.data)) continue;
    const give = (name: string, input: object, ...event: readonly (string | number)[]) =>
      runSystem(services.place, { tenant: customer, vendor, id: idOfEvent(name, customer, settings?.rev ?? 0, ...event), name, input, now: services.now() });
    await give('service_calendar.publish', { calendar: calendar.data }, JSON.stringify(calendar.data));
    for (const ticketId of await openTickets(pools.app, systemSeat(customer))) await give('ticket.recount', { ticketId }, ticketId, JSON.stringify(calendar.data));
    published += 1;
  }
  return published;
}

function settingsOf({ pools }: Needed, tenant: Id) {
  return readRow(pools.app, systemSeat(tenant), supportSettings, tenant);
}
