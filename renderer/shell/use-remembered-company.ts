import { useEffect } from 'react';
import { invoke } from '../bridge.ts';
import { useQueryOf } from '../data/query.ts';
import { useSession } from '../data/use-session.ts';
import { useWorkplace } from '../state/workplace.ts';

export const COMPANY_KEY = 'shell.company';
/** Kept where all of them are wanted: no choice at all is another thing. */
const ALL = 'all';

/** ACC-06: the choice is made once and stays the person's, on every device of theirs. */
export function rememberCompany(id: string | null): void {
  // Remembering is a comfort: without it the choice still holds in this window.
  invoke('preferences.set', { key: COMPANY_KEY, value: id ?? ALL }).catch(() => undefined);
}

/** Narrows the screens to the company that this person chose last. */
export function useRememberedCompany(): void {
  const { person, tenants } = useSession();
  const kept = useQueryOf('preferences.get', { key: COMPANY_KEY }, { enabled: person !== null }).data;
  const set = useWorkplace((place) => place.set);
  const known = typeof kept === 'string' && tenants.some((tenant) => tenant.id === kept) ? kept : null;
  useEffect(() => set({ company: known }), [known, person?.id, set]);
}
