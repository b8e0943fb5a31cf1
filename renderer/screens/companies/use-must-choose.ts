import type { TenantView } from '#shared/rpc/contract.ts';
import { useQueryOf } from '../../data/query.ts';
import { useSession, useSync } from '../../data/use-session.ts';
import { COMPANY_KEY } from '../../shell/use-remembered-company.ts';
import { useWorkplace } from '../../state/workplace.ts';

/** Companies that the person belongs to; those that an operator serves by contract are no choice of theirs. */
export function ownCompanies(tenants: readonly TenantView[]): readonly TenantView[] {
  return tenants.filter(({ kind, side }) => kind === side);
}

/**
 * ACC-06: whether the choice of the company is due: asked for, without a company, or never made by somebody who has
 * several. A choice that was made on another device is waited for before it is asked for here.
 */
export function useMustChoose(): boolean {
  const { person, tenants, locked } = useSession();
  const sync = useSync();
  const asked = useWorkplace((place) => place.choosing);
  const several = ownCompanies(tenants).length > 1;
  const kept = useQueryOf('preferences.get', { key: COMPANY_KEY }, { enabled: person !== null && locked === null && several });
  if (person === null || locked !== null) return false;
  return asked || tenants.length === 0 || (several && kept.data === null && typeof sync?.lastSync === 'number');
}
