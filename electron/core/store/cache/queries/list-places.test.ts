import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ALL, cloudTicket, cursorAt, MARIO, newId, NOW, page, TENANT, temporaryFolder, type CloudRow } from '../../fixtures.ts';
import { CacheReader } from '../cache-reader.ts';
import { CacheWriter } from '../cache-writer.ts';
import { openCache, openCacheForReading } from '../open-cache.ts';

const COUNT = 2_300;
const ORDERS = ['created', 'last_reply', 'priority', 'due'] as const;
const FILTERS = [{}, { status: 'open' }, { createdFrom: NOW - 2_150 * 60_000 }] as const;
const QUERIES = FILTERS.flatMap((filter) => ORDERS.map((sort) => ({ ...filter, sort })));

test('LST-01: pages deep in a long list are those of the whole list, by every order, before and after rows change', () => {
  const { folder, remove } = temporaryFolder();
  const file = join(folder, 'cache.db');
  const { database } = openCache(file, NOW);
  const writer = new CacheWriter(database, (text) => expect.fail(text));
  const connection = openCacheForReading(file);
  const reader = new CacheReader(connection);
  const ids = Array.from({ length: COUNT }, () => newId());
  const put = (rows: readonly CloudRow[]) => {
    const { seq } = reader.cursor(TENANT);
    expect(writer.applyPage(TENANT, cursorAt(seq), page(seq + 1, rows), NOW)).toMatchObject({ applied: true });
  };
  const list = (change: object, offset: number, limit: number) => {
    const { rows, total } = reader.listTickets({ ...ALL, ...change }, offset, limit, MARIO.personId, NOW);
    return { ids: rows.map(({ id }) => id), total };
  };
  const same = (queries: readonly object[]) => {
    for (const query of queries) {
      const whole = list(query, 0, COUNT + 10);
      expect(whole.ids).toHaveLength(whole.total);
      // To the end first: what is known then serves the others.
      for (const offset of [whole.total - 30, 2_050, 1_000, 999, 1_960]) expect(list(query, offset, 50).ids).toEqual(whole.ids.slice(offset, offset + 50));
      expect(list(query, whole.total, 50).ids).toEqual([]);
    }
  };
  // Many rows are equal in what they are sorted by.
  const ticket = (id: string, number: number, change: object = {}) => {
    const closed = number % 3 === 0 ? { status: 'closed', closedAt: NOW } : {};
    const at = NOW - Math.floor(number / 7) * 7 * 60_000;
    return cloudTicket(id, 1, { createdAt: at, lastReplyAt: at, priority: number % 5 === 0 ? 'high' : 'normal', dueAt: number % 2 === 0 ? at : null, ...closed, ...change });
  };
  try {
    put(ids.map((id, number) => ticket(id, number)));
    same(QUERIES);
    put([ticket(newId(), 0, { createdAt: NOW + 1, lastReplyAt: NOW + 1 }), ...ids.slice(40, 60).map((id, at) => ticket(id, at, { status: 'closed', closedAt: NOW, lastReplyAt: NOW + 2 }))]);
    // Those that were asked for last are still known.
    same(QUERIES.toReversed());
  } finally {
    connection.close();
    database.close();
    remove();
  }
});
