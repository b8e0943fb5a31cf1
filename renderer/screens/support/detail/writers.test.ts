import { expect, test } from 'vitest';
import { WRITING_EVERY, WRITING_LASTS } from '#shared/api/writing.ts';
import { heard, stillWriting } from './writers.ts';

const VERONICA = { person: 'v', name: 'VERONICA CONTI' };

test('DET-10: who was heard writing is gone seconds after the last word, and each word keeps them', () => {
  const once = heard(new Map(), VERONICA, 1000);
  expect([...stillWriting(once, 1000 + WRITING_LASTS - 1).values()].map(({ name }) => name)).toEqual(['VERONICA CONTI']);
  expect(stillWriting(once, 1000 + WRITING_LASTS).size).toBe(0);
  const again = heard(once, VERONICA, 1000 + WRITING_EVERY);
  expect([again.size, stillWriting(again, 1000 + WRITING_LASTS).size]).toEqual([1, 1]);
});

test('DET-10: who has sent their answer is not said to be writing it; nothing changes where all stay', () => {
  const two = heard(heard(new Map(), VERONICA, 0), { person: 'n', name: 'NICOLÒ RUGGERI' }, 0);
  expect([...stillWriting(two, 1, new Set(['v'])).keys()]).toEqual(['n']);
  expect(stillWriting(two, 1)).toBe(two);
});
