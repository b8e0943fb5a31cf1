import { join } from 'node:path';
import { expect, test } from 'vitest';
import { DUE_SOON } from '#shared/domain/tickets/service-level.ts';
import { cloudTicket, cursorAt, MARIO, newId, NICOLO, NOW, OTHER, page, TENANT, temporaryFolder, type CloudRow } from '../../fixtures.ts';
import { CacheReader } from '../cache-reader.ts';
import { CacheWriter } from '../cache-writer.ts';
import { openCache, openCacheForReading } from '../open-cache.ts';

const WEEK = 7 * 24 * 3_600_000;

function readerWith(feeds: Readonly<Record<string, readonly CloudRow[]>>, work: (reader: CacheReader) => void): void {
  const { folder, remove } = temporaryFolder();
  const { database } = openCache(join(folder, 'cache.db'), NOW);
  const read = openCacheForReading(join(folder, 'cache.db'));
  try {
    const writer = new CacheWriter(database, (text) => expect.fail(text));
    for (const [tenant, rows] of Object.entries(feeds)) expect(writer.applyPage(tenant, cursorAt(0), page(1, rows), NOW)).toMatchObject({ applied: true });
    work(new CacheReader(read));
  } finally {
    read.close();
    database.close();
    remove();
  }
}

test('DSH-03: the trend counts what was opened and closed between two edges, of one company or of all', () => {
  const made = (createdAt: number, closedAt: number | null) => cloudTicket(newId(), 1, { createdAt, closedAt, status: closedAt === null ? 'unassigned' : 'closed' });
  const feeds = { [TENANT]: [made(NOW, null), made(NOW - 1, NOW), made(NOW - WEEK, NOW + WEEK - 1), made(NOW - 3 * WEEK, null)], [OTHER]: [made(NOW, NOW + WEEK)] };
  readerWith(feeds, (reader) => {
    const edges = [NOW - WEEK, NOW, NOW + WEEK];
    expect(reader.trend(TENANT, edges)).toEqual({ opened: [2, 1], closed: [0, 2] });
    expect(reader.trend(null, edges)).toEqual({ opened: [2, 2], closed: [0, 2] });
  });
});

test('DSH-03: my day holds what waits for my answer, what I have taken, and blocking requests that nobody has', () => {
  const waits = { status: 'waiting_for_customer', operatorId: NICOLO.personId, operatorName: NICOLO.name };
  const rows = [
    cloudTicket(newId(), 1, { title: 'asks Mario', ...waits }),
    cloudTicket(newId(), 2, { title: 'asks Mario as contact', requesterId: newId(), ...waits, lastReplyAt: NOW - 9 * WEEK }),
    cloudTicket(newId(), 3, { title: 'asks somebody else', requesterId: newId(), contactId: newId(), ...waits }),
    cloudTicket(newId(), 4, { title: 'Nicolò works on it', status: 'in_progress', operatorId: NICOLO.personId, operatorName: NICOLO.name }),
    cloudTicket(newId(), 5, { title: 'closed', status: 'closed', closedAt: NOW, operatorId: NICOLO.personId, operatorName: NICOLO.name, priority: 'blocking' }),
    cloudTicket(newId(), 6, { title: 'blocking', priority: 'blocking' }),
    cloudTicket(newId(), 7, { title: 'blocking, taken', priority: 'blocking', status: 'in_progress', operatorId: newId(), operatorName: 'X' }),
  ];
  readerWith({ [TENANT]: rows, [OTHER]: [cloudTicket(newId(), 8, { title: 'elsewhere', ...waits })] }, (reader) => {
    const day = (tenant: string | null, person: string, limit = 9) => reader.myDay(tenant, person, { now: NOW, until: NOW + 3_600_000 }, limit).map(({ why, row }) => `${why}: ${row.title}`);
    expect(day(TENANT, MARIO.personId)).toEqual(['blocking: blocking', 'answer: asks Mario as contact', 'answer: asks Mario']);
    expect(day(TENANT, NICOLO.personId)).toEqual(['blocking: blocking', 'mine: Nicolò works on it']);
    expect(day(null, MARIO.personId)).toContain('answer: elsewhere');
    expect(day(TENANT, MARIO.personId, 1)).toEqual(['blocking: blocking', 'answer: asks Mario as contact']);
  });
});

test('DSH-03: of what I have taken, what is late and what is due today come first, each request once, and what is paused is neither', () => {
  const mine = { status: 'in_progress', operatorId: NICOLO.personId, operatorName: NICOLO.name };
  const until = NOW + 6 * 3_600_000;
  const rows = [
    cloudTicket(newId(), 1, { title: 'later', ...mine, dueAt: until + 1 }),
    cloudTicket(newId(), 2, { title: 'tonight', ...mine, dueAt: until }),
    cloudTicket(newId(), 3, { title: 'this minute', ...mine, dueAt: NOW }),
    cloudTicket(newId(), 4, { title: 'long late', ...mine, status: 'in_development', dueAt: NOW - WEEK }),
    cloudTicket(newId(), 5, { title: 'late, but paused', ...mine, status: 'waiting_for_customer', requesterId: newId(), contactId: newId(), dueAt: NOW - 1, pausedAt: NOW - 2 }),
    cloudTicket(newId(), 6, { title: 'late, another’s', ...mine, operatorId: newId(), dueAt: NOW - 1 }),
  ];
  readerWith({ [TENANT]: rows }, (reader) => {
    const day = reader.myDay(null, NICOLO.personId, { now: NOW, until }, 9).map(({ why, row }) => `${why}: ${row.title}`);
    expect(day).toEqual(['overdue: long late', 'overdue: this minute', 'today: tonight', 'mine: later']);
  });
});

test('DSH-03, SLA-01: the open requests are counted by how they stand to their due dates, of one company or of all', () => {
  const due = (dueAt: number | null, more = {}) => cloudTicket(newId(), 1, { dueAt, ...more });
  const feeds = {
    [TENANT]: [
      due(NOW - 1), due(NOW), due(NOW + 1), due(NOW + DUE_SOON), due(NOW + DUE_SOON + 1),
      due(NOW - 1, { status: 'waiting_for_customer', pausedAt: NOW - 2 }), due(NOW - 1, { status: 'closed', closedAt: NOW, pausedAt: NOW }),
    ],
    [OTHER]: [due(NOW - WEEK)],
  };
  readerWith(feeds, (reader) => {
    expect(reader.standing(TENANT, NOW)).toEqual({ overdue: 2, soon: 2, running: 1, paused: 1 });
    expect(reader.standing(null, NOW)).toEqual({ overdue: 3, soon: 2, running: 1, paused: 1 });
  });
});
