import { expect, test } from 'vitest';
import { checkNewUser } from './check-new-user.ts';

const typed = { firstName: 'Mario', lastName: 'Rossi', password: 'Segreta.2026', again: 'Segreta.2026', privacy: true };

test('ACC-02: names may stay empty; password, its confirmation and the privacy notice may not', () => {
  expect(checkNewUser({ ...typed, firstName: '', lastName: '' })).toEqual({});
  expect(checkNewUser({ ...typed, password: 'corta', again: 'corta' })).toEqual({ password: 'activate.short' });
  expect(checkNewUser({ ...typed, again: 'altra' })).toEqual({ again: 'activate.differs' });
  expect(checkNewUser({ ...typed, privacy: false })).toEqual({ privacy: 'activate.privacy_missing' });
});
