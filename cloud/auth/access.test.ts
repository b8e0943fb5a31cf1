import { expect, test } from 'vitest';
import type { Way } from '#cloud/db/seats.ts';
import { seatingsOf } from './access.ts';

const [PERSON, VENDOR, CUSTOMER] = ['person', 'vendor', 'customer'];
const way = (more: Partial<Way>): Way => ({
  id: CUSTOMER, name: 'ROSSI SRL', vat_number: '', kind: 'customer', home: CUSTOMER, roles: ['user'], modules: ['support'], person_name: 'N', person_email: 'n@x.example', users_see_all: true, sight_set: '', vendor: VENDOR, ...more,
});
const rolesIn = (ways: readonly Way[]) => seatingsOf(PERSON, ways).map(({ tenant, actor, areas }) => [tenant.id, actor.side, actor.roles, areas]);

test("ACC-16: a vendor's role that is written in a customer's membership counts for nothing there", () => {
  expect(rolesIn([way({ roles: ['user', 'operator', 'vendor_admin'] })])).toEqual([[CUSTOMER, 'customer', ['user'], ['org', 'support', 'personal']]]);
});

test("ACC-16: by the vendor's contract only the vendor's roles count, and only for those who serve customers", () => {
  expect(rolesIn([way({ home: VENDOR, roles: ['operator', 'company_admin'] })])).toEqual([[CUSTOMER, 'vendor', ['operator'], ['support', 'personal']]]);
  for (const roles of [[], ['company_admin'], ['certificate_officer']] as const) expect(rolesIn([way({ home: VENDOR, roles })])).toEqual([]);
});

test('the own membership counts before a contract, whichever is found first', () => {
  const [own, served] = [way({}), way({ home: VENDOR, roles: ['operator'] })];
  for (const ways of [[own, served], [served, own]]) expect(rolesIn(ways)).toEqual([[CUSTOMER, 'customer', ['user'], ['org', 'support', 'personal']]]);
});

test('SET-03: an area is theirs only with its module; whoever has no support at the vendor serves no customer', () => {
  expect(rolesIn([way({ modules: [] })])).toEqual([[CUSTOMER, 'customer', ['user'], ['org', 'personal']]]);
  expect(rolesIn([way({ modules: ['support', 'crm', 'certificates'] })])).toEqual([[CUSTOMER, 'customer', ['user'], ['org', 'support', 'crm', 'personal']]]);
  expect(rolesIn([way({ home: VENDOR, roles: ['operator'], modules: ['crm'] })])).toEqual([]);
  const scope = (modules: Way['modules']) => seatingsOf(PERSON, [way({ modules })])[0]?.scope;
  expect(scope([])).not.toBe(scope(['support']));
});
