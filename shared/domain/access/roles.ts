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
