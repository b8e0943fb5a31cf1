import { createHash } from 'node:crypto';
import type { Actor } from '#shared/domain/kernel/command.ts';
import type { Area } from '#shared/domain/kernel/entity.ts';
import type { Id } from '#shared/domain/kernel/ids.ts';
import { isVendorRole, type Role } from '#shared/domain/access/roles.ts';
import type { Feed, Me } from '#shared/api/sync.ts';
import type { Pools } from '#cloud/db/pools.ts';

/** What a person is in one tenant, now. */
export interface Seating {
  readonly tenant: { readonly id: Id; readonly name: string; readonly vatNumber: string; readonly kind: 'vendor' | 'customer' };
  readonly actor: Actor;
  readonly areas: readonly Area[];
  /** The vendor whose sequence numbers this tenant's tickets; the tenant itself where it has none. */
  readonly vendor: Id;
  /** Changes when other rows become visible, and only then. */
  readonly scope: string;
}

type PersonRow = { id: Id; name: string; email: string; phone: string; language: 'it' | 'en' | 'ru' };

/**
 * Who may see and do what, from memberships and service contracts alone; a "current company" in a session is never read
 * (sync.md, Tenants and feeds).
 */
export class Access {
  readonly #pools: Pools;
  readonly #now: () => number;

  constructor(pools: Pools, now: () => number) {
    this.#pools = pools;
    this.#now = now;
  }

  async person(id: Id): Promise<PersonRow | undefined> {
    return this.#pools.identity.selectFrom('person').selectAll().where('id', '=', id).executeTakeFirst();
  }

  /** The person's place in the tenant; undefined when there is none. */
  async seating(person: Id, tenant: Id): Promise<Seating | undefined> {
    return (await this.#seatings(person, tenant))[0];
  }

  /** All the feeds of a person, by the companies' names. */
  async me(personId: Id): Promise<Pick<Me, 'person' | 'feeds'> | undefined> {
    const person = await this.person(personId);
    if (!person) return undefined;
    const feeds = (await this.#seatings(personId, undefined)).map(feedOf);
    feeds.sort((a, b) => a.name.localeCompare(b.name, 'it') || (a.tenant < b.tenant ? -1 : 1));
    return { person: { id: person.id, name: person.name, email: person.email, language: person.language }, feeds };
  }

  async #seatings(personId: Id, only: Id | undefined): Promise<Seating[]> {
    const now = this.#now();
    const db = this.#pools.identity;
    // Own membership, or the vendor's contract; one row for each way into a tenant.
    const rows = await db
      .selectFrom('membership as m')
      .innerJoin('person as p', 'p.id', 'm.person_id')
      .leftJoin('service_contract as c', (join) =>
        join
          .onRef('c.vendor_id', '=', 'm.tenant_id')
          .on('c.starts_at', '<=', now)
          .on((on) => on.or([on('c.ends_at', 'is', null), on('c.ends_at', '>', now)])),
      )
      .innerJoin('tenant as t', (join) => join.on((on) => on.or([on('t.id', '=', on.ref('m.tenant_id')), on('t.id', '=', on.ref('c.customer_id'))])))
      .where('m.person_id', '=', personId)
      .where('m.active', '=', true)
      .$if(only !== undefined, (query) => query.where('t.id', '=', only ?? ''))
      .distinct()
      .select(['t.id', 't.name', 't.vat_number', 't.kind', 'm.tenant_id as home', 'm.roles', 'p.name as person_name', 'p.email as person_email'])
      .execute();
    const vendors = await this.#vendorsOf(rows.map((row) => row.id), now);

    const seatings = new Map<Id, Seating>();
    for (const row of rows) {
      const own = row.home === row.id;
      // ACC-16: a company's administrator cannot give a vendor role, wherever it is written.
      const roles = row.roles.filter((role) => (own ? row.kind === 'vendor' || !isVendorRole(role) : isVendorRole(role)));
      if (!own && !roles.some((role) => role === 'operator' || role === 'vendor_admin')) continue;
      if (!own && seatings.has(row.id)) continue;
      const side = own && row.kind === 'customer' ? 'customer' : 'vendor';
      const areas: Area[] = own ? ['org', 'support', 'personal'] : ['support', 'personal'];
      seatings.set(row.id, {
        tenant: { id: row.id, name: row.name, vatNumber: row.vat_number, kind: row.kind },
        actor: { personId, name: row.person_name, email: row.person_email, side, roles },
        areas,
        vendor: vendors.get(row.id) ?? row.id,
        scope: scopeOf(personId, side, areas),
      });
    }
    return [...seatings.values()];
  }

  /** The vendor in charge of each customer: the one whose contract runs longest. */
  async #vendorsOf(tenants: readonly Id[], now: number): Promise<Map<Id, Id>> {
    if (tenants.length === 0) return new Map();
    const rows = await this.#pools.identity
      .selectFrom('service_contract')
      .select(['customer_id', 'vendor_id'])
      .where('customer_id', 'in', tenants)
      .where('starts_at', '<=', now)
      .where((where) => where.or([where('ends_at', 'is', null), where('ends_at', '>', now)]))
      .orderBy('starts_at', 'desc')
      .orderBy('vendor_id')
      .execute();
    return new Map(rows.map((row) => [row.customer_id, row.vendor_id]));
  }

  /** The vendor for jobs and the admin, who have no seat of their own. */
  async vendorOf(tenant: Id): Promise<Id> {
    return (await this.#vendorsOf([tenant], this.#now())).get(tenant) ?? tenant;
  }
}

function feedOf({ tenant, actor, areas, scope }: Seating): Feed {
  return {
    tenant: tenant.id,
    name: tenant.name,
    vatNumber: tenant.vatNumber,
    kind: tenant.kind,
    side: actor.side === 'customer' ? 'customer' : 'vendor',
    roles: [...actor.roles] satisfies Role[],
    areas: [...areas],
    scope,
  };
}

/** Exactly what the visible rows depend on; roles alone change what may be done, not what is seen. */
function scopeOf(person: Id, side: string, areas: readonly Area[]): string {
  return createHash('sha256').update([person, side, ...areas].join('\n')).digest('hex').slice(0, 16);
}
