import type pg from 'pg';
import type { Role } from '#shared/domain/access/roles.ts';
import type { Module } from '#shared/domain/people/modules.ts';
import type { Id } from '#shared/domain/kernel/ids.ts';

/** One way into a tenant: the person's own membership (`home` is the tenant itself), or the contract of their vendor. */
export interface Way {
  readonly id: Id;
  readonly name: string;
  readonly vat_number: string;
  readonly kind: 'vendor' | 'customer';
  readonly home: Id;
  readonly roles: readonly Role[];
  /** SET-03: the modules that they have at home. */
  readonly modules: readonly Module[];
  readonly person_name: string;
  readonly person_email: string;
  /** LST-08: what the company's plain users see. */
  readonly users_see_all: boolean;
  /** The revision in which that was last said; '' for never. */
  readonly sight_set: string;
  /** The vendor in charge: of several, the one whose contract began last. */
  readonly vendor: Id | null;
}

const IN_FORCE = (contract: string) => `${contract}.starts_at <= $3::bigint and (${contract}.ends_at is null or ${contract}.ends_at > $3::bigint)`;

/** Asked at every request of sync, so it is one statement, planned once per connection. $1 person, $2 tenant or null, $3 now. */
const WAYS = `
  with ways as (
    select m.tenant_id as tenant, m.tenant_id as home, m.roles, m.modules from membership m where m.person_id = $1 and m.active
    union all
    select distinct c.customer_id, m.tenant_id, m.roles, m.modules
      from membership m join service_contract c on c.vendor_id = m.tenant_id
     where m.person_id = $1 and m.active and ${IN_FORCE('c')}
  )
  select t.id, t.name, t.vat_number, t.kind, w.home, w.roles, w.modules, p.name as person_name, p.email as person_email, coalesce(s.users_see_all, true) as users_see_all,
         coalesce(s.field_rev->'usersSeeAll'->>0, '') as sight_set,
         (select v.vendor_id from service_contract v where v.customer_id = t.id and ${IN_FORCE('v')} order by v.starts_at desc, v.vendor_id limit 1) as vendor
    from ways w join tenant t on t.id = w.tenant join person p on p.id = $1
    left join app.support_settings s on s.tenant_id = t.id and s.id = t.id and not s.deleted
   where $2::uuid is null or t.id = $2::uuid`;

export async function waysInto(auth: pg.Pool, person: Id, tenant: Id | null, now: number): Promise<Way[]> {
  const { rows } = await auth.query<Way>({ name: 'seats.ways', text: WAYS, values: [person, tenant, now] });
  return rows;
}

/** The vendor in charge of a tenant, whose sequence gives its numbers; the tenant itself where there is none. */
export async function vendorOf(auth: pg.Pool, tenant: Id, now: number): Promise<Id> {
  const { rows } = await auth.query<{ vendor_id: Id }>({
    name: 'seats.vendor',
    text: `select vendor_id from service_contract where customer_id = $1 and starts_at <= $2 and (ends_at is null or ends_at > $2)
            order by starts_at desc, vendor_id limit 1`,
    values: [tenant, now],
  });
  return rows[0]?.vendor_id ?? tenant;
}
