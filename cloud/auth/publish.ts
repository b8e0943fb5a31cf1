import type { Id } from '#shared/domain/kernel/ids.ts';
import type { Entity } from '#shared/domain/kernel/entity.ts';
import { isVendorRole } from '#shared/domain/access/roles.ts';
import { agent, membership } from '#shared/domain/org/entities.ts';
import { portrait } from '#shared/domain/people/entities.ts';
import { readRow } from '#cloud/db/read-row.ts';
import type { Services } from '#cloud/services.ts';
import { runSystem } from '#cloud/sync/run-system.ts';
import { idOfEvent, systemSeat } from '#cloud/system-ids.ts';

/* What the desks may know of the schema `auth`, written by commands of the system (sync.md, Every writer is a command). */

export type Publisher = Pick<Services, 'pools' | 'place' | 'access' | 'now'>;

export function syncedRow({ pools }: Publisher, tenant: Id, entity: Entity, id: Id) {
  return readRow(pools.app, systemSeat(tenant), entity, id);
}

/**
 * One system command about one row. Its id comes from what is published over which revision, so that a retry is the same
 * command; throws when it is refused.
 */
export async function publish(services: Publisher, tenant: Id, entity: Entity, id: Id, name: string, input: unknown): Promise<void> {
  const { place, access, now } = services;
  const rev = (await syncedRow(services, tenant, entity, id))?.rev ?? 0;
  const commandId = idOfEvent(tenant, name, rev, JSON.stringify(input));
  const outcome = await runSystem(place, { tenant, vendor: await access.vendorOf(tenant), id: commandId, name, input, now: now() });
  if (outcome.state === 'refused') throw new Error(`${name} was refused: ${outcome.refusal.code} ${JSON.stringify(outcome.refusal.facts)}`);
}

/** A person's membership as it stands in `auth`, to its tenant and, for those who serve customers, to theirs. */
export async function publishMembership(services: Publisher, tenantId: Id, personId: Id): Promise<void> {
  const row = await services.pools.identity
    .selectFrom('membership as m')
    .innerJoin('person as p', 'p.id', 'm.person_id')
    .select(['p.name', 'p.email', 'p.phone', 'm.roles', 'm.active_since as activeSince', 'm.active'])
    .where('m.tenant_id', '=', tenantId)
    .where('m.person_id', '=', personId)
    .executeTakeFirst();
  if (!row) return;
  await publish(services, tenantId, membership, personId, 'membership.publish', { id: personId, values: row });
  for (const customer of await customersOf(services, tenantId)) await publishAgents(services, tenantId, customer);
}

/** Everywhere a person is a member: after a change of their name or telephone (ACC-07). */
export async function publishPerson(services: Publisher, personId: Id): Promise<void> {
  const tenants = await services.pools.identity.selectFrom('membership').select('tenant_id').where('person_id', '=', personId).execute();
  for (const { tenant_id } of tenants) await publishMembership(services, tenant_id, personId);
}

async function customersOf({ pools }: Publisher, vendor: Id): Promise<Id[]> {
  const rows = await pools.identity.selectFrom('service_contract').select('customer_id').distinct().where('vendor_id', '=', vendor).execute();
  return rows.map((row) => row.customer_id);
}

/** The vendor's operators, as far as the customer may know them; their ids. */
export async function publishAgents(services: Publisher, vendor: Id, customer: Id): Promise<Id[]> {
  const people = await services.pools.identity
    .selectFrom('membership as m')
    .innerJoin('person as p', 'p.id', 'm.person_id')
    .select(['p.id', 'p.name', 'm.roles', 'm.active'])
    .where('m.tenant_id', '=', vendor)
    .orderBy('p.id')
    .execute();
  const agents = people.filter(({ roles }) => roles.includes('operator') || roles.includes('vendor_admin'));
  for (const { id, name, active } of agents) await publish(services, customer, agent, id, 'agent.publish', { id, values: { name, active } });
  return agents.map(({ id }) => id);
}

/** A person's picture, in every company of theirs and in those they serve (ACC-07). */
export async function publishPortrait(services: Publisher, personId: Id, jpeg: string | null): Promise<void> {
  const { pools } = services;
  const homes = await pools.identity.selectFrom('membership').select(['tenant_id', 'roles']).where('person_id', '=', personId).where('active', '=', true).execute();
  const tenants = new Set(homes.map(({ tenant_id }) => tenant_id));
  for (const { tenant_id, roles } of homes) {
    if (roles.some(isVendorRole)) for (const customer of await customersOf(services, tenant_id)) tenants.add(customer);
  }
  for (const tenant of tenants) await publish(services, tenant, portrait, personId, 'portrait.publish', { id: personId, jpeg });
}
