import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mayMove, mayReopen, minutesBeforeClosing, movesFrom, nameOf, notice, refuseFiles, touched } from './rules.ts';
import { ATTACHMENT_COUNT, ATTACHMENT_LIMIT, prioritySchema, requestAreaSchema, requestTypeSchema, REOPEN_WITHIN, statusSchema, type Status } from './values.ts';
import type { ChosenFile } from './entities.ts';
import { ctxOf, MARIO, NOON, testId } from '../memory-world.ts';

const file = (size: number, id = 1): ChosenFile => ({ id: testId(id), name: `foto ${String(id)}.png`, size, mime: 'image/png', sha256: 'a'.repeat(64) });
const MINUTE = 60_000;

test('TKT-12: a file of 4 MB less one byte is accepted, one of exactly 4 MB is refused with its size', () => {
  expect(ATTACHMENT_LIMIT).toBe(4 * 1024 * 1024);
  expect(refuseFiles([file(4 * 1024 * 1024 - 1)])).toBeUndefined();
  expect(refuseFiles([file(1), file(4 * 1024 * 1024, 2)])).toEqual({
    kind: 'refused',
    refusal: { code: 'file.too_large', why: 'input', facts: { name: 'foto 2.png', size: 4194304, limit: 4194304 } },
  });
});

test('TKT-12: an empty file is refused by name, one byte is a file', () => {
  expect(refuseFiles([file(0)])).toMatchObject({ refusal: { code: 'file.empty', facts: { name: 'foto 1.png' } } });
  expect(refuseFiles([file(1)])).toBeUndefined();
  expect(refuseFiles([])).toBeUndefined();
});

test('TKT-12: twenty files go together, twenty-one do not', () => {
  const files = Array.from({ length: ATTACHMENT_COUNT }, (_, index) => file(1, index));
  expect(refuseFiles(files)).toBeUndefined();
  expect(refuseFiles([...files, file(1, 99)])).toMatchObject({ refusal: { code: 'file.too_many', facts: { count: 21, limit: 20 } } });
});

test('DET-06: the minutes that are missing are whole and go down to none at the very moment', () => {
  expect(minutesBeforeClosing(NOON, 5, NOON)).toBe(5);
  expect(minutesBeforeClosing(NOON, 5, NOON + 1)).toBe(5);
  expect(minutesBeforeClosing(NOON, 5, NOON + MINUTE)).toBe(4);
  expect(minutesBeforeClosing(NOON, 5, NOON + 5 * MINUTE - 1)).toBe(1);
  expect(minutesBeforeClosing(NOON, 5, NOON + 5 * MINUTE)).toBe(0);
  expect(minutesBeforeClosing(NOON, 0, NOON)).toBe(0);
});

test('DET-06: waiting longer never makes the wait longer', () => {
  fc.assert(
    fc.property(fc.nat(1440), fc.nat(10_000_000), fc.nat(10_000_000), (minutes, earlier, more) => {
      const wait = minutesBeforeClosing(NOON, minutes, NOON + earlier);
      expect(minutesBeforeClosing(NOON, minutes, NOON + earlier + more)).toBeLessThanOrEqual(wait);
      expect(minutesBeforeClosing(NOON, minutes, NOON + earlier + wait * MINUTE)).toBe(0);
    }),
  );
});

test('DET-07: a ticket closed exactly 15×24 hours ago can be reopened, a millisecond later it cannot', () => {
  expect(REOPEN_WITHIN).toBe(1_296_000_000);
  expect(mayReopen(NOON, NOON)).toBe(true);
  expect(mayReopen(NOON, NOON + 15 * 24 * 60 * MINUTE)).toBe(true);
  expect(mayReopen(NOON, NOON + 15 * 24 * 60 * MINUTE + 1)).toBe(false);
});

test('LST-09: by hand an operator asks, hands to development and takes back; nothing else', () => {
  const allowed: [Status, Status][] = [
    ['in_progress', 'waiting_for_customer'], ['in_progress', 'in_development'],
    ['waiting_for_customer', 'in_progress'], ['waiting_for_customer', 'in_development'],
    ['in_development', 'in_progress'], ['in_development', 'waiting_for_customer'],
  ];
  for (const from of statusSchema.options) {
    for (const to of statusSchema.options) {
      expect(mayMove(from, to), `${from} → ${to}`).toBe(allowed.some(([a, b]) => a === from && b === to));
    }
    expect(movesFrom(from)).toEqual(allowed.filter(([a]) => a === from).map(([, to]) => to));
  }
});

test('LST-04, TKT-08, TKT-09, TKT-10: five statuses, two types, three areas, four priorities', () => {
  expect(statusSchema.options).toEqual(['unassigned', 'in_progress', 'waiting_for_customer', 'in_development', 'closed']);
  expect(requestTypeSchema.options).toEqual(['assistance', 'appointment']);
  expect(requestAreaSchema.options).toEqual(['administrative', 'management', 'systems']);
  expect(prioritySchema.options).toEqual(['low', 'normal', 'high', 'blocking']);
});

test('TKT-05: the account\'s e-mail stands where the name was left empty', () => {
  expect(nameOf(MARIO)).toBe('MARIO ROSSI');
  expect(nameOf({ name: ' ', email: 'a@b.example' })).toBe('a@b.example');
});

test('TKT-06: notices go to both addresses, once to one that is the same', () => {
  expect(notice('t', { email: 'altra@rossisrl.example', accountEmail: MARIO.email }, {}).to).toEqual(['altra@rossisrl.example', MARIO.email]);
  expect(notice('t', { email: MARIO.email, accountEmail: MARIO.email }, {}).to).toEqual([MARIO.email]);
  expect(notice('t', { email: 'Mario.Rossi@rossisrl.example', accountEmail: MARIO.email }, {}).to).toEqual(['Mario.Rossi@rossisrl.example']);
});

test('a ticket\'s times never go back, however late a message arrives', () => {
  expect(touched({ updatedAt: NOON }, ctxOf(MARIO, NOON - 1))).toEqual({ updatedAt: NOON });
  expect(touched({ updatedAt: NOON }, ctxOf(MARIO, NOON + 1))).toEqual({ updatedAt: NOON + 1 });
});
