import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { LoggedCommand, NewCommand } from '../store.ts';
import { accepted, ALL, cloudTicket, command, createTicketInput, cursorAt, MARIO, newId, NICOLO, NOW, OTHER, page, temporaryFolder, TENANT } from '../fixtures.ts';
import { CacheReader } from './cache-reader.ts';
import { CacheWriter } from './cache-writer.ts';
import { openCache } from './open-cache.ts';

/* The writer in the order in which its thread may take the work, which tests through threads cannot choose. */
function withWriter(work: (writer: CacheWriter, reader: CacheReader, warnings: string[]) => void): void {
  const { folder, remove } = temporaryFolder();
  const { database } = openCache(join(folder, 'cache.db'), NOW);
  const warnings: string[] = [];
  try {
    work(new CacheWriter(database, (text) => warnings.push(text)), new CacheReader(database), warnings);
  } finally {
    database.close();
    remove();
  }
}

function logged(saved: NewCommand, place: number): LoggedCommand {
  return { ...saved, place, number: null, incarnation: null, result: null, state: 'open', because: null, reason: null, batch: null };
}
const entry = ({ id, place, result, name, body, actor }: LoggedCommand) => ({ id, place, result, state: 'open' as const, facts: { name, body, actor } });
const shown = (reader: CacheReader) => reader.listTickets(ALL, 0, 50, MARIO.personId).rows;

test('a command that overtakes a page is not forgotten by the list that was made with the page', () => {
  withWriter((writer, reader) => {
    const saved = logged(command('ticket.create', createTicketInput(newId())), 7);
    writer.notice({ tenant: TENANT, upTo: 6, entries: [] });
    writer.apply(saved);
    writer.applyPage(TENANT, cursorAt(0), page(3, [cloudTicket(newId(), 3)]), NOW);
    expect(shown(reader)).toHaveLength(2);
    writer.notice({ tenant: TENANT, upTo: 7, entries: [] });
    writer.rebase(TENANT);
    expect(shown(reader)).toHaveLength(1);
  });
});

test('I10: what was on its way when a feed was lost brings nothing of it back: a page, a reset, the answer to a push, a command', () => {
  withWriter((writer, reader) => {
    writer.applyPage(TENANT, cursorAt(0), page(3, [cloudTicket(newId(), 3)], { complete: false }), NOW);
    const saved = logged(command('ticket.create', createTicketInput(newId(), 'Mia')), 1);
    writer.apply(saved);
    expect(shown(reader)).toHaveLength(2);
    writer.keepFeeds([OTHER]);
    expect(writer.applyPage(TENANT, cursorAt(0), page(5, [cloudTicket(newId(), 5)]), NOW)).toMatchObject({ applied: false });
    writer.resetFeed(TENANT, 'scope', 'beside');
    writer.notice({ tenant: TENANT, upTo: 1, entries: [{ ...entry(saved), result: accepted(saved.id, 4) }] });
    writer.rebase(TENANT);
    writer.apply(logged(command('ticket.create', createTicketInput(newId(), 'Un’altra')), 2));
    expect(reader.scope(TENANT)).toBe('');
    expect(shown(reader)).toEqual([]);
    writer.keepFeeds([OTHER, TENANT]);
    expect(writer.applyPage(TENANT, cursorAt(0), page(5, [cloudTicket(newId(), 5)]), NOW)).toMatchObject({ applied: true });
  });
});

test('I5: a push answered with a number that the feed has passed settles nothing: the cloud was restored, and its row is not here', () => {
  withWriter((writer, reader) => {
    writer.applyPage(TENANT, cursorAt(0), page(10, []), NOW);
    const saved = logged(command('ticket.create', createTicketInput(newId(), 'Mia')), 1);
    writer.apply(saved);
    const list = { tenant: TENANT, upTo: 1, entries: [{ ...entry(saved), result: accepted(saved.id, 8) }] };
    writer.notice(list);
    expect(writer.rebase(TENANT)).toEqual({ resend: false, settled: [] });
    expect(shown(reader)).toMatchObject([{ title: 'Mia' }]);
    writer.notice(list);
    expect(writer.applyPage(TENANT, cursorAt(10), page(11, []), NOW)).toMatchObject({ applied: true, settled: [saved.id] });
  });
});

test('a command that comes back to its place in the middle is run before the later ones', () => {
  withWriter((writer, reader) => {
    const ticketId = newId();
    writer.applyPage(TENANT, cursorAt(0), page(3, [cloudTicket(ticketId, 3)]), NOW);
    const update = (place: number, priority: string) =>
      logged(command('ticket.update', { ticketId, priority, contactId: null }, { actor: NICOLO, now: NOW + place }), place);
    const [first, second] = [update(1, 'low'), update(2, 'high')];
    writer.apply(second);
    writer.apply(first);
    expect(shown(reader)).toMatchObject([{ priority: 'high', updatedAt: NOW + 2 }]);
    writer.notice({ tenant: TENANT, upTo: 2, entries: [entry(first)] });
    writer.rebase(TENANT);
    expect(shown(reader)).toMatchObject([{ priority: 'low', updatedAt: NOW + 1 }]);
  });
});

test('a cache that was made anew asks for the commands again instead of losing them', () => {
  withWriter((writer, reader) => {
    const saved = logged(command('ticket.create', createTicketInput(newId())), 1);
    writer.notice({ tenant: TENANT, upTo: 1, entries: [{ ...entry(saved), facts: null }] });
    const asked = page(3, [cloudTicket(newId(), 3)]);
    expect(writer.applyPage(TENANT, cursorAt(0), asked, NOW)).toEqual({ resend: true });
    expect(shown(reader)).toEqual([]);
    writer.notice({ tenant: TENANT, upTo: 1, entries: [entry(saved)] });
    expect(writer.applyPage(TENANT, cursorAt(0), asked, NOW)).toMatchObject({ applied: true });
    expect(shown(reader)).toHaveLength(2);
  });
});

test('a page that cannot be written leaves rows and cursor as they were (I7, R8)', () => {
  withWriter((writer, reader) => {
    const good = page(3, [cloudTicket(newId(), 3)]);
    const table = good.tables[0];
    if (table === undefined) throw new Error('no table');
    const broken = [
      { ...good, tables: [{ ...table, columns: table.columns.map((name) => (name === 'id' ? 'other' : name)) }] },
      { ...good, tables: [table, { ...table, rows: table.rows.map((row) => row.map((cell, index) => (index === 1 ? 'not a number' : cell))) }] },
    ];
    for (const one of broken) expect(() => writer.applyPage(TENANT, cursorAt(0), one, NOW)).toThrow();
    expect([shown(reader), reader.cursor(TENANT)]).toEqual([[], cursorAt(0)]);
    expect(writer.applyPage(TENANT, cursorAt(0), good, NOW)).toMatchObject({ applied: true });
    expect(reader.listTickets(ALL, 0, 50, MARIO.personId)).toMatchObject({ total: 1, counts: { all: 1 } });
  });
});

test('a row that a defect made unreadable stops its own command and no other (I8)', () => {
  withWriter((writer, reader, warnings) => {
    const [bad, good] = [newId(), newId()];
    writer.applyPage(TENANT, cursorAt(0), page(3, [cloudTicket(bad, 3), cloudTicket(good, 3)]), NOW);
    const { tables } = page(4, [cloudTicket(bad, 4)]);
    const damaged = tables.map((table) => ({ ...table, rows: table.rows.map((row) => row.map((cell, index) => (table.columns[index] === 'description' ? '{not json' : cell))) }));
    writer.applyPage(TENANT, cursorAt(3), { ...page(4, []), tables: damaged }, NOW);
    const update = (ticketId: string, place: number) => logged(command('ticket.update', { ticketId, priority: 'high', contactId: null }), place);
    expect(writer.apply(update(bad, 1))).toMatchObject({ refusal: { code: 'unexpected' } });
    expect(writer.apply(update(good, 2))).toMatchObject({ refusal: null });
    expect(warnings).toHaveLength(1);
    expect(reader.listTickets({ ...ALL, priority: 'high' }, 0, 50, MARIO.personId).rows.map((row) => row.id)).toEqual([good]);
  });
});

const dead = (ids: readonly string[], seq: number) => ids.map((id) => ({ entity: 'ticket', id, seq }));
const ticketsHere = (reader: CacheReader) => reader.listTickets(ALL, 0, 1, MARIO.personId).total;

test('more than a fifth of a feed, and more than fifty rows, do not go without a word: rows and cursor stay until then', () => {
  withWriter((writer, reader) => {
    const ids = Array.from({ length: 300 }, () => newId());
    writer.applyPage(TENANT, cursorAt(0), page(3, ids.map((id) => cloudTicket(id, 3))), NOW);
    // A fifth, in two pages of one pull; the row that takes it above asks, the cursor where it was.
    expect(writer.applyPage(TENANT, cursorAt(3), page(4, dead(ids.slice(0, 30), 4), { complete: false }), NOW)).toMatchObject({ applied: true, held: null });
    expect(writer.applyPage(TENANT, cursorAt(4), page(5, dead(ids.slice(30, 60), 5), { complete: false }), NOW)).toMatchObject({ applied: true });
    const more = page(6, [...dead(ids.slice(60, 61), 6), cloudTicket(newId(), 6)]);
    expect(writer.applyPage(TENANT, cursorAt(5), more, NOW)).toMatchObject({ applied: false, held: { rows: 61, of: 300 } });
    expect([ticketsHere(reader), reader.cursor(TENANT)]).toEqual([240, cursorAt(5)]);
    expect(writer.applyPage(TENANT, cursorAt(5), { ...more, mayDelete: true }, NOW)).toMatchObject({ applied: true, held: null });
    expect([ticketsHere(reader), reader.cursor(TENANT)]).toEqual([240, cursorAt(6)]);
    // The next pull counts anew.
    expect(writer.applyPage(TENANT, cursorAt(6), page(7, dead(ids.slice(61, 101), 7)), NOW)).toMatchObject({ applied: true });
  });
});

test('few rows, rows that are not here, and rows that a right hides never ask', () => {
  withWriter((writer, reader) => {
    const ids = Array.from({ length: 60 }, () => newId());
    writer.applyPage(TENANT, cursorAt(0), page(3, ids.map((id) => cloudTicket(id, 3))), NOW);
    expect(writer.applyPage(TENANT, cursorAt(3), page(4, dead(ids.slice(0, 50), 4)), NOW)).toMatchObject({ applied: true });
    expect(writer.applyPage(TENANT, cursorAt(4), page(5, dead(Array.from({ length: 900 }, () => newId()), 5)), NOW)).toMatchObject({ applied: true });
    const again = Array.from({ length: 200 }, () => newId());
    writer.applyPage(TENANT, cursorAt(5), page(6, again.map((id) => cloudTicket(id, 6))), NOW);
    expect(writer.applyPage(TENANT, cursorAt(6), page(7, [], { gone: again.map((id) => ({ entity: 'ticket', id })) }), NOW)).toMatchObject({ applied: true });
    expect(ticketsHere(reader)).toBe(10);
  });
});

test('sums are of the cloud’s rows alone: what waits here changes them no more than what is shown (R3)', () => {
  withWriter((writer, reader) => {
    const ids = Array.from({ length: 5 }, () => newId());
    writer.applyPage(TENANT, cursorAt(0), page(3, ids.map((id) => cloudTicket(id, 3))), NOW);
    const sums = () => reader.sums(TENANT, cursorAt(3))?.filter(({ rows }) => rows > 0);
    const before = sums();
    expect(before).toMatchObject([{ entity: 'ticket', rows: 5 }]);
    writer.apply(logged(command('ticket.update', { ticketId: ids[0], priority: 'high', contactId: null }), 1));
    writer.apply(logged(command('ticket.create', createTicketInput(newId())), 2));
    expect(ticketsHere(reader)).toBe(6);
    expect(sums()).toEqual(before);
    expect(reader.sums(TENANT, cursorAt(2))).toBeUndefined();
  });
});
