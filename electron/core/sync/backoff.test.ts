import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { waitAfter } from './backoff.ts';

const chance = fc.double({ min: 0, max: 0.999999, noNaN: true });

test('A wait is never negative and never above five minutes unless the cloud asks for it', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10_000 }), chance, (failures, random) => {
      const wait = waitAfter(failures, null, () => random);
      expect(wait).toBeGreaterThanOrEqual(0);
      expect(wait).toBeLessThanOrEqual(5 * 60_000);
    }),
  );
});

test('Retry-After is honoured: never sooner than asked', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 0, max: 3_600_000 }), chance, (failures, asked, random) => {
      expect(waitAfter(failures, asked, () => random)).toBeGreaterThanOrEqual(asked);
    }),
  );
});

test('The ceiling doubles with each failure', () => {
  const longest = (failures: number) => waitAfter(failures, null, () => 0.999999);
  expect([1, 2, 3].map(longest)).toEqual([1000, 2000, 4000]);
});
