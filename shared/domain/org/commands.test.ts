import { expect, test } from 'vitest';
import { membership, preference, supportSettings } from './entities.ts';
import { ctxOf, GIADA, MARIO, MemoryWorld, NICOLO, NOON, rossiWorld, SYSTEM, testId } from '../memory-world.ts';

const system = ctxOf(SYSTEM, NOON);
const tenant = system.tenant;
const person = (roles: string[], change: object = {}) => ({
  id: testId(50),
  values: { name: 'ANNA SERRA', email: 'anna.serra@officineserra.example', phone: '', roles, activeSince: NOON, active: true, ...change },
});

test('ACC-16: a vendor\'s role is never given in a customer\'s company, not even by the system', () => {
  const world = rossiWorld();
  for (const role of ['operator', 'certificate_officer', 'vendor_admin']) {
    expect(world.run('membership.publish', person(['user', role]), system)).toMatchObject({ kind: 'refused', refusal: { code: 'membership.vendor_role', why: 'right', facts: { role } } });
  }
  expect(world.run('membership.publish', person(['company_admin', 'company_technician', 'user', 'crm_admin', 'crm_user']), system).kind).toBe('changes');
});

test('ACC-16: in the vendor\'s own company it can be', () => {
  const world = new MemoryWorld();
  expect(world.run('company.publish', { id: tenant, values: { name: 'NTS ASSISTENZA', vatNumber: '02019510409', kind: 'vendor' } }, system).kind).toBe('changes');
  expect(world.run('membership.publish', person(['operator', 'vendor_admin']), system).kind).toBe('changes');
  expect(world.run('membership.publish', person(['manager']), system)).toMatchObject({ refusal: { code: 'input.invalid' } });
});

test('what is published again replaces what was', () => {
  const world = rossiWorld();
  world.run('membership.publish', person(['user']), system);
  world.run('membership.publish', person(['user'], { active: false, email: ' anna.serra@officineserra.example\r\n' }), system);
  expect(world.row(tenant, membership, testId(50))).toMatchObject({ active: false, email: 'anna.serra@officineserra.example', rev: 2 });
});

test('DET-06: the company chooses its minutes; the vendor\'s name is the system\'s to write', () => {
  const world = rossiWorld();
  expect(world.run('support_settings.change', { closeAfterMinutes: 0, vendorName: 'ALTRI' }, ctxOf(GIADA, NOON)).kind).toBe('changes');
  expect(world.row(tenant, supportSettings, tenant)).toMatchObject({ closeAfterMinutes: 0, vendorName: 'NTS ASSISTENZA' });
  world.run('support_settings.change', { closeAfterMinutes: 1440, vendorName: 'NTS' }, system);
  expect(world.row(tenant, supportSettings, tenant)).toMatchObject({ closeAfterMinutes: 1440, vendorName: 'NTS' });
  for (const closeAfterMinutes of [-1, 1441, 2.5]) {
    expect(world.run('support_settings.change', { closeAfterMinutes }, ctxOf(GIADA, NOON))).toMatchObject({ refusal: { code: 'input.invalid' } });
  }
  expect(world.run('support_settings.change', { closeAfterMinutes: 5 }, ctxOf(MARIO, NOON))).toMatchObject({ refusal: { code: 'right.missing', why: 'right' } });
});

test('LST-02: a preference is written and written again by its owner alone', () => {
  const world = rossiWorld();
  const input = (value: unknown) => ({ id: testId(60), key: 'tickets.query', value });
  expect(world.run('preference.set', input({ sort: 'created' }), ctxOf(MARIO, NOON)).kind).toBe('changes');
  expect(world.run('preference.set', input({ sort: 'priority' }), ctxOf(MARIO, NOON)).kind).toBe('changes');
  expect(world.row(tenant, preference, testId(60))).toMatchObject({ ownerId: MARIO.personId, value: { sort: 'priority' } });
  expect(world.run('preference.set', input(null), ctxOf(GIADA, NOON))).toMatchObject({ refusal: { code: 'right.missing' } });
  expect(world.run('preference.set', { ...input('x'), id: testId(61) }, ctxOf(NICOLO, NOON)).kind).toBe('changes');
});

test('LST-02: a preference is cleaned, and one that is too long is refused with its limit', () => {
  const world = rossiWorld();
  world.run('preference.set', { id: testId(60), key: 'k', value: { text: 'a\u0000\ud800b' } }, ctxOf(MARIO, NOON));
  expect(world.row(tenant, preference, testId(60))?.value).toEqual({ text: 'ab' });
  const sized = (length: number) => ({ id: testId(60), key: 'k', value: 'a'.repeat(length - 2) });
  expect(world.run('preference.set', sized(20_000), ctxOf(MARIO, NOON)).kind).toBe('changes');
  expect(world.run('preference.set', sized(20_001), ctxOf(MARIO, NOON))).toMatchObject({ refusal: { code: 'preference.too_long', facts: { limit: 20_000 } } });
});
