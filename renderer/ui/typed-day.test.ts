import { expect, test } from 'vitest';
import { typedDay } from './typed-day.ts';

const NOW = new Date(2026, 10, 22).getTime();

test('a typed day is read day first, with any of our separators (LST-01)', () => {
  expect(['01/05/2026', '1.5.2026', '1-5-26', '01 05 2026', '1/5'].map((text) => typedDay(text, NOW))).toEqual(Array(5).fill('2026-05-01'));
});

test('what is no day is none', () => {
  expect(['31/02/2026', '5/13/2026', '00/01/2026', 'ieri', '', '1'].map((text) => typedDay(text, NOW))).toEqual(Array(6).fill(null));
});
