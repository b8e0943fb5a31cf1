import * as z from 'zod';
import { addTile, COLUMNS, compact, type Tile } from '../../ui/tiles.ts';
import { WIDGET_SIZES, WIDGETS, type WidgetKind } from './widget-kinds.ts';

/** Where a person's own layout is remembered, on every device of theirs (DSH-01). */
export const DASHBOARD_PREFERENCE = 'dashboard';

const storedSchema = z.object({
  tiles: z.array(
    z.object({
      kind: z.enum(WIDGETS),
      x: z.int().min(0).max(COLUMNS - 1),
      y: z.int().min(0).max(1_000),
      w: z.int().min(1).max(COLUMNS),
      h: z.int().min(1).max(40),
    }),
  ),
});

/** What was kept, as tiles; a widget that this program does not know, or anything unreadable, is left out alone. */
export function rememberedTiles(stored: unknown): Tile[] {
  const list = z.object({ tiles: z.array(z.unknown()) }).safeParse(stored);
  const tiles: Tile[] = [];
  for (const one of list.success ? list.data.tiles : []) {
    const parsed = storedSchema.shape.tiles.element.safeParse(one);
    if (!parsed.success || tiles.some((tile) => tile.id === parsed.data.kind)) continue;
    const { kind, x, y, w, h } = parsed.data;
    const { minW, minH } = WIDGET_SIZES[kind];
    tiles.push({ id: kind, minW, minH, y, w: Math.max(w, minW), h: Math.max(h, minH), x: Math.min(x, COLUMNS - Math.max(w, minW)) });
  }
  return compact(tiles);
}

/** The layout as it is kept. */
export function keptLayout(tiles: readonly Tile[]): z.input<typeof storedSchema> {
  return { tiles: tiles.map(({ id, x, y, w, h }) => ({ kind: id as WidgetKind, x, y, w, h })) }; // Tiles are made of kinds alone, two functions in this file.
}

export function withWidget(tiles: readonly Tile[], kind: WidgetKind, at?: { readonly x: number; readonly y: number }): Tile[] {
  return addTile(tiles, { id: kind, ...WIDGET_SIZES[kind] }, at);
}
