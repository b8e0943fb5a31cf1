import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ALL, cloudTicket, command, createTicketInput, cursorAt, MARIO, newId, NOW, page, TENANT, temporaryFolder, type CloudRow } from '../fixtures.ts';
import { CacheReader } from './cache-reader.ts';
import { CacheWriter } from './cache-writer.ts';
import { openCache, openCacheForReading } from './open-cache.ts';

const PAGE = 2_000;
const PAGES = 11;

test('a catch-up of more than 20,000 rows in place (decision 0008): between its pages the list is whole, takes commands, and loses nothing that it showed', { timeout: 120_000 }, () => {
  const { folder, remove } = temporaryFolder();
  const { database } = openCache(join(folder, 'cache.db'), NOW);
  const read = openCacheForReading(join(folder, 'cache.db'));
  const writer = new CacheWriter(database, (text) => expect.fail(text));
  const reader = new CacheReader(read);
  try {
    writer.setScopes([{ tenant: TENANT, areas: ['org', 'support'], side: 'customer' }]);
    const known = Array.from({ length: 50 }, newId);
    writer.applyPage(TENANT, cursorAt(0), page(1, known.map((id) => cloudTicket(id, 1, { title: 'Prima' }))), NOW);
    let mine = 0;
    for (let number = 1; number <= PAGES; number += 1) {
      const seq = number + 1;
      // Each page brings new ones, and a new state of some that are shown.
      const changed: CloudRow[] = known.slice(0, 5).map((id) => ({ ...cloudTicket(id, seq, { title: `Pagina ${number}` }), rev: seq }));
      const rows = [...changed, ...Array.from({ length: PAGE - changed.length }, () => cloudTicket(newId(), seq))];
      expect(writer.applyPage(TENANT, cursorAt(seq - 1), page(seq, rows, { complete: number === PAGES }), NOW)).toMatchObject({ applied: true });
      // Saved between two pages, and shown at once.
      const given = { ...command('ticket.create', createTicketInput(newId(), `Mia ${number}`)), place: number, state: 'open' as const, number: null, incarnation: null, result: null, because: null, reason: null, batch: null };
      writer.notice({ tenant: TENANT, upTo: number - 1, entries: [] });
      writer.apply(given);
      mine += 1;
      const list = reader.listTickets({ ...ALL, tenant: TENANT }, 0, 50, MARIO.personId);
      expect(list.counts.all).toBeGreaterThanOrEqual(50 + number * (PAGE - 5));
      expect(list.rows).toHaveLength(50);
      expect(known.every((id) => reader.ticket(TENANT, id) !== undefined)).toBe(true);
      expect(reader.ticket(TENANT, known[0] ?? '')?.ticket.title).toBe(`Pagina ${number}`);
      expect(reader.listTickets({ ...ALL, tenant: TENANT, text: null, sort: 'created' }, 0, 5, MARIO.personId).rows.some((row) => row.title === `Mia ${number}`)).toBe(true);
    }
    expect(mine).toBe(PAGES);
    expect(reader.cursor(TENANT)).toEqual(cursorAt(PAGES + 1));
  } finally {
    read.close();
    database.close();
    remove();
  }
});
