import { expect, test } from 'vitest';
import { addTile, moveTile, resizeTile, type Tile } from './tiles.ts';

const tile = (id: string, x: number, y: number, w: number, h: number): Tile => ({ id, x, y, w, h, minW: 2, minH: 2 });
const places = (tiles: readonly Tile[]) => Object.fromEntries(tiles.map(({ id, x, y, w, h }) => [id, [x, y, w, h]]));

test('DSH-04: a tile goes aside column by column, and no further than the edge', () => {
  const one = [tile('a', 0, 0, 4, 3)];
  expect(places(moveTile(one, 'a', 1, 0))).toEqual({ a: [1, 0, 4, 3] });
  expect(places(moveTile(one, 'a', -1, 0))).toEqual({ a: [0, 0, 4, 3] });
  expect(places(moveTile([tile('a', 8, 0, 4, 3)], 'a', 1, 0))).toEqual({ a: [8, 0, 4, 3] });
});

test('DSH-04: one press downwards passes the tile below, one upwards comes back, and nothing overlaps', () => {
  const two = [tile('a', 0, 0, 4, 3), tile('b', 0, 3, 4, 5)];
  const down = moveTile(two, 'a', 0, 1);
  expect(places(down)).toEqual({ a: [0, 5, 4, 3], b: [0, 0, 4, 5] });
  expect(places(moveTile(down, 'a', 0, -1))).toEqual(places(two));
  // The last one has nowhere to go.
  expect(places(moveTile(two, 'b', 0, 1))).toEqual(places(two));
});

test('DSH-04: a tile that grows pushes the others away, and stops at its least size and at the edge', () => {
  const two = [tile('a', 0, 0, 4, 3), tile('b', 4, 0, 8, 3)];
  expect(places(resizeTile(two, 'a', 1, 0))).toEqual({ a: [0, 0, 5, 3], b: [4, 3, 8, 3] });
  expect(places(resizeTile([tile('a', 0, 0, 2, 2)], 'a', -1, -1))).toEqual({ a: [0, 0, 2, 2] });
  expect(places(resizeTile([tile('a', 9, 0, 3, 2)], 'a', 1, 0))).toEqual({ a: [9, 0, 3, 2] });
  expect(places(resizeTile([tile('a', 0, 0, 2, 16)], 'a', 0, 1))).toEqual({ a: [0, 0, 2, 16] });
});

test('DSH-01: a new tile takes the first free place, or the one it was dropped on', () => {
  const first = addTile([], { id: 'a', w: 8, h: 6, minW: 2, minH: 2 });
  const second = addTile(first, { id: 'b', w: 4, h: 4, minW: 2, minH: 2 });
  expect(places(second)).toEqual({ a: [0, 0, 8, 6], b: [8, 0, 4, 4] });
  expect(places(addTile(second, { id: 'c', w: 6, h: 2, minW: 2, minH: 2 }))).toMatchObject({ c: [0, 6, 6, 2] });
  expect(places(addTile(first, { id: 'b', w: 4, h: 4, minW: 2, minH: 2 }, { x: 11, y: 0 }))).toMatchObject({ b: [8, 0, 4, 4] });
  expect(addTile(second, { id: 'a', w: 8, h: 6, minW: 2, minH: 2 })).toEqual(second);
});
