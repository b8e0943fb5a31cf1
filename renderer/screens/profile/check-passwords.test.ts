import { expect, test } from 'vitest';
import { checkPasswords } from './check-passwords.ts';

test('ACC-12: what is missing, short or different is said beside its field before anything is sent', () => {
  expect(checkPasswords({ current: 'vecchia', next: 'otto8888', again: 'otto8888' })).toEqual({});
  expect(checkPasswords({ current: '', next: 'sette77', again: 'sette7' })).toEqual({
    current: 'profile.password_missing', next: 'profile.password_short', again: 'profile.password_differs',
  });
});
