import { expect, test } from 'vitest';
import { checkSignIn } from './check-sign-in.ts';

test('what is missing is said beside its field before anything is sent (ACC-03)', () => {
  expect(checkSignIn('', '')).toEqual({ email: 'sign_in.email_missing', password: 'sign_in.password_missing' });
  expect(checkSignIn('mario', 'x')).toEqual({ email: 'sign_in.email_odd' });
  expect(checkSignIn(' mario.rossi@rossisrl.example ', 'x')).toEqual({});
});
