import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wordDiff } from './word-diff.ts';

const own = (pieces: readonly { text: string; own: boolean }[]) => pieces.filter((piece) => piece.own).map((piece) => piece.text);

test('product.md 7: what only one of two texts has is marked, word by word', () => {
  const { left, right } = wordDiff('La stampa del registro non parte da ieri.', 'La stampa del registro IVA non parte da oggi.');
  expect([own(left), own(right)]).toEqual([['ieri'], ['IVA ', 'oggi']]);
});

test('texts of every script are cut into words; equal ones have nothing marked', () => {
  expect(own(wordDiff('Ошибка при печати', 'Ошибка при отправке').left)).toEqual(['печати']);
  expect(wordDiff('àèì', 'àèì')).toEqual({ left: [{ text: 'àèì', own: false }], right: [{ text: 'àèì', own: false }] });
  expect(wordDiff('', 'a')).toEqual({ left: [], right: [{ text: 'a', own: true }] });
});

test('no letter of either text is lost, whatever they are', () => {
  const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 40 }), fc.array(fc.constantFrom('a', 'b', ' ', '\n', 'è'), { maxLength: 40 }).map((parts) => parts.join('')));
  fc.assert(
    fc.property(text, text, (a, b) => {
      const { left, right } = wordDiff(a, b);
      expect([left.map((piece) => piece.text).join(''), right.map((piece) => piece.text).join('')]).toEqual([a, b]);
      const shared = (pieces: typeof left) => pieces.filter((piece) => !piece.own).map((piece) => piece.text).join('');
      expect(shared(left)).toBe(shared(right));
    }),
  );
});

test('texts too long to compare are shown as they are', () => {
  const long = 'parola '.repeat(3000);
  expect(wordDiff(long, `${long}fine`)).toEqual({ left: [{ text: long, own: true }], right: [{ text: `${long}fine`, own: true }] });
});
