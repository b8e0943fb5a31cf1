import { expect, test } from 'vitest';
import { FILE_TEXT_LIMIT } from '#shared/domain/library/files.ts';
import { wordsUntil } from './words-until.ts';

const never = new Promise<never>(() => undefined);

test('DOC-01: of a manual whose reader hangs, the words so far are taken when it is late', async () => {
  let say = (): void => undefined;
  const late = new Promise<void>((resolve) => {
    say = resolve;
  });
  async function* pages() {
    yield ' Resi \n';
    yield 'Bolle';
    say();
    yield await never;
  }
  expect(await wordsUntil(pages(), late)).toBe('Resi\nBolle');
});

test('DOC-01: a manual is read to its last page, or as far as the search keeps its words; what is wrong with it is said', async () => {
  async function* three() {
    yield* ['uno', 'due', 'tre'];
  }
  expect(await wordsUntil(three(), never)).toBe('uno\ndue\ntre');
  async function* endless() {
    for (;;) yield 'x'.repeat(FILE_TEXT_LIMIT / 4);
  }
  expect((await wordsUntil(endless(), never)).length).toBeGreaterThanOrEqual(FILE_TEXT_LIMIT);
  async function* broken() {
    yield 'uno';
    throw new Error('no PDF');
  }
  await expect(wordsUntil(broken(), never)).rejects.toThrow('no PDF');
});
