import { expect, test } from 'vitest';
import { checkPin } from './check-pin.ts';

test('OFF-04: a PIN has 4 to 12 digits, twice the same; to change it the one in force is wanted', () => {
  expect(checkPin({ current: '', pin: '2718', again: '2718' }, false)).toEqual({});
  expect(checkPin({ current: '', pin: '271', again: '272' }, true)).toEqual({ current: 'lock.missing', pin: 'pin.odd', again: 'pin.differs' });
  for (const odd of ['27a8', '', '1234567890123']) expect(checkPin({ current: '', pin: odd, again: odd }, false)).toEqual({ pin: 'pin.odd' });
});
