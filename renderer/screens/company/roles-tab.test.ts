import { expect, test } from 'vitest';
import { roleSchema } from '#shared/domain/access/roles.ts';
import { MODULES } from '#shared/domain/people/modules.ts';
import { LANGUAGES, MESSAGES } from '#shared/locales/messages.ts';
import { TOLD_RIGHTS } from './roles-tab.tsx';
import { rolesIn, rolesToGive } from './roles-of.ts';

test('ACC-08: every right that people have, every role and every module is told in words in each language', () => {
  expect(TOLD_RIGHTS.length).toBeGreaterThan(20);
  const keys = [...TOLD_RIGHTS.map((name) => `may.${name}`), ...roleSchema.options.flatMap((role) => [`role.${role}`, `role.${role}.text`]), ...MODULES.flatMap((module) => [`module.${module}`, `module.${module}.text`])];
  for (const language of LANGUAGES) expect(keys.filter((key) => !Object.hasOwn(MESSAGES[language].company, key)), language).toEqual([]);
});

test("ACC-16: a company's administrator is offered none of the vendor's roles; the vendor's administrator all of them at home", () => {
  const tenant = { id: '', name: '', vatNumber: '', areas: [] };
  expect(rolesToGive({ ...tenant, kind: 'customer', side: 'customer', roles: ['company_admin'] })).toEqual(rolesIn('customer'));
  expect(rolesIn('customer')).not.toContain('operator');
  expect(rolesToGive({ ...tenant, kind: 'vendor', side: 'vendor', roles: ['company_admin'] })).not.toContain('operator');
  expect(rolesToGive({ ...tenant, kind: 'vendor', side: 'vendor', roles: ['vendor_admin'] })).toContain('operator');
});
