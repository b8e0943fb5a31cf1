import * as z from 'zod';

/** Given by the company's own administrator (ACC-16). */
export const COMPANY_ROLES = ['company_admin', 'company_technician', 'user', 'crm_admin', 'crm_user'] as const;
/** Given by the vendor alone (ACC-16): a company administrator can never give one of these. */
export const VENDOR_ROLES = ['operator', 'certificate_officer', 'vendor_admin'] as const;

export const roleSchema = z.enum([...COMPANY_ROLES, ...VENDOR_ROLES]);
export type Role = z.output<typeof roleSchema>;

/** ACC-16: the vendor's to give. */
export function isVendorRole(role: Role): boolean {
  return (VENDOR_ROLES as readonly Role[]).includes(role);
}

/** Who may give roles and modules in their own company (ACC-09). */
export function isAdministrator(role: Role): boolean {
  return role === 'company_admin' || role === 'vendor_admin';
}

/** The role that somebody in the company must always have (ACC-09). */
export function administratorOf(kind: 'vendor' | 'customer'): Role {
  return kind === 'vendor' ? 'vendor_admin' : 'company_admin';
}

/** Roles in one order, each once, after some were given and some taken away. */
export function changedRoles(roles: readonly Role[], add: readonly Role[], remove: readonly Role[]): Role[] {
  return roleSchema.options.filter((role) => !remove.includes(role) && (roles.includes(role) || add.includes(role)));
}
