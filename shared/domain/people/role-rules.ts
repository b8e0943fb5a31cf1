import { refuse, type Ctx, type Decision, type FoundRow } from '../kernel/command.ts';
import type { company } from '../org/entities.ts';
import { isVendorRole, type Role } from '../access/roles.ts';

/**
 * Which kind of company this is. A desk may not have its row (support can be switched off); then the person's own side
 * says it, since only in the vendor's own company does somebody of the vendor manage people.
 */
export function kindOf(found: FoundRow<typeof company>, ctx: Ctx): 'vendor' | 'customer' {
  if (found.state === 'row') return found.row.kind;
  return ctx.actor.side === 'vendor' ? 'vendor' : 'customer';
}

/** ACC-16: the vendor's roles exist in the vendor's own company alone, and are its administrator's to give and to take. */
export function refuseVendorRoles(roles: readonly Role[], kind: 'vendor' | 'customer', { actor }: Ctx): Decision | undefined {
  const role = roles.find(isVendorRole);
  if (role === undefined) return undefined;
  const may = kind === 'vendor' && (actor.side === 'system' || actor.roles.includes('vendor_admin'));
  return may ? undefined : refuse('membership.vendor_role', 'right', { role });
}
