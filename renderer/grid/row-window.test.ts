import { expect, test } from 'vitest';
import { NO_ROWS, windowAt, type RowWindow } from './row-window.ts';

const [VIEW, ROW, COUNT] = [460, 46, 100_000];
const at = (before: RowWindow, place: number, count = COUNT): RowWindow => windowAt(before, place, VIEW, ROW, count);
const elements = ({ first, length, shift }: RowWindow): readonly number[] => Array.from({ length }, (_, at) => first + at - shift);

test('LST-01: what is in sight is drawn, with eight rows more each way, and never beyond the ends', () => {
  expect(at(NO_ROWS, 0)).toEqual({ first: 0, length: 27, shift: 0 });
  expect(at(NO_ROWS, 1_000 * ROW)).toMatchObject({ first: 992, length: 27 });
  expect(at(NO_ROWS, COUNT * ROW - VIEW)).toMatchObject({ first: COUNT - 27, length: 27 });
  expect(at(NO_ROWS, 0, 5)).toMatchObject({ first: 0, length: 5 });
});

test('LST-01: a row that stays in sight keeps its element, and a window that does not move is the same one', () => {
  const top = at(NO_ROWS, 1_000 * ROW);
  expect(at(top, 1_000 * ROW + 1)).toBe(top);
  const further = at(top, 1_005 * ROW);
  expect([further.first - top.first, further.shift]).toEqual([5, top.shift]);
});

test('LST-01: the elements go over to other rows where the list flies past: none is made and none goes', () => {
  let now = at(NO_ROWS, 0);
  const made = elements(now);
  for (const place of [500, 90_000, 50_000, 49_980, COUNT]) {
    now = at(now, place * ROW);
    expect(elements(now)).toEqual(made);
  }
});
