import { expect, test } from 'vitest';
import { wordsForNone } from './words-for-none.ts';

test('OFF-09, LST-01: that there is no request is said when the cloud has been heard; before, that there is none on this computer', () => {
  expect([wordsForNone(null, true), wordsForNone(null, false)]).toEqual(['list.none.unheard', 'list.none.unheard']);
  expect([wordsForNone(1, true), wordsForNone(1, false)]).toEqual(['list.none.text', 'list.none.operator']);
});
