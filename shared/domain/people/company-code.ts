import { v3 } from 'uuid';
import type { Id } from '../kernel/ids.ts';

/**
 * What stands in the address at which people register (ACC-11): twelve hexadecimal digits that follow from the company's
 * id and from which nobody finds it. The cloud's own table has the same, made by the database.
 */
export function companyCode(tenant: Id): string {
  const digits = v3('code', tenant).replaceAll('-', '').toUpperCase();
  // The thirteenth digit is the version's.
  return [digits.slice(0, 4), digits.slice(4, 8), digits.slice(8, 12)].join('-');
}
