import { expect, test } from 'vitest';
import { sameValue } from './same-value.ts';

test('JSON is the same whatever the order of its keys, and where a key is missing or undefined (I9: only a difference is a conflict)', () => {
  const same: readonly (readonly [unknown, unknown])[] = [
    [1, 1], ['a', 'a'], [null, null], [undefined, undefined], [[], []], [{}, {}],
    [{ a: 1, b: [{ c: 2, d: 3 }] }, { b: [{ d: 3, c: 2 }], a: 1 }],
    [{ a: 1, b: undefined }, { a: 1 }],
  ];
  for (const [a, b] of same) expect(sameValue(a, b) && sameValue(b, a), JSON.stringify([a, b])).toBe(true);
});

test('Another value, kind, length, key or order of a list is a difference (I9)', () => {
  const different: readonly (readonly [unknown, unknown])[] = [
    [1, 2], [1, '1'], [0, null], [null, {}], ['', {}], [{}, []], [['a'], { 0: 'a' }],
    [[1, 2], [2, 1]], [[1], [1, 2]], [{ a: 1 }, { b: 1 }], [{ a: 1 }, { a: 1, b: 2 }], [{ a: { b: 1 } }, { a: { b: 2 } }],
  ];
  for (const [a, b] of different) expect(sameValue(a, b) || sameValue(b, a), JSON.stringify([a, b])).toBe(false);
});
