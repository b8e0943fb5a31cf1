import type { Id } from '#shared/domain/kernel/ids.ts';
import type { ReadDatabase } from '../../sqlite/handles.ts';

/** A tenant with a feed on this desk. */
export interface KnownTenant {
  readonly tenant: Id;
  /** From its company row (whose id is the tenant's own); '' until that is here. */
  readonly name: string;
}

/** Tenants by their number in the tables of rows. */
export function knownTenants(database: ReadDatabase): ReadonlyMap<number, KnownTenant> {
  const rows = database.all<KnownTenant & { feed: number }>(
    `SELECT meta.feed, meta.tenant, coalesce(company.name, '') AS name
     FROM meta LEFT JOIN company ON company.feed = meta.feed AND company.id = meta.tenant
     WHERE meta.role = 'shown'`,
  );
  return new Map(rows.map(({ feed, tenant, name }) => [feed, { tenant, name }]));
}
