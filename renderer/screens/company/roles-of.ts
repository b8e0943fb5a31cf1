import { COMPANY_ROLES, VENDOR_ROLES, type Role } from '#shared/domain/access/roles.ts';
import type { TenantView } from '#shared/rpc/contract.ts';

/** ACC-16: the roles that exist in a company of this kind, in the order in which they are shown. */
export function rolesIn(kind: TenantView['kind']): readonly Role[] {
  return kind === 'vendor' ? [...VENDOR_ROLES, ...COMPANY_ROLES] : COMPANY_ROLES;
}

/** ACC-16: those that this person may give there. */
export function rolesToGive({ kind, roles }: TenantView): readonly Role[] {
  return kind === 'vendor' && roles.includes('vendor_admin') ? rolesIn(kind) : COMPANY_ROLES;
}
