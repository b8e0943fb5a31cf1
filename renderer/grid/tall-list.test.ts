import { expect, test } from 'vitest';
import { drawnHeight, placeToShow, stretchOf } from './tall-list.ts';

const [HEADER, VIEW, ROW] = [28, 500, 46];

test('LST-01: a list of a million rows is not drawn higher than Chromium lays out, and is scrolled from its first row to its last', () => {
  const rows = 1_000_000 * ROW;
  expect(HEADER + drawnHeight(rows)).toBeLessThan(33_554_431);
  const stretch = stretchOf(rows, HEADER, VIEW);
  expect((HEADER + drawnHeight(rows) - VIEW) * stretch).toBeCloseTo(HEADER + rows - VIEW, 3);
  // What fits is drawn and scrolled as it is.
  expect([drawnHeight(100_000 * ROW), stretchOf(100_000 * ROW, HEADER, VIEW)]).toEqual([100_000 * ROW, 1]);
});

test('the list moves no further than the keyboard’s row needs: from above to the header, from below to the edge', () => {
  expect(placeToShow(10, ROW, HEADER, VIEW, 10 * ROW + 1)).toBe(10 * ROW);
  expect(placeToShow(10, ROW, HEADER, VIEW, 10 * ROW)).toBe(10 * ROW);
  expect(placeToShow(10, ROW, HEADER, VIEW, 0)).toBe(HEADER + 11 * ROW - VIEW);
  expect(placeToShow(3, ROW, HEADER, VIEW, 0)).toBe(0);
  expect(placeToShow(999_999, ROW, HEADER, VIEW, 0)).toBe(HEADER + 1_000_000 * ROW - VIEW);
});
