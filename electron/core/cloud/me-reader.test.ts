import { v7 as uuidv7 } from 'uuid';
import { expect, test } from 'vitest';
import { meReader } from './me-reader.ts';

const id = uuidv7();
const me = {
  person: { id, name: 'MARIO ROSSI', email: 'm@r.example', language: 'it' },
  feeds: [{ tenant: id, name: 'ROSSI SRL', vatNumber: '', kind: 'customer', side: 'customer', roles: ['user'], areas: ['org', 'support'], sight: 'own', scope: 's' }],
  now: 1, version: '1',
};

test('of a later cloud the roles, areas, languages and fields that this program does not know are left out of `me`, and the rest stands', () => {
  const later = { ...me, theme: 'x', person: { ...me.person, language: 'de', title: 'Dr' }, feeds: [{ ...me.feeds[0], roles: ['auditor', 'user'], areas: ['org', 'payroll', 'support'], colour: 1 }] };
  expect(meReader.parse(later)).toEqual({ ...me, person: { ...me.person, language: 'en' } });
  expect(meReader.parse(me)).toEqual(me);
});

test('an older cloud says nothing of sight; who somebody is, and on which side, is never guessed', () => {
  const { sight: _sight, ...older } = me.feeds[0] ?? {};
  expect(meReader.parse({ ...me, feeds: [older] }).feeds).toMatchObject([{ sight: 'open' }]);
  for (const wrong of [{ side: 'partner' }, { sight: 'some' }, { tenant: 'x' }]) expect(meReader.safeParse({ ...me, feeds: [{ ...me.feeds[0], ...wrong }] }).success).toBe(false);
});
