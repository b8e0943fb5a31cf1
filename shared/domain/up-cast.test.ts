import { expect, test } from 'vitest';
import { COMMANDS } from './registry.ts';
import { UP_CASTERS, upCast } from './up-cast.ts';

test('every schema that a command ever had has its caster to the next, and none is for a schema that never was', () => {
  for (const { name, schema } of COMMANDS) {
    const earlier = Array.from({ length: schema - 1 }, (_, index) => String(index + 1));
    expect(Object.keys(UP_CASTERS[name] ?? {}), name).toEqual(earlier);
  }
  expect(Object.keys(UP_CASTERS).filter((name) => !COMMANDS.some((command) => command.name === name))).toEqual([]);
});

test('an input of an older program is what the present rule takes; the present one is left alone', () => {
  const old = { id: '0193b2c0-0010-7000-8000-000000000001', key: 'tickets.list', value: { sort: 'created' } };
  expect(upCast('preference.set', 1, old)).toEqual({ key: 'tickets.list', value: { sort: 'created' } });
  expect(upCast('preference.set', 2, old)).toBe(old);
  expect(upCast('no.such_command', 1, old)).toBe(old);
});

test('what is no input at all passes through every caster without a throw: the rule refuses it (R8)', () => {
  for (const [name, casters] of Object.entries(UP_CASTERS)) {
    for (const from of Object.keys(casters)) {
      for (const input of [null, undefined, 'text', 7, [], [1], {}, { id: {} }]) expect(() => upCast(name, Number(from), input)).not.toThrow();
    }
  }
});
