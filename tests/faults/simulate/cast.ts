import type { Role } from '#shared/domain/access/roles.ts';
import type { Id } from '#shared/domain/kernel/ids.ts';

/* Who works in a simulated office: one vendor, two customers, five people. */

function id(group: number, number: number): Id {
  return `0193b2c0-00${group}0-7000-8000-${String(number).padStart(12, '0')}`;
}

export interface Company {
  readonly id: Id;
  readonly name: string;
  readonly kind: 'vendor' | 'customer';
}
export const COMPANIES = {
  vendor: { id: id(1, 1), name: 'NTS ASSISTENZA', kind: 'vendor' },
  rossi: { id: id(1, 2), name: 'ROSSI SRL', kind: 'customer' },
  bikelt: { id: id(1, 3), name: 'BIKELT SPA', kind: 'customer' },
} as const satisfies Record<string, Company>;
export type CustomerName = 'rossi' | 'bikelt';

export interface Person {
  readonly id: Id;
  readonly name: string;
  readonly email: string;
  readonly company: Id;
  readonly roles: readonly Role[];
}
export const PEOPLE = {
  mario: { id: id(2, 1), name: 'MARIO ROSSI', email: 'mario@rossi.example', company: COMPANIES.rossi.id, roles: ['user'] },
  giada: { id: id(2, 2), name: 'GIADA BELLI', email: 'giada@rossi.example', company: COMPANIES.rossi.id, roles: ['company_admin'] },
  luca: { id: id(2, 3), name: 'LUCA PREVIZI', email: 'luca@bikelt.example', company: COMPANIES.bikelt.id, roles: ['user'] },
  nicolo: { id: id(2, 5), name: 'NICOLÒ RUGGERI', email: 'nicolo@nts.example', company: COMPANIES.vendor.id, roles: ['operator'] },
  veronica: { id: id(2, 6), name: 'VERONICA CONTI', email: 'veronica@nts.example', company: COMPANIES.vendor.id, roles: ['operator', 'vendor_admin'] },
} as const satisfies Record<string, Person>;
export type PersonName = keyof typeof PEOPLE;

/** Requests that are there from the beginning, by company; step numbers stand for those that are made on the way. */
export const FIRST_TICKETS: Readonly<Record<CustomerName, readonly Id[]>> = { rossi: [id(3, 1), id(3, 2)], bikelt: [id(3, 3)] };
