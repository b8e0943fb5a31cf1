import { expect, test } from 'vitest';
import { nextOf } from './next-ticket.ts';

const row = (id: string) => ({ tenant: 't', id });
const rows = [row('a'), row('b'), row('c')];

test('DET-10: next and previous walk along the list and stop at its ends', () => {
  expect(nextOf(rows, row('a'), 'next')?.id).toBe('b');
  expect(nextOf(rows, row('c'), 'next')).toBeUndefined();
  expect(nextOf(rows, row('b'), 'previous')?.id).toBe('a');
  expect(nextOf(rows, row('a'), 'previous')).toBeUndefined();
});

test('DET-10: what has left the list is followed by its first', () => {
  expect(nextOf(rows, row('gone'), 'next')?.id).toBe('a');
  expect(nextOf(rows, row('gone'), 'previous')).toBeUndefined();
  expect(nextOf([], row('gone'), 'next')).toBeUndefined();
});

test('DET-10: what nobody has taken goes round, and never to the one in front', () => {
  expect(nextOf(rows, row('a'), 'untaken')?.id).toBe('b');
  expect(nextOf(rows, row('c'), 'untaken')?.id).toBe('a');
  expect(nextOf(rows, null, 'untaken')?.id).toBe('a');
  expect(nextOf([row('a')], row('a'), 'untaken')).toBeUndefined();
});
