import { expect, test } from 'vitest';
import { nextIndex } from './next-index.ts';

const press = (key: string, more: Partial<KeyboardEvent> = {}) => ({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...more });

test('arrows, pages and ends lead through a list and stay inside it', () => {
  expect(nextIndex(press('ArrowDown'), 0, 3, 10)).toBe(1);
  expect(nextIndex(press('ArrowUp'), 0, 3, 10)).toBe(0);
  expect(nextIndex(press('PageDown'), 5, 100_000, 20)).toBe(25);
  expect(nextIndex(press('End'), 5, 100_000, 20)).toBe(99_999);
  expect(nextIndex(press('Home', { ctrlKey: true }), 5, 100_000, 20)).toBe(0);
});

test('any other key is not the list’s', () => {
  expect(nextIndex(press('a'), 0, 3, 10)).toBeNull();
  expect(nextIndex(press('ArrowDown', { altKey: true }), 0, 3, 10)).toBeNull();
});
