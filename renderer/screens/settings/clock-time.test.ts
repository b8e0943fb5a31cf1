import { expect, test } from 'vitest';
import { clockOf, minuteOf } from './clock-time.ts';

test('OFF-07: a time of the day is read as people write it, and nothing else is', () => {
  for (const [typed, minute] of [['18:30', 1110], ['8.05', 485], ['0730', 450], ['7', 420], [' 23:59 ', 1439]] as const) expect(minuteOf(typed)).toBe(minute);
  for (const typed of ['', '24:00', '12:60', 'sera', '1:2', '-3']) expect(minuteOf(typed)).toBeNull();
  for (let minute = 0; minute < 1440; minute += 7) expect(minuteOf(clockOf(minute))).toBe(minute);
});
