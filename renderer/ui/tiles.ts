import { cloneLayout, moveElement, verticalCompactor } from 'react-grid-layout/core';

export const COLUMNS = 12;
/** px */
export const ROW = 40;
export const GAP = 12;
const TALLEST = 16;

/** Where a tile lies, in columns and rows from the upper left. */
export interface Tile {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
  readonly minW: number;
  readonly minH: number;
}

interface Item {
  i: string;
  x: number;
  y: number;
  w: number;
  h: number;
}

/** Reads the library's items back into the tiles they came from, in the tiles' own order. */
function placed(tiles: readonly Tile[], items: readonly Item[]): Tile[] {
  return tiles.map((tile) => {
    const { x, y, w, h } = items.find((item) => item.i === tile.id) ?? tile;
    return { ...tile, x, y, w, h };
  });
}
function items(tiles: readonly Tile[]): Item[] {
  return cloneLayout(tiles.map(({ id, x, y, w, h }) => ({ i: id, x, y, w, h })));
}

/** Moves every tile up as far as it goes. */
export function compact(tiles: readonly Tile[]): Tile[] {
  return placed(tiles, verticalCompactor.compact(items(tiles), COLUMNS));
}

/** The tile a step to a side, or past the one above or below; what is in its way gives way. The same where it cannot go. */
export function moveTile(tiles: readonly Tile[], id: string, right: number, down: number): Tile[] {
  const layout = items(tiles);
  const item = layout.find((one) => one.i === id);
  if (item === undefined) return [...tiles];
  const x = Math.min(COLUMNS - item.w, Math.max(0, item.x + right));
  if (down === 0) return placed(tiles, withMove(layout, item, x, item.y));
  // A row at a time comes back to where it was until the neighbour is passed.
  const before = new Map(tiles.map((tile) => [tile.id, tile.y]));
  for (let step = 1; step <= TALLEST; step += 1) {
    const next = withMove(layout, item, x, item.y + down * step);
    if (next.find((one) => one.i === id)?.y !== before.get(id)) return placed(tiles, next);
    if (item.y + down * step <= 0) break;
  }
  return [...tiles];
}

function withMove(layout: readonly Item[], item: Item, x: number, y: number): readonly Item[] {
  const clone = cloneLayout(layout);
  const own = clone.find((one) => one.i === item.i);
  if (own === undefined) return layout;
  return verticalCompactor.compact(moveElement(clone, own, x, Math.max(0, y), true, false, 'vertical', COLUMNS), COLUMNS);
}

/** The tile wider or higher by so many columns and rows, within its own least size and the grid. */
export function resizeTile(tiles: readonly Tile[], id: string, wider: number, higher: number): Tile[] {
  return compact(
    tiles.map((tile) =>
      tile.id === id
        ? { ...tile, w: Math.min(COLUMNS - tile.x, Math.max(tile.minW, tile.w + wider)), h: Math.min(TALLEST, Math.max(tile.minH, tile.h + higher)) }
        : tile,
    ),
  );
}

/** A new tile in the first place where it fits, or where it was dropped. */
export function addTile(tiles: readonly Tile[], tile: Omit<Tile, 'x' | 'y'>, at?: { readonly x: number; readonly y: number }): Tile[] {
  if (tiles.some((one) => one.id === tile.id)) return [...tiles];
  if (at !== undefined) return compact([...tiles, { ...tile, x: Math.min(at.x, COLUMNS - tile.w), y: at.y }]);
  const bottom = Math.max(0, ...tiles.map(({ y, h }) => y + h));
  for (let y = 0; y <= bottom; y += 1) {
    for (let x = 0; x + tile.w <= COLUMNS; x += 1) {
      const here = { ...tile, x, y };
      if (!tiles.some((other) => overlap(here, other))) return compact([...tiles, here]);
    }
  }
  return compact([...tiles, { ...tile, x: 0, y: bottom }]);
}

function overlap(a: Tile, b: Tile): boolean {
  return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}
