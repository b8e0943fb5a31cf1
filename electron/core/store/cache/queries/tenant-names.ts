import type { Id } from '#shared/domain/kernel/ids.ts';
import type { ReadDatabase } from '../../sqlite/handles.ts';

/** Each tenant's name, from its company row (whose id is the tenant's own). */
export function tenantNames(database: ReadDatabase): ReadonlyMap<Id, string> {
  const rows = database.all<{ tenant: Id; name: string | null }>('SELECT tenant, name FROM company WHERE id = tenant');
  return new Map(rows.map((row) => [row.tenant, row.name ?? '']));
}
