import { expect, test } from 'vitest';
import { keptLayout, rememberedTiles, withWidget } from './dashboard-layout.ts';
import { weekEdges } from './week-edges.ts';

test('DSH-01: a layout comes back as it was kept', () => {
  const tiles = withWidget(withWidget([], 'ticket_list'), 'ticket_status');
  expect(rememberedTiles(JSON.parse(JSON.stringify(keptLayout(tiles))))).toEqual(tiles);
});

test('DSH-01: what cannot be read is left out alone; nothing kept is an empty dashboard', () => {
  const good = { kind: 'outbox', x: 0, y: 0, w: 4, h: 4 };
  const kept = rememberedTiles({ tiles: [good, { ...good, kind: 'of_a_newer_program' }, { kind: 'trend', x: 'a' }, null, good] });
  expect(kept.map(({ id }) => id)).toEqual(['outbox']);
  for (const nothing of [null, undefined, 7, 'x', {}, { tiles: 'x' }]) expect(rememberedTiles(nothing)).toEqual([]);
});

test('DSH-01: a kept size under the least that can be read is lifted, and stays inside', () => {
  expect(rememberedTiles({ tiles: [{ kind: 'ticket_list', x: 11, y: 3, w: 1, h: 1 }] })).toMatchObject([{ x: 7, y: 0, w: 5, h: 4 }]);
});

test('DSH-03: the weeks of the trend begin on Mondays at local midnight, also across a change of the clocks', () => {
  const edges = weekEdges(new Date(2026, 3, 2, 15).getTime(), 8);
  expect(edges).toHaveLength(9);
  for (const edge of edges) expect([new Date(edge).getDay(), new Date(edge).getHours()]).toEqual([1, 0]);
  expect(edges[7]).toBe(new Date(2026, 2, 30).getTime());
  // A Sunday belongs to the week that began six days before.
  expect(weekEdges(new Date(2026, 3, 5, 23, 59).getTime(), 1)[0]).toBe(new Date(2026, 2, 30).getTime());
});
