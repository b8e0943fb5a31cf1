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

/** Name and telephone of a member, as `auth` has them; who they are there is the synced row's own to say. */
async function publishMember(services: Publisher, tenantId: Id, personId: Id): Promise<void> {
  const row = await personRow(services, personId);
  await publish(services, tenantId, membership, personId, 'membership.publish', { id: personId, values: row });
}

/** What a membership says of the person. */
export function personRow({ pools }: Pick<Publisher, 'pools'>, personId: Id) {
  return pools.identity.selectFrom('person').select(['name', 'first_name as firstName', 'last_name as lastName', 'email', 'phone']).where('id', '=', personId).executeTakeFirstOrThrow();
}

/** Everywhere a person is a member: after a change of their name or telephone (ACC-07). The vendor's customers hear of it too (identity-effects.ts). */
export async function publishPerson(services: Publisher, personId: Id): Promise<void> {
  const tenants = await services.pools.identity.selectFrom('membership').select('tenant_id').where('person_id', '=', personId).execute();
  for (const { tenant_id } of tenants) await publishMember(services, tenant_id, personId);
}

export async function customersOf({ pools }: Publisher, vendor: Id): Promise<Id[]> {
  const rows = await pools.identity.selectFrom('service_contract').select('customer_id').distinct().where('vendor_id', '=', vendor).execute();
  return rows.map((row) => row.customer_id);
}

/**
 * The vendor's operators, as far as the customer may know them; all of them, or only `people`. Who serves no longer stays
 * known by name to those they have written to. Answers the ids of those who serve.
 */
export async function publishAgents(services: Publisher, vendor: Id, customer: Id, people?: readonly Id[]): Promise<Id[]> {
  const rows = await services.pools.identity
    .selectFrom('membership as m')
    .innerJoin('person as p', 'p.id', 'm.person_id')
    .select(['p.id', 'p.name', 'm.roles', 'm.active'])
    .where('m.tenant_id', '=', vendor)
    .orderBy('p.id')
    .execute();
  const serving: Id[] = [];
  for (const { id, name, active, roles } of rows) {
    if (people !== undefined && !people.includes(id)) continue;
    const serves = active && (roles.includes('operator') || roles.includes('vendor_admin'));
    if (serves) serving.push(id);
    if (serves || (await syncedRow(services, customer, agent, id))) await publish(services, customer, agent, id, 'agent.publish', { id, values: { name, active: serves } });
  }
  await publishPortraits(services, customer, serving);
  return serving;
}

/** The pictures of people who have come into a company, or who answer it from now on (ACC-07). */
export async function publishPortraits(services: Publisher, tenant: Id, people: readonly Id[]): Promise<void> {
  if (people.length === 0) return;
  const rows = await services.pools.identity.selectFrom('person').select(['id', 'picture']).where('id', 'in', people).where('picture', 'is not', null).orderBy('id').execute();
  for (const { id, picture } of rows) {
    if ((await syncedRow(services, tenant, portrait, id))?.['jpeg'] !== picture) await publish(services, tenant, portrait, id, 'portrait.publish', { id, jpeg: picture });
  }
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
