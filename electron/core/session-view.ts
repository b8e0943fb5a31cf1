import type { AccountInvitation } from '#shared/api/access.ts';
import type { Feed } from '#shared/api/sync.ts';
import type { SignInStep } from '#shared/rpc/access.ts';
import type { SessionView, TenantView } from '#shared/rpc/contract.ts';
import type { PinLock } from './credentials/pin-lock.ts';
import type { VaultDriver } from './credentials/vault.ts';
import type { Desk } from './desk.ts';
import type { KnownCloud } from './device.ts';

export interface SessionState {
  readonly desk: Desk | undefined;
  readonly pin: PinLock | undefined;
  readonly invitations: readonly AccountInvitation[];
  readonly step: SignInStep | null;
  readonly known: KnownCloud;
}

/** What the windows are told of who is here; while the desk is locked, no more than whose it is. */
export function sessionView({ desk, pin, invitations, step, known }: SessionState): SessionView {
  const { lastEmail, remember } = known;
  if (!desk) {
    return { phase: 'signed_out', person: null, tenants: [], needsPassword: false, vault: 'memory', remember, lastEmail, step, invitations: [], locked: null, pin: null };
  }
  const { id, name, email } = desk.profile.person();
  const locked = pin?.locked() ?? null;
  return {
    phase: 'open',
    person: { id, name, email },
    tenants: locked ? [] : desk.profile.feeds().map(tenantView),
    needsPassword: desk.token().state === 'none',
    vault: driverOf(desk),
    remember,
    lastEmail,
    step,
    invitations: locked ? [] : invitations,
    locked,
    pin: pin?.chosen() ?? null,
  };
}

function tenantView({ tenant, name, vatNumber, kind, side, roles, areas }: Feed): TenantView {
  return { id: tenant, name, vatNumber, kind, side, roles, areas };
}

function driverOf(desk: Desk): VaultDriver {
  const token = desk.token();
  return token.state === 'held' ? token.driver : 'memory';
}
