import { copyFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { WriteDatabase } from '../sqlite/handles.ts';
import type { LoggedCommand, NewCommand } from '../store.ts';
import { accepted, ALL, cloudTicket, command, createTicketInput, cursorAt, MARIO, newId, NOW, page, temporaryFolder, TENANT, type CloudRow } from '../fixtures.ts';
import { CacheReader } from './cache-reader.ts';
import { CacheWriter } from './cache-writer.ts';
import { deleteDropped } from './dropped-feeds.ts';
import { indexWords } from './index-words.ts';
import { openCache } from './open-cache.ts';

const OTHER = newId();
let files = temporaryFolder();
let desk = open('cache.db');

function open(name: string) {
  const file = join(files.folder, name);
  const { database } = openCache(file, NOW);
  const writer = new CacheWriter(database, (text) => expect.unreachable(text));
  return { file, database, writer, reader: new CacheReader(database) };
}
beforeEach(() => {
  desk.database.close();
  files.remove();
  files = temporaryFolder();
  desk = open('cache.db');
});
afterEach(() => desk.database.close());

const titles = (reader: CacheReader, tenant: string | null = TENANT) =>
  reader.listTickets({ ...ALL, tenant }, 0, 50, MARIO.personId).rows.map(({ title }) => title).sort();
const counts = (reader: CacheReader) => reader.listTickets(ALL, 0, 50, MARIO.personId);
const logged = (saved: NewCommand, place: number, result: LoggedCommand['result'] = null): LoggedCommand =>
  ({ ...saved, place, number: null, incarnation: null, result, state: 'open', reason: null, batch: null, because: null });
const entry = ({ id, place, result, name, body, actor }: LoggedCommand) => ({ id, place, result, state: 'open' as const, facts: { name, body, actor } });
const old = (count: number, seq: number): CloudRow[] => Array.from({ length: count }, (_, index) => cloudTicket(newId(), seq, { title: `vecchia ${index}` }));
const finish = (database: WriteDatabase) => {
  while (deleteDropped(database, 5) || indexWords(database, 5));
};

test('While a feed is loaded again, the list stays as it was, commands are taken and kept, and the whole feed comes in one step', () => {
  const { writer, reader } = desk;
  writer.applyPage(TENANT, cursorAt(0), page(10, old(3, 10)), NOW);
  writer.resetFeed(TENANT, 'scope 2', 'beside');
  expect([titles(reader), reader.cursor(TENANT), reader.scope(TENANT)]).toEqual([['vecchia 0', 'vecchia 1', 'vecchia 2'], cursorAt(0), 'scope 2']);
  expect(writer.applyPage(TENANT, cursorAt(0), page(4, [cloudTicket(newId(), 4, { title: 'nuova 0' })], { complete: false }), NOW)).toMatchObject({ applied: true, entities: [] });
  const mine = logged(command('ticket.create', createTicketInput(newId(), 'mia')), 1);
  writer.apply(mine);
  expect(titles(reader)).toEqual(['mia', 'vecchia 0', 'vecchia 1', 'vecchia 2']);
  expect(titles(reader, null)).toEqual(titles(reader));
  expect(counts(reader)).toMatchObject({ total: 4, counts: { all: 4, open: 4 } });
  writer.notice({ tenant: TENANT, upTo: 1, entries: [entry(mine)] });
  expect(writer.applyPage(TENANT, cursorAt(4), page(12, [cloudTicket(newId(), 12, { title: 'nuova 1' })]), NOW)).toMatchObject({ applied: true, entities: expect.arrayContaining(['ticket', 'message']) });
  expect([titles(reader), titles(reader, null), reader.cursor(TENANT)]).toEqual([['mia', 'nuova 0', 'nuova 1'], ['mia', 'nuova 0', 'nuova 1'], cursorAt(12)]);
  expect(counts(reader)).toMatchObject({ total: 3, counts: { all: 3, open: 3 } });
});

test('I13: a crash at any step of a load leaves the old feed or the new one whole, and the load goes on from there', () => {
  const rows = [old(40, 10), [cloudTicket(newId(), 4, { title: 'nuova 0' })], [cloudTicket(newId(), 12, { title: 'nuova 1' })]] as const;
  const before = old(40, 10).map((_, index) => `vecchia ${index}`).sort();
  const after = ['nuova 0', 'nuova 1'];
  const mine = logged(command('ticket.create', createTicketInput(newId(), 'mia')), 1);
  const steps: readonly ((writer: CacheWriter, database: WriteDatabase) => unknown)[] = [
    (writer) => writer.applyPage(TENANT, cursorAt(0), page(10, rows[0]), NOW),
    (writer) => writer.resetFeed(TENANT, 'scope', 'beside'),
    (writer) => writer.applyPage(TENANT, cursorAt(0), page(4, rows[1], { complete: false }), NOW),
    (writer) => writer.apply(mine),
    (writer) => writer.applyPage(TENANT, cursorAt(4), page(12, rows[2]), NOW),
    (_writer, database) => deleteDropped(database, 0),
    (_writer, database) => finish(database),
  ];
  for (const [done, step] of steps.entries()) {
    step(desk.writer, desk.database);
    // What a killed process leaves: the file and what is in its side file.
    const name = `crashed-${done}.db`;
    for (const side of ['', '-wal']) if (existsSync(desk.file + side)) copyFileSync(desk.file + side, join(files.folder, name + side));
    const again = open(name);
    try {
      again.writer.notice({ tenant: TENANT, upTo: 1, entries: [entry(mine)] });
      expect(titles(again.reader).filter((title) => title !== 'mia'), `after step ${done}`).toEqual(done < 4 ? before : after);
      for (const rest of steps.slice(done + 1)) rest(again.writer, again.database);
      expect(titles(again.reader), `after step ${done}, gone on`).toEqual(['mia', ...after]);
      const left = again.database.get<{ rows: number; feeds: number }>('SELECT (SELECT count(*) FROM ticket) AS rows, (SELECT count(*) FROM dropped_feed) AS feeds');
      expect(left).toEqual({ rows: 3, feeds: 0 });
    } finally {
      again.database.close();
    }
  }
});

test('A load of one feed leaves the others alone: their pages, their rows, their words', () => {
  const { writer, reader, database } = desk;
  writer.applyPage(TENANT, cursorAt(0), page(10, old(2, 10)), NOW);
  writer.applyPage(OTHER, cursorAt(0), page(5, [cloudTicket(newId(), 5, { title: 'altra' })]), NOW);
  writer.resetFeed(TENANT, '', 'beside');
  writer.applyPage(TENANT, cursorAt(0), page(3, [cloudTicket(newId(), 3, { title: 'nuova' })], { complete: false }), NOW);
  expect(writer.applyPage(OTHER, cursorAt(5), page(6, [cloudTicket(newId(), 6, { title: 'altra ancora' })]), NOW)).toMatchObject({ applied: true });
  finish(database);
  expect(titles(reader, null)).toEqual(['altra', 'altra ancora', 'vecchia 0', 'vecchia 1']);
  expect(reader.search('nuova', null, 10)).toEqual([]);
  expect(reader.listTickets({ ...ALL, text: 'nuova' }, 0, 50, MARIO.personId).rows).toEqual([]);
  writer.applyPage(TENANT, cursorAt(3), page(11, []), NOW);
  expect([reader.search('vecchia', null, 10), reader.search('nuova', null, 10).length, titles(reader, OTHER)]).toEqual([[], 1, ['altra', 'altra ancora']]);
  finish(database);
  expect([reader.search('vecchia', null, 10), reader.search('nuova', null, 10).length, titles(reader, null)]).toEqual([[], 1, ['altra', 'altra ancora', 'nuova']]);
});

test('A reset in the middle of a load begins a new one, and no row of the first is ever seen', () => {
  const { writer, reader, database } = desk;
  writer.applyPage(TENANT, cursorAt(0), page(10, old(1, 10)), NOW);
  writer.resetFeed(TENANT, 'a', 'beside');
  writer.applyPage(TENANT, cursorAt(0), page(4, [cloudTicket(newId(), 4, { title: 'a metà' })], { complete: false }), NOW);
  writer.resetFeed(TENANT, 'b', 'beside');
  expect([reader.cursor(TENANT), reader.scope(TENANT), titles(reader)]).toEqual([cursorAt(0), 'b', ['vecchia 0']]);
  expect(writer.applyPage(TENANT, cursorAt(4), page(9, [cloudTicket(newId(), 9)]), NOW)).toMatchObject({ applied: false });
  writer.applyPage(TENANT, cursorAt(0), page(9, [cloudTicket(newId(), 9, { title: 'nuova' })]), NOW);
  finish(database);
  expect([titles(reader, null), database.get('SELECT count(*) AS rows FROM ticket')]).toEqual([['nuova'], { rows: 1 }]);
});

test('I5: after a fork, what the restored cloud took under a lower number stays in view while the feed is loaded', () => {
  const { writer, reader } = desk;
  const ticketId = newId();
  writer.applyPage(TENANT, cursorAt(0), page(100, [cloudTicket(ticketId, 100, { priority: 'normal' })]), NOW);
  writer.resetFeed(TENANT, '', 'forgotten');
  const saved = command('ticket.update', { ticketId, priority: 'high', contactId: null });
  const update = logged(saved, 1);
  writer.apply(update);
  const priority = () => reader.listTickets(ALL, 0, 50, MARIO.personId).rows.map((row) => row.priority);
  expect(priority()).toEqual(['high']);
  writer.notice({ tenant: TENANT, upTo: 1, entries: [entry({ ...update, result: accepted(saved.id, 61) })] });
  writer.rebase(TENANT);
  expect(priority()).toEqual(['high']);
  expect(writer.applyPage(TENANT, cursorAt(0), page(61, [cloudTicket(ticketId, 61, { priority: 'high' })]), NOW)).toMatchObject({ settled: [saved.id] });
  expect(priority()).toEqual(['high']);
});

test('A right that was taken away does not wait for the load: rows outside the areas, or of a feed that changed unheard, go at once', () => {
  const { writer, reader } = desk;
  const member: CloudRow = { entity: 'membership', id: newId(), seq: 10, values: { name: 'A', email: 'a@b.it', phone: '', roles: [], activeSince: 0, active: true } };
  writer.setScopes([{ tenant: TENANT, areas: ['org', 'support'], side: 'customer' }]);
  writer.applyPage(TENANT, cursorAt(0), page(10, [...old(2, 10), member]), NOW);
  writer.setScopes([{ tenant: TENANT, areas: ['support'], side: 'customer' }]);
  expect([reader.row(TENANT, 'membership', member.id), titles(reader).length]).toEqual([undefined, 2]);
  writer.resetFeed(TENANT, 'other', 'at_once');
  expect([titles(reader), titles(reader, null), reader.scope(TENANT)]).toEqual([[], [], 'other']);
  writer.applyPage(TENANT, cursorAt(0), page(3, [cloudTicket(newId(), 3, { title: 'nuova' })]), NOW);
  expect(titles(reader)).toEqual(['nuova']);
});
