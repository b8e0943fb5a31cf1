import { expect, test } from 'vitest';
import { parseMinutes } from './parse-minutes.ts';

test('minutes before closing are a whole number from 0 to a day (DET-06)', () => {
  expect(parseMinutes(' 5 ')).toBe(5);
  expect(parseMinutes('0')).toBe(0);
  expect(parseMinutes('1440')).toBe(1440);
  for (const odd of ['', '1441', '-1', '2,5', 'cinque', '１']) expect(parseMinutes(odd)).toBeNull();
});
