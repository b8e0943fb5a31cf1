import { v3 } from 'uuid';
import type { Id } from '../kernel/ids.ts';

/**
 * What stands in the address at which people register (ACC-11): twelve hexadecimal digits that follow from the company's
 * id and from which nobody finds it. The cloud's own table has the same, made by the database.
 */
export function companyCode(tenant: Id): string {
  return codeOf('code', tenant);
}

/**
 * TKT-01: what stands in the address of the form for the company's web site. Another one, since that address is public and
 * the first opens the registration.
 */
export function siteCode(tenant: Id): string {
  return codeOf('site', tenant);
}

function codeOf(purpose: string, tenant: Id): string {
  const digits = v3(purpose, tenant).replaceAll('-', '').toUpperCase();
  // The thirteenth digit is the version's.
  return [digits.slice(0, 4), digits.slice(4, 8), digits.slice(8, 12)].join('-');
}
