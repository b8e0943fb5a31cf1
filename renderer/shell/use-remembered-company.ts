import { useEffect } from 'react';
import { invoke } from '../bridge.ts';
import { useQueryOf } from '../data/query.ts';
import { useSession } from '../data/use-session.ts';
import { useWorkplace } from '../state/workplace.ts';

const KEY = 'shell.company';

/** ACC-06: the choice is made once and stays the person's, on every device of theirs. */
export function rememberCompany(id: string | null): void {
  // Remembering is a comfort: without it the choice still holds in this window.
  invoke('preferences.set', { key: KEY, value: id }).catch(() => undefined);
}

/** Narrows the screens to the company that this person chose last. */
export function useRememberedCompany(): void {
  const { person, tenants } = useSession();
  const kept = useQueryOf('preferences.get', { key: KEY }, { enabled: person !== null }).data;
  const set = useWorkplace((place) => place.set);
  const known = typeof kept === 'string' && tenants.some((tenant) => tenant.id === kept) ? kept : null;
  useEffect(() => set({ company: known }), [known, person?.id, set]);
}
