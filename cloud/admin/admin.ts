import { createHash } from 'node:crypto';
import { hashPassword } from 'better-auth/crypto';
import { v7 } from 'uuid';
import type { Id } from '#shared/domain/kernel/ids.ts';
import { isVendorRole, type Role } from '#shared/domain/access/roles.ts';
import type { Entity } from '#shared/domain/kernel/entity.ts';
import { agent, company, membership, supportSettings } from '#shared/domain/org/entities.ts';
import type { Outcome } from '#shared/api/sync.ts';
import { attachmentOf } from '#cloud/db/attachments.ts';
import { makeSequence } from '#cloud/db/numbers.ts';
import { readRow } from '#cloud/db/read-row.ts';
import { acceptFile } from '#cloud/files/accept-file.ts';
import type { Services } from '#cloud/services.ts';
import { runCommands } from '#cloud/sync/run-command.ts';
import { runSystem } from '#cloud/sync/run-system.ts';
import { idOfEvent, SYSTEM_PERSON } from '#cloud/system-ids.ts';
import type { AdminApi, NewPerson, NewTenant, PastCommand } from './admin-api.ts';

const BATCH = 100;

/** See admin-api.ts. Identity goes to the schema `auth`; the desks learn of it by commands of the system. */
export class Admin implements AdminApi {
  readonly #services: Services;

  constructor(services: Services) {
    this.#services = services;
  }

  async countTenants(): Promise<number> {
    const { count } = await this.#services.pools.identity
      .selectFrom('tenant')
      .select((select) => select.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow();
    return count;
  }

  async createTenant({ id, name, vatNumber, kind, firstTicketNumber = 1, closeAfterMinutes = 5 }: NewTenant): Promise<void> {
    const { pools, now } = this.#services;
    await makeSequence(pools.owner, id, firstTicketNumber);
    await pools.identity
      .insertInto('tenant')
      .values({ id, name, vat_number: vatNumber, kind, created_at: now() })
      .onConflict((conflict) => conflict.column('id').doUpdateSet({ name, vat_number: vatNumber }))
      .execute();
    await this.#publish(id, company, id, 'company.publish', { id, values: { name, vatNumber, kind } });
    // The company's own value stands, once there is one (DET-06).
    if (!(await this.#row(id, supportSettings, id))) await this.#publish(id, supportSettings, id, 'support_settings.change', { closeAfterMinutes });
  }

  async createPerson({ id, name, email: typed, password, language, phone = '' }: NewPerson): Promise<void> {
    const email = typed.toLowerCase();
    const hash = await hashPassword(password);
    const at = new Date(this.#services.now());
    await this.#services.pools.identity.transaction().execute(async (db) => {
      await db
        .insertInto('user')
        .values({ id, name, email, emailVerified: true, image: null, createdAt: at, updatedAt: at })
        .onConflict((conflict) => conflict.column('id').doUpdateSet({ name, email, updatedAt: at }))
        .execute();
      await db
        .insertInto('account')
        .values({ id: idOfEvent('credential', id), accountId: id, providerId: 'credential', userId: id, password: hash, createdAt: at, updatedAt: at })
        .onConflict((conflict) => conflict.column('id').doUpdateSet({ password: hash, updatedAt: at }))
        .execute();
      await db
        .insertInto('person')
        .values({ id, name, email, phone, language })
        .onConflict((conflict) => conflict.column('id').doUpdateSet({ name, email, phone, language }))
        .execute();
    });
  }

  async addMember(tenantId: Id, personId: Id, roles: readonly Role[], since?: number): Promise<void> {
    const { pools, now, pokes } = this.#services;
    const tenant = await pools.identity.selectFrom('tenant').selectAll().where('id', '=', tenantId).executeTakeFirstOrThrow();
    const person = await pools.identity.selectFrom('person').selectAll().where('id', '=', personId).executeTakeFirstOrThrow();
    // ACC-16
    if (tenant.kind === 'customer' && roles.some(isVendorRole)) throw new Error(`${tenant.name} is a customer and cannot give a vendor's role`);
    const activeSince = since ?? now();
    await pools.identity
      .insertInto('membership')
      .values({ tenant_id: tenantId, person_id: personId, roles: [...roles], active_since: activeSince, active: true })
      .onConflict((conflict) => conflict.columns(['tenant_id', 'person_id']).doUpdateSet({ roles: [...roles], active: true }))
      .execute();
    const { name, email, phone } = person;
    await this.#publish(tenantId, membership, personId, 'membership.publish', { id: personId, values: { name, email, phone, roles, activeSince, active: true } });
    for (const customer of await this.#customersOf(tenantId)) await this.#publishAgents(tenantId, customer);
    pokes.me(personId);
  }

  async addServiceContract(vendorId: Id, customerId: Id): Promise<void> {
    const { pools, pokes } = this.#services;
    const vendor = await pools.identity.selectFrom('tenant').selectAll().where('id', '=', vendorId).where('kind', '=', 'vendor').executeTakeFirstOrThrow();
    await pools.identity
      .insertInto('service_contract')
      .values({ vendor_id: vendorId, customer_id: customerId, starts_at: 0, ends_at: null })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    const closeAfterMinutes = (await this.#row(customerId, supportSettings, customerId))?.['closeAfterMinutes'] ?? 5;
    await this.#publish(customerId, supportSettings, customerId, 'support_settings.change', { closeAfterMinutes, vendorName: vendor.name });
    for (const person of await this.#publishAgents(vendorId, customerId)) pokes.me(person);
  }

  async #customersOf(vendor: Id): Promise<Id[]> {
    const rows = await this.#services.pools.identity.selectFrom('service_contract').select('customer_id').distinct().where('vendor_id', '=', vendor).execute();
    return rows.map((row) => row.customer_id);
  }

  /** The vendor's operators, as far as the customer may know them. */
  async #publishAgents(vendor: Id, customer: Id): Promise<Id[]> {
    const people = await this.#services.pools.identity
      .selectFrom('membership as m')
      .innerJoin('person as p', 'p.id', 'm.person_id')
      .select(['p.id', 'p.name', 'm.roles', 'm.active'])
      .where('m.tenant_id', '=', vendor)
      .orderBy('p.id')
      .execute();
    const agents = people.filter(({ roles }) => roles.includes('operator') || roles.includes('vendor_admin'));
    for (const { id, name, active } of agents) await this.#publish(customer, agent, id, 'agent.publish', { id, values: { name, active } });
    return agents.map(({ id }) => id);
  }

  #row(tenant: Id, entity: Entity, id: Id) {
    return readRow(this.#services.pools.app, { tenant, person: SYSTEM_PERSON, side: 'system' }, entity, id);
  }

  /** The command's id comes from what is published over which revision, so that a retry is the same command. */
  async #publish(tenant: Id, entity: Entity, id: Id, name: string, input: unknown): Promise<void> {
    const { place, access, now } = this.#services;
    const rev = (await this.#row(tenant, entity, id))?.rev ?? 0;
    const commandId = idOfEvent(tenant, name, rev, JSON.stringify(input));
    const outcome = await runSystem(place, { tenant, vendor: await access.vendorOf(tenant), id: commandId, name, input, now: now() });
    if (outcome.state === 'refused') throw new Error(`${name} was refused: ${outcome.refusal.code} ${JSON.stringify(outcome.refusal.facts)}`);
  }

  async runAs(tenantId: Id, personId: Id, commands: readonly PastCommand[]): Promise<readonly Outcome[]> {
    const { access, place } = this.#services;
    const seating = await access.seating(personId, tenantId);
    if (!seating) throw new Error('this person has no seat in this company');
    const outcomes: Outcome[] = [];
    for (let start = 0; start < commands.length; start += BATCH) {
      const results = await runCommands(place, {
        tenant: tenantId,
        giver: { actor: seating.actor, areas: seating.areas },
        sender: undefined,
        vendor: seating.vendor,
        commands: commands.slice(start, start + BATCH).map(({ name, input, now }) => {
          const sha256 = createHash('sha256').update(JSON.stringify({ name, input, now })).digest('hex');
          return { id: v7(), number: null, name, input, now, typed: now, arrival: now, bases: {}, sha256 };
        }),
        mail: 'skip',
      });
      outcomes.push(...results.map(({ outcome }) => outcome));
    }
    return outcomes;
  }

  async putFile(tenantId: Id, attachmentId: Id, bytes: Uint8Array): Promise<void> {
    const { pools, blobs } = this.#services;
    const row = await attachmentOf(pools.app, { tenant: tenantId, person: SYSTEM_PERSON, side: 'system' }, attachmentId);
    if (!row) throw new Error(`no attachment ${attachmentId}`);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    if (row.sha256 !== sha256 || row.size !== bytes.byteLength) throw new Error(`the bytes of ${row.name} are not the ones its row names`);
    await blobs.keepBytes(bytes, sha256);
    await acceptFile(this.#services, tenantId, attachmentId, sha256, row.size);
  }
}
