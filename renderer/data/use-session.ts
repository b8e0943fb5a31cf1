import type { SessionView, SyncView, TenantView } from '#shared/rpc/contract.ts';
import { areaOfCommand } from '#shared/domain/access/areas.ts';
import { mayGive } from '#shared/domain/access/rights.ts';
import { useWorkplace } from '../state/workplace.ts';
import { useQueryOf } from './query.ts';

const SIGNED_OUT: SessionView = { phase: 'signed_out', person: null, tenants: [], needsPassword: false, vault: 'memory', remember: true, lastEmail: null, step: null, invitations: [], locked: null, pin: null };

/** Who is signed in, and in which companies; `signed_out` until the core has answered. */
export function useSession(): SessionView {
  return useQueryOf('session.state', {}).data ?? SIGNED_OUT;
}

/** What the lamp and the footer say; null until the core has answered. */
export function useSync(): SyncView | null {
  return useQueryOf('sync.state', {}).data ?? null;
}

/** The company that the screens are narrowed to: null for all of them. */
export function useCompany(): TenantView | null {
  const chosen = useWorkplace((place) => place.company);
  const { tenants } = useSession();
  if (tenants.length === 1) return tenants[0] ?? null;
  return tenants.find((tenant) => tenant.id === chosen) ?? null;
}

/** Whether the person may give this command in that company, or in any of theirs: by their role, and by the modules they have (SET-03). */
export function mayInSession(session: SessionView, command: string, tenant?: string): boolean {
  return session.tenants.some((one) => (tenant === undefined || one.id === tenant) && one.areas.some((area) => area === areaOfCommand(command)) && mayGive({ side: one.side, roles: one.roles }, command));
}
