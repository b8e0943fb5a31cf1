import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Table } from '#shared/api/sync.ts';
import { ALL, cloudTicket, cursorAt, MARIO, newId, NOW, page, temporaryFolder, TENANT, type ReadPage } from '../fixtures.ts';
import type { Lines, PulledPage } from '../store.ts';
import { CacheReader } from './cache-reader.ts';
import { CacheWriter } from './cache-writer.ts';
import { openCache } from './open-cache.ts';
import { Malformed, readTables } from './read-tables.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
/** Cut where a network may cut: within a line, and within a letter. */
const sent = (whole: Uint8Array | string): Lines => {
  const all = typeof whole === 'string' ? bytes(whole) : whole;
  return { pieces: Array.from({ length: Math.ceil(all.length / 7) }, (_, piece) => all.subarray(piece * 7, piece * 7 + 7)) };
};
const read = (whole: Uint8Array | string, head: ReadPage): Table[] => [...readTables(sent(whole), head, cursorAt(1))];
const linesOf = (tables: readonly unknown[]): string => tables.map((table) => JSON.stringify(table)).join('\n');

function good(): { head: ReadPage; table: Table } {
  const head = page(3, [cloudTicket(newId(), 2, { title: 'Perché «così»?' }), cloudTicket(newId(), 3)]);
  const [table] = head.tables;
  if (table === undefined) throw new Error('no table');
  return { head, table };
}
/** The table with one cell of its second row changed. */
const withCell = (table: Table, column: string, value: unknown) => ({
  ...table, rows: table.rows.map((row, index) => (index === 0 ? row : row.map((cell, at) => (table.columns[at] === column ? value : cell)))),
});

test('The lines of a page are read as they were sent', () => {
  const { head, table } = good();
  expect(read(linesOf([table]), head)).toEqual([table]);
  expect(read('', { ...head, rows: 0 })).toEqual([]);
  // Rows of one entity may come in several lines.
  const halves = table.rows.map((row) => ({ ...table, rows: [row] }));
  expect(read(linesOf(halves), head)).toEqual(halves);
});

test('A page that was cut, or is of another shape than agreed, is malformed whole (I7)', () => {
  const { head, table } = good();
  const text = linesOf([table]);
  const { columns, rows } = table;
  const wrong: readonly (readonly [string, string | Uint8Array])[] = [
    ['cut in a line', text.slice(0, -20)],
    ['cut between lines', ''],
    ['no UTF-8', bytes(text).map((byte) => (byte > 127 ? 255 : byte))],
    ['no table', '[]'],
    ['no rows', JSON.stringify({ entity: 'ticket', columns })],
    ['a column twice', linesOf([{ ...table, columns: columns.map((name) => (name === 'plain' ? 'title' : name)) }])],
    ['another order', linesOf([{ ...table, columns: ['seq', 'id', ...columns.slice(2)] }])],
    ['a short row', linesOf([{ ...table, rows: [rows[0], rows[1]?.slice(1)] }])],
    ['no row', linesOf([{ ...table, rows: [rows[0], { id: 'x' }] }])],
    ['a cell that SQLite has not', linesOf([withCell(table, 'title', true)])],
    ['an object for a cell', linesOf([withCell(table, 'title', { text: 'x' })])],
    ['no id', linesOf([withCell(table, 'id', 'DROP')])],
    ['a number that this desk has already', linesOf([withCell(table, 'seq', 1)])],
    ['a number above the page', linesOf([withCell(table, 'seq', 4)])],
    ['a number that is none', linesOf([withCell(table, 'rev', 1.5)])],
    ['neither deleted nor not', linesOf([withCell(table, 'deleted', 2)])],
  ];
  for (const [what, lines] of wrong) {
    expect(() => read(lines, head), what).toThrow(Malformed);
  }
});

test('Nothing of a malformed page is written, and the next one fits all the same (I7)', () => {
  const { folder, remove } = temporaryFolder();
  const { database } = openCache(join(folder, 'cache.db'), NOW);
  try {
    const writer = new CacheWriter(database, () => undefined);
    const reader = new CacheReader(database);
    const { head, table } = good();
    const pulled = (lines: string): PulledPage => ({ ...head, tables: sent(lines) });
    expect(writer.applyPage(TENANT, cursorAt(0), pulled(linesOf([withCell(table, 'seq', 9)])), NOW)).toMatchObject({ applied: false, malformed: 'row 1 of ticket' });
    // What was good in the lines before the one that is cut is undone with it.
    const halves = linesOf(table.rows.map((row) => ({ ...table, rows: [row] })));
    expect(writer.applyPage(TENANT, cursorAt(0), pulled(halves.slice(0, -20)), NOW)).toMatchObject({ applied: false, malformed: expect.any(String) });
    expect([reader.cursor(TENANT), reader.listTickets(ALL, 0, 50, MARIO.personId).total]).toEqual([cursorAt(0), 0]);
    expect(writer.applyPage(TENANT, cursorAt(0), pulled(linesOf([table])), NOW)).toMatchObject({ applied: true, malformed: null, entities: ['ticket'] });
    expect(reader.listTickets(ALL, 0, 50, MARIO.personId).rows.map(({ title }) => title)).toContain('Perché «così»?');
  } finally {
    database.close();
    remove();
  }
});
