import type { Feed } from '#shared/api/sync.ts';
import { siteCode } from '#shared/domain/people/company-code.ts';
import type { RecoveryView } from '#shared/rpc/recovery.ts';
import { openForReading } from '../store/sqlite/open-database.ts';

/** TKT-01: the forms on the web sites of these companies; where the copy of the cloud's data cannot say which are served, all. */
export function siteForms(feeds: readonly Feed[], cache: string, cloudUrl: string): RecoveryView['forms'] {
  const served = servedIn(cache);
  return feeds
    .filter(({ kind, tenant }) => kind === 'customer' && served?.has(tenant) !== false)
    .map(({ tenant, name }) => ({ company: name, url: new URL(`/site/${siteCode(tenant)}/support`, cloudUrl).href }));
}

function servedIn(cache: string): ReadonlySet<string> | undefined {
  try {
    const database = openForReading(cache);
    try {
      return new Set(database.all<{ id: string }>('SELECT id FROM company WHERE site_form = 1').map(({ id }) => id));
    } finally {
      database.close();
    }
  } catch {
    // Whatever keeps it from being read is what the page is about.
    return undefined;
  }
}
