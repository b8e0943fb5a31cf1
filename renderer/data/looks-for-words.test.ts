import { expect, test } from 'vitest';
import { looksForWords } from './looks-for-words.ts';

test('LST-01: when words are read, what was looked for by words is asked again, and no other list', () => {
  const list = (text: string | null) => looksForWords(['tickets.list', { query: { text }, offset: 0 }]);
  expect([list('iva'), list(''), list(null)]).toEqual([true, false, false]);
  expect(['tickets.search', 'library.search', 'tickets.get', 'library.list'].map((method) => looksForWords([method, {}]))).toEqual([true, true, false, false]);
});
