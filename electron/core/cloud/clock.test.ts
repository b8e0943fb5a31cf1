import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { createCloudClock } from './clock.ts';

test('I14: the offset is right within half a round trip, whatever the device thinks the year is', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -20 * 365 * 86_400_000, max: 20 * 365 * 86_400_000 }),
      fc.array(fc.record({ up: fc.nat(3000), down: fc.nat(3000) }), { minLength: 1, maxLength: 20 }),
      (wrongBy, trips) => {
        const trueStart = 1_800_000_000_000;
        let real = trueStart;
        const clock = createCloudClock(() => real + wrongBy);
        for (const { up, down } of trips) {
          const asked = real + wrongBy;
          real += up;
          const said = real;
          real += down;
          clock.measured(said, asked, real + wrongBy);
        }
        const shortest = Math.min(...trips.slice(-8).map(({ up, down }) => up + down));
        expect(Math.abs(clock.now() - real)).toBeLessThanOrEqual(shortest / 2 + 1);
      },
    ),
  );
});

test('I14: when the device clock jumps, the next reply sets it right', () => {
  let device = 1_000_000;
  const clock = createCloudClock(() => device);
  clock.measured(2_000_000, device, device);
  device += 365 * 86_400_000;
  clock.measured(2_000_500, device, device + 10);
  expect(Math.abs(clock.now() - 2_000_500)).toBeLessThan(20);
});

test('What an earlier run measured counts until the first reply', () => {
  const clock = createCloudClock(() => 1000);
  clock.remembered(500);
  expect(clock.now()).toBe(1500);
  clock.measured(9000, 1000, 1000);
  clock.remembered(1);
  expect(clock.now()).toBe(9000);
});
