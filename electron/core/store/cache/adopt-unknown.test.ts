import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ALL, cloudTicket, cursorAt, MARIO, newId, NOW, page, temporaryFolder, TENANT } from '../fixtures.ts';
import { CacheReader } from './cache-reader.ts';
import { CacheWriter } from './cache-writer.ts';
import { openCache } from './open-cache.ts';

test('what an older version kept raw is read by the one that knows it (sync.md, Upgrades)', () => {
  const { folder, remove } = temporaryFolder();
  const file = join(folder, 'cache.db');
  const [whole, part, later] = [newId(), newId(), newId()];
  const { database } = openCache(file, NOW);
  new CacheWriter(database, () => undefined).applyPage(TENANT, cursorAt(0), page(3, [cloudTicket(part, 3, { title: 'Vecchia', phone: '' })]), NOW);
  const table = page(2, [cloudTicket(whole, 2, { title: 'Tutta nuova' })]).tables[0];
  // As a version without tickets, or without a ticket's phone, would have kept them.
  const keep = (entity: string, id: string, cells: object) =>
    database.run('INSERT INTO unknown_row (tenant, entity, id, seq, cells) VALUES (?, ?, ?, 2, ?)', TENANT, entity, id, JSON.stringify(cells));
  keep('ticket', whole, Object.fromEntries(table?.columns.map((name, index) => [name, table.rows[0]?.[index] ?? null]) ?? []));
  keep('ticket', part, { phone: '081 123456', mood: 'cross' });
  keep('deal', later, { id: later, seq: 2, sum: 12 });
  database.close();

  const again = openCache(file, NOW).database;
  const reader = new CacheReader(again);
  const { rows, total } = reader.listTickets(ALL, 0, 50, MARIO.personId);
  expect(total).toBe(2);
  expect(new Map(rows.map((row) => [row.id, [row.title, reader.row(TENANT, 'ticket', row.id)?.['phone']]]))).toEqual(new Map([[whole, ['Tutta nuova', '']], [part, ['Vecchia', '081 123456']]]));
  const left = again.all<{ entity: string; cells: string }>('SELECT entity, cells FROM unknown_row ORDER BY entity');
  expect(left.map(({ entity, cells }) => [entity, JSON.parse(cells)])).toEqual([['deal', { id: later, seq: 2, sum: 12 }], ['ticket', { mood: 'cross' }]]);
  again.close();
  remove();
});
