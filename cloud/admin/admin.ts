import { createHash } from 'node:crypto';
import { hashPassword } from 'better-auth/crypto';
import { v7 } from 'uuid';
import type { Id } from '#shared/domain/kernel/ids.ts';
import { isVendorRole, type Role } from '#shared/domain/access/roles.ts';
import { company, membership, supportSettings } from '#shared/domain/org/entities.ts';
import type { Outcome } from '#shared/api/sync.ts';
import { personRow, publish, publishAgents, syncedRow } from '#cloud/auth/publish.ts';
import { publishLibrary } from '#cloud/library/publish-library.ts';
import { attachmentOf } from '#cloud/db/attachments.ts';
import { makeSequence } from '#cloud/db/numbers.ts';
import { publishCalendars } from '#cloud/jobs/publish-calendars.ts';
import { acceptFile } from '#cloud/files/accept-file.ts';
import type { Services } from '#cloud/services.ts';
import { runCommands } from '#cloud/sync/run-command.ts';
import { idOfEvent, systemSeat } from '#cloud/system-ids.ts';
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
    await publish(this.#services, id, company, id, 'company.publish', { id, values: { name, vatNumber, kind } });
    // The company's own value stands, once there is one (DET-06).
    if (!(await syncedRow(this.#services, id, supportSettings, id))) await publish(this.#services, id, supportSettings, id, 'support_settings.change', { closeAfterMinutes });
  }

  async createPerson({ id, name, email: typed, password, language, phone = '', secondFactor = 'none' }: NewPerson): Promise<void> {
    const email = typed.toLowerCase();
    const hash = await hashPassword(password);
    const at = new Date(this.#services.now());
    const [first_name = '', ...others] = name.split(' ');
    const person = { name, email, phone, language, first_name, last_name: others.join(' ') };
    const user = { name, email, updatedAt: at, twoFactorEnabled: secondFactor === 'email' };
    await this.#services.pools.identity.transaction().execute(async (db) => {
      await db
        .insertInto('user')
        .values({ id, emailVerified: true, image: null, createdAt: at, ...user })
        .onConflict((conflict) => conflict.column('id').doUpdateSet(user))
        .execute();
      await db
        .insertInto('account')
        .values({ id: idOfEvent('credential', id), accountId: id, providerId: 'credential', userId: id, password: hash, createdAt: at, updatedAt: at })
        .onConflict((conflict) => conflict.column('id').doUpdateSet({ password: hash, updatedAt: at }))
        .execute();
      await db
        .insertInto('person')
        .values({ id, ...person })
        .onConflict((conflict) => conflict.column('id').doUpdateSet(person))
        .execute();
    });
  }

  async addMember(tenantId: Id, personId: Id, roles: readonly Role[], since?: number): Promise<void> {
    const { pools, now } = this.#services;
    const tenant = await pools.identity.selectFrom('tenant').selectAll().where('id', '=', tenantId).executeTakeFirstOrThrow();
    // ACC-16
    if (tenant.kind === 'customer' && roles.some(isVendorRole)) throw new Error(`${tenant.name} is a customer and cannot give a vendor's role`);
    const before = await syncedRow(this.#services, tenantId, membership, personId);
    const activeSince = before?.['activeSince'] ?? since ?? now();
    const values = { ...(await personRow(this.#services, personId)), roles, activeSince, active: true };
    // The seat follows from the row (auth/identity-effects.ts).
    await publish(this.#services, tenantId, membership, personId, 'membership.publish', { id: personId, values });
  }

  async addServiceContract(vendorId: Id, customerId: Id): Promise<void> {
    const { pools, pokes } = this.#services;
    const vendor = await pools.identity.selectFrom('tenant').selectAll().where('id', '=', vendorId).where('kind', '=', 'vendor').executeTakeFirstOrThrow();
    await pools.identity
      .insertInto('service_contract')
      .values({ vendor_id: vendorId, customer_id: customerId, starts_at: 0, ends_at: null })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    const closeAfterMinutes = (await syncedRow(this.#services, customerId, supportSettings, customerId))?.['closeAfterMinutes'] ?? 5;
    await publish(this.#services, customerId, supportSettings, customerId, 'support_settings.change', { closeAfterMinutes, vendorName: vendor.name });
    await publishCalendars(this.#services);
    for (const person of await publishAgents(this.#services, vendorId, customerId)) pokes.me(person);
    await this.publishLibrary(vendorId);
  }

  async publishLibrary(vendorId: Id): Promise<void> {
    await publishLibrary(this.#services, vendorId);
  }

  async runAs(tenantId: Id, personId: Id, commands: readonly PastCommand[]): Promise<readonly Outcome[]> {
    const { access, place } = this.#services;
    const seating = await access.seating(personId, tenantId);
    if (!seating) throw new Error('this person has no seat in this company');
    const outcomes: Outcome[] = [];
    for (let start = 0; start < commands.length; start += BATCH) {
      const results = await runCommands(place, {
        tenant: tenantId,
        giver: seating,
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
    const { pools } = this.#services;
    const row = await attachmentOf(pools.app, systemSeat(tenantId), attachmentId);
    if (!row) throw new Error(`no attachment ${attachmentId}`);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    if (row.sha256 !== sha256 || row.size !== bytes.byteLength) throw new Error(`the bytes of ${row.name} are not the ones its row names`);
    await acceptFile(this.#services, tenantId, attachmentId, { bytes, sha256, size: row.size });
  }
}
