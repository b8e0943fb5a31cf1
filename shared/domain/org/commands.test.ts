import { expect, test } from 'vitest';
import { membership, preference, supportSettings } from './entities.ts';
import type { Actor } from '../kernel/command.ts';
import { ctxOf, GIADA, MARIO, MemoryWorld, NOON, rossiWorld, SYSTEM, testId } from '../memory-world.ts';
import { preferenceId } from './preference-id.ts';

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

test('LST-02: a preference is written and written again, and a colleague with the same key writes another row', () => {
  const world = rossiWorld();
  const set = (actor: Actor, value: unknown) => world.run('preference.set', { key: 'tickets.query', value }, ctxOf(actor, NOON)).kind;
  const row = (actor: Actor) => world.row(tenant, preference, preferenceId(actor.personId, 'tickets.query'));
  expect([set(MARIO, { sort: 'created' }), set(MARIO, { sort: 'priority' }), set(GIADA, null)]).toEqual(['changes', 'changes', 'changes']);
  expect(row(MARIO)).toMatchObject({ ownerId: MARIO.personId, value: { sort: 'priority' } });
  expect(row(GIADA)).toMatchObject({ ownerId: GIADA.personId, value: null });
  // Nobody can name the row to write: the id of a colleague's could be known from the key.
  expect(world.run('preference.set', { id: preferenceId(MARIO.personId, 'k'), key: 'k', value: 1 }, ctxOf(GIADA, NOON))).toMatchObject({ refusal: { code: 'input.invalid' } });
});

test('LST-02: a preference is cleaned, and one that is too long is refused with its limit', () => {
  const world = rossiWorld();
  world.run('preference.set', { key: 'k', value: { text: 'a\u0000\ud800b' } }, ctxOf(MARIO, NOON));
  expect(world.row(tenant, preference, preferenceId(MARIO.personId, 'k'))?.value).toEqual({ text: 'ab' });
  const sized = (length: number) => ({ key: 'k', value: 'a'.repeat(length - 2) });
  expect(world.run('preference.set', sized(20_000), ctxOf(MARIO, NOON)).kind).toBe('changes');
  expect(world.run('preference.set', sized(20_001), ctxOf(MARIO, NOON))).toMatchObject({ refusal: { code: 'preference.too_long', facts: { limit: 20_000 } } });
});
