import { expect, test } from 'vitest';
import { initials } from './initials.ts';

test('two letters stand for a name, a company or an e-mail', () => {
  expect(['MARIO ROSSI', 'ROSSI SRL', 'mario.rossi@x.example', 'Анна', 'N'].map(initials)).toEqual(['MR', 'RS', 'MR', 'АН', 'N']);
  expect(initials('')).toBe('');
});
