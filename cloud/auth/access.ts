import { createHash } from 'node:crypto';
import type { Actor } from '#shared/domain/kernel/command.ts';
import type { Area } from '#shared/domain/kernel/entity.ts';
import type { Id } from '#shared/domain/kernel/ids.ts';
import { isVendorRole } from '#shared/domain/access/roles.ts';
import { sightOf, type Sight } from '#shared/domain/access/sight.ts';
import { AREA_OF_MODULE } from '#shared/domain/people/modules.ts';
import type { Feed, Me } from '#shared/api/sync.ts';
import type { Pools } from '#cloud/db/pools.ts';
import { vendorOf, waysInto, type Way } from '#cloud/db/seats.ts';
import type { Seat } from '#cloud/db/tenant-transaction.ts';

/** What a person is in one tenant, now. */
export interface Seating {
  readonly tenant: { readonly id: Id; readonly name: string; readonly vatNumber: string; readonly kind: 'vendor' | 'customer' };
  readonly actor: Actor;
  readonly areas: readonly Area[];
  /** LST-08: how much they see of what can be hidden. */
  readonly sight: Sight;
  /** The vendor whose sequence numbers this tenant's tickets; the tenant itself where it has none. */
  readonly vendor: Id;
  /** Changes when other rows become visible, and only then. */
  readonly scope: string;
}

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

  /** The person's place in the tenant; undefined when there is none. */
  async seating(person: Id, tenant: Id): Promise<Seating | undefined> {
    return seatingsOf(person, await waysInto(this.#pools.auth, person, tenant, this.#now()))[0];
  }

  /** All the feeds of a person, by the companies' names; undefined for somebody who is not there any more. */
  async me(personId: Id): Promise<Pick<Me, 'person' | 'feeds'> | undefined> {
    const person = await this.#pools.identity.selectFrom('person').selectAll().where('id', '=', personId).executeTakeFirst();
    if (!person) return undefined;
    const feeds = seatingsOf(personId, await waysInto(this.#pools.auth, personId, null, this.#now())).map(feedOf);
    feeds.sort((a, b) => a.name.localeCompare(b.name, 'it') || (a.tenant < b.tenant ? -1 : 1));
    return { person: { id: person.id, name: person.name, email: person.email, language: person.language }, feeds };
  }

  /** For jobs and the admin, who have no seat of their own. */
  vendorOf(tenant: Id): Promise<Id> {
    return vendorOf(this.#pools.auth, tenant, this.#now());
  }
}

/** One seat per tenant; the own membership counts before a contract. */
export function seatingsOf(personId: Id, ways: readonly Way[]): Seating[] {
  const seatings = new Map<Id, Seating>();
  for (const way of ways) {
    const own = way.home === way.id;
    // ACC-16: a vendor role counts only where it is the vendor's, wherever it is written.
    const roles = way.roles.filter((role) => (own ? way.kind === 'vendor' || !isVendorRole(role) : isVendorRole(role)));
    const modules = way.modules.flatMap((module) => AREA_OF_MODULE[module] ?? []);
    if (!own && !(modules.includes('support') && roles.some((role) => role === 'operator' || role === 'vendor_admin'))) continue;
    if (!own && seatings.has(way.id)) continue;
    const side = own && way.kind === 'customer' ? 'customer' : 'vendor';
    const areas: Area[] = own ? ['org', ...modules, 'personal'] : ['support', 'personal'];
    const sight = sightOf({ side, roles }, way.users_see_all);
    seatings.set(way.id, {
      tenant: { id: way.id, name: way.name, vatNumber: way.vat_number, kind: way.kind },
      actor: { personId, name: way.person_name, email: way.person_email, side, roles },
      areas,
      sight,
      vendor: way.vendor ?? way.id,
      scope: scopeOf(personId, side, areas, sight, sight === 'all' ? '' : way.sight_set),
    });
  }
  return [...seatings.values()];
}

/** As whom a transaction runs for them. */
export function seatOf({ tenant, actor, sight }: Seating): Seat {
  return { tenant: tenant.id, person: actor.personId, side: actor.side, sight };
}

export function feedOf({ tenant, actor, areas, sight, scope }: Seating): Feed {
  return {
    tenant: tenant.id,
    name: tenant.name,
    vatNumber: tenant.vatNumber,
    kind: tenant.kind,
    side: actor.side === 'customer' ? 'customer' : 'vendor',
    roles: [...actor.roles],
    areas: [...areas],
    sight,
    scope,
  };
}

/**
 * Exactly what the visible rows depend on; roles alone change what may be done, not what is seen. `sightSet`: a request that
 * was made private while plain users saw their own alone was taken from nobody, and must not stay with who saw it before
 * and has slept until they see all again (LST-08).
 */
function scopeOf(person: Id, side: string, areas: readonly Area[], sight: Sight, sightSet: string): string {
  return createHash('sha256').update([person, side, ...areas, sight, ...(sightSet === '' ? [] : [sightSet])].join('\n')).digest('hex').slice(0, 16);
}
