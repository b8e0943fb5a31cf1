import { join } from 'node:path';
import BetterSqlite from 'better-sqlite3';
import { expect, test } from 'vitest';
import { richTextOf } from '#shared/domain/kernel/rich-text.ts';
import { statusSchema } from '#shared/domain/tickets/values.ts';
import type { Store } from '../store.ts';
import {
  accepted, ALL, cloudMessage, cloudTicket, command, createTicketInput, cursorAt, MARIO, newId, NICOLO, NOW, OTHER, page, refused, replyInput, TENANT, withStore,
} from '../fixtures.ts';

/** The feed whole and its areas known, so that nothing is `unknown`. */
async function wholeFeed(store: Store, seq = 10, rows = [] as Parameters<typeof page>[1]) {
  await store.cache.setScopes([{ tenant: TENANT, areas: ['org', 'support', 'personal'], side: 'customer' }]);
  await store.cache.applyPage(TENANT, cursorAt(0), page(seq, rows));
}

const list = async (store: Store) => (await store.cache.listTickets(ALL, 0, 50, MARIO.personId)).rows;

test('a ticket raised without a network is in the list at once and waits (I5)', async () => {
  await withStore(async (store) => {
    const ticketId = newId();
    const logged = store.log.append(command('ticket.create', createTicketInput(ticketId)), []);
    const effect = await store.cache.apply(logged);
    expect(effect).toMatchObject({ title: 'Stampa ferma', target: { entity: 'ticket', id: ticketId }, refusal: null });
    expect(await list(store)).toMatchObject([{ id: ticketId, title: 'Stampa ferma', number: null, firstLine: 'La stampante non risponde.', sync: 'waiting' }]);
    expect(await store.cache.ticket(TENANT, ticketId)).toMatchObject({ ticket: { sync: 'waiting', rev: 0 } });
  });
});

test('an accepted command never flickers: reply, partial page and complete page each show its row once (I5)', async () => {
  await withStore(async (store) => {
    const ticketId = newId();
    await wholeFeed(store, 10, [cloudTicket(ticketId, 10)]);
    const input = replyInput(ticketId, 'Ancora ferma');
    const logged = store.log.append(command('ticket.reply', input), []);
    await store.cache.apply(logged);
    const shown = async () => {
      const detail = await store.cache.ticket(TENANT, ticketId);
      return detail?.messages.map(({ id, sync, commandId }) => ({ id, sync, commandId }));
    };
    expect(await shown()).toEqual([{ id: input.messageId, sync: 'waiting', commandId: logged.id }]);

    store.log.recordResults([accepted(logged.id, 20)]);
    expect(await store.cache.rebase(TENANT)).toEqual({ settled: [] });
    expect(await shown()).toEqual([{ id: input.messageId, sync: 'settled', commandId: logged.id }]);

    const partial = page(15, [cloudTicket(newId(), 15)], { complete: false });
    expect(await store.cache.applyPage(TENANT, cursorAt(10), partial)).toMatchObject({ applied: true, settled: [] });
    expect(await shown()).toHaveLength(1);

    const own = [cloudTicket(ticketId, 20), cloudMessage(input.messageId, ticketId, 20, 'Ancora ferma')];
    const first = page(20, own, { complete: false, results: [accepted(logged.id, 20)] });
    expect(await store.cache.applyPage(TENANT, cursorAt(15), first)).toMatchObject({ applied: true, settled: [] });
    expect(await shown()).toHaveLength(1);

    const last = await store.cache.applyPage(TENANT, cursorAt(20), page(21, []));
    expect(last).toMatchObject({ applied: true, settled: [logged.id] });
    expect(await shown()).toEqual([{ id: input.messageId, sync: 'settled', commandId: null }]);
    expect(await store.cache.effects()).toEqual([]);
  });
});

test('a page whose memory went to a cache that has forgotten a command is asked for again, with the command shown anew (I13)', async () => {
  await withStore(async (store, _report, folder) => {
    await wholeFeed(store);
    const ticketId = newId();
    await store.cache.apply(store.log.append(command('ticket.create', createTicketInput(ticketId)), []));
    const file = new BetterSqlite(join(folder, 'cache.db'));
    file.exec('DELETE FROM effect; DELETE FROM ticket');
    file.close();
    const sent = () => {
      const { tables, ...head } = page(11, [cloudTicket(newId(), 11)]);
      const pieces = tables.map((table, index) => new Uint8Array(Buffer.from(`${index > 0 ? '\n' : ''}${JSON.stringify(table)}`)));
      return { ...head, tables: { pieces } };
    };
    const first = sent();
    expect(await store.cache.applyPage(TENANT, cursorAt(10), first)).toMatchObject({ applied: false, malformed: null });
    // It was not copied: that is what keeps a load from holding the main thread.
    expect(first.tables.pieces.map(({ length }) => length)).toEqual([0]);
    expect((await list(store)).map(({ id }) => id)).toEqual([ticketId]);
    expect(await store.cache.applyPage(TENANT, cursorAt(10), sent())).toMatchObject({ applied: true });
    expect(await list(store)).toHaveLength(2);
  });
});

test('a stale reply writes nothing (I7)', async () => {
  await withStore(async (store) => {
    await wholeFeed(store, 10);
    const stale = await store.cache.applyPage(TENANT, cursorAt(0), page(12, [cloudTicket(newId(), 12)]));
    expect(stale).toMatchObject({ applied: false, settled: [], entities: [] });
    expect(await store.cache.cursor(TENANT)).toEqual(cursorAt(10));
    expect(await list(store)).toEqual([]);
  });
});

test('pending commands are run again over what the cloud sends, and their change stays on top', async () => {
  await withStore(async (store) => {
    const ticketId = newId();
    await wholeFeed(store, 10, [cloudTicket(ticketId, 10, { title: 'Vecchio', priority: 'low' })]);
    const logged = store.log.append(command('ticket.update', { ticketId, priority: 'high', contactId: null }), []);
    await store.cache.apply(logged);
    expect(await list(store)).toMatchObject([{ title: 'Vecchio', priority: 'high' }]);
    await store.cache.applyPage(TENANT, cursorAt(10), page(11, [cloudTicket(ticketId, 11, { title: 'Nuovo', priority: 'low' })]));
    expect(await list(store)).toMatchObject([{ title: 'Nuovo', priority: 'high', sync: 'waiting' }]);

    store.log.setState(logged.id, 'withdrawn');
    await store.cache.rebase(TENANT);
    expect(await list(store)).toMatchObject([{ title: 'Nuovo', priority: 'low', sync: 'settled' }]);
  });
});

test('a command that the newer rows forbid loses its effect and says why (sync.md: da confermare)', async () => {
  await withStore(async (store) => {
    const ticketId = newId();
    await store.cache.setScopes([{ tenant: TENANT, areas: ['support'], side: 'vendor' }]);
    await store.cache.applyPage(TENANT, cursorAt(0), page(10, [cloudTicket(ticketId, 10)]));
    const logged = store.log.append(command('ticket.take', { ticketId, eventId: newId() }, { actor: NICOLO }), []);
    await store.cache.apply(logged);
    expect(await list(store)).toMatchObject([{ status: 'in_progress', operatorName: NICOLO.name }]);
    await store.cache.applyPage(TENANT, cursorAt(10), page(11, [cloudTicket(ticketId, 11, { status: 'in_progress', operatorId: newId(), operatorName: 'ALTRA' })]));
    expect(await list(store)).toMatchObject([{ operatorName: 'ALTRA' }]);
    expect(await store.cache.effects()).toMatchObject([{ commandId: logged.id, refusal: { code: 'ticket.take.taken' } }]);
  });
});

test('a refused command leaves the rows and marks what it was about (R4)', async () => {
  await withStore(async (store) => {
    const ticketId = newId();
    await wholeFeed(store, 10, [cloudTicket(ticketId, 10)]);
    const input = replyInput(ticketId, 'Non arriva');
    const logged = store.log.append(command('ticket.reply', input), []);
    await store.cache.apply(logged);
    const refusal = page(12, [], { results: [refused(logged.id, 12, 'ticket.reopen.too_late')] });
    expect(await store.cache.applyPage(TENANT, cursorAt(10), refusal)).toMatchObject({ applied: true, settled: [] });
    expect((await store.cache.ticket(TENANT, ticketId))?.messages).toEqual([]);
    expect(await list(store)).toMatchObject([{ sync: 'needs_you' }]);
    expect(await store.cache.effects()).toMatchObject([{ title: 'Richiesta 10', target: { id: ticketId }, refusal: { code: 'ticket.reopen.too_late' } }]);
    store.log.setState(logged.id, 'dismissed');
    await store.cache.rebase(TENANT);
    expect(await list(store)).toMatchObject([{ sync: 'settled' }]);
  });
});

test('a ticket number that came with the answer is shown before the page that brings the row', async () => {
  await withStore(async (store) => {
    const ticketId = newId();
    await wholeFeed(store);
    const logged = store.log.append(command('ticket.create', createTicketInput(ticketId)), []);
    await store.cache.apply(logged);
    store.log.recordResults([accepted(logged.id, 12, [{ entity: 'ticket', id: ticketId, values: { number: 4711 } }])]);
    await store.cache.rebase(TENANT);
    expect(await list(store)).toMatchObject([{ number: 4711, sync: 'settled' }]);
  });
});

test('a row that the cloud deleted does not come back while its command waits for the last page (I10)', async () => {
  await withStore(async (store) => {
    const ticketId = newId();
    await wholeFeed(store);
    const logged = store.log.append(command('ticket.create', createTicketInput(ticketId)), []);
    await store.cache.apply(logged);
    const deleted = page(13, [{ entity: 'ticket', id: ticketId, seq: 13 }], { complete: false, results: [accepted(logged.id, 12)] });
    await store.cache.applyPage(TENANT, cursorAt(10), deleted);
    expect(await list(store)).toEqual([]);
    await store.cache.applyPage(TENANT, cursorAt(13), page(14, [cloudTicket(newId(), 14)], { complete: false }));
    expect(await list(store)).toHaveLength(1);
    expect(await store.cache.applyPage(TENANT, cursorAt(14), page(15, []))).toMatchObject({ settled: [logged.id] });
    expect(await list(store)).toHaveLength(1);
  });
});

test('two companies on one desk never mix (R5)', async () => {
  await withStore(async (store) => {
    const [mine, theirs] = [newId(), newId()];
    await store.cache.applyPage(TENANT, cursorAt(0), page(5, [cloudTicket(mine, 5), { entity: 'company', id: TENANT, seq: 4, values: { name: 'ROSSI SRL', vatNumber: '', kind: 'customer' } }]));
    await store.cache.applyPage(OTHER, cursorAt(0), page(9, [cloudTicket(theirs, 9)]));
    expect(await store.cache.ticket(OTHER, mine)).toBeUndefined();
    const own = await store.cache.listTickets({ ...ALL, tenant: TENANT }, 0, 50, MARIO.personId);
    expect(own).toMatchObject({ rows: [{ id: mine, tenantName: 'ROSSI SRL' }], total: 1, counts: { all: 1, open: 1 } });
    expect((await store.cache.listTickets(ALL, 0, 50, MARIO.personId)).total).toBe(2);
    expect(await store.cache.cursor(TENANT)).toEqual(cursorAt(5));
    await store.cache.keepFeeds([OTHER]);
    expect(await store.cache.ticket(TENANT, mine)).toBeUndefined();
    expect(await store.cache.cursor(TENANT)).toEqual(cursorAt(0));
    expect(await store.cache.ticket(OTHER, theirs)).toBeDefined();
  });
});

test('preview runs the rule on the rows shown, says the revisions it stands on and writes nothing', async () => {
  await withStore(async (store) => {
    const ticketId = newId();
    await wholeFeed(store, 10, [{ ...cloudTicket(ticketId, 10), rev: 7 }]);
    const run = await store.cache.preview({
      id: newId(), tenant: TENANT, name: 'ticket.update', input: { ticketId, priority: 'low', contactId: null }, now: NOW, actor: MARIO,
    });
    expect(run).toMatchObject({ decision: { kind: 'changes' }, bases: { [`ticket/${ticketId}`]: 7 }, knownAt: NOW });
    expect(await list(store)).toMatchObject([{ priority: 'normal', sync: 'settled' }]);
  });
});

test('what is not here is unknown until the feed was whole, and outside its areas for ever', async () => {
  await withStore(async (store) => {
    const input = replyInput(newId(), 'Ciao');
    const ask = async (given: unknown = input) =>
      (await store.cache.preview({ id: newId(), tenant: TENANT, name: 'ticket.reply', input: given, now: NOW, actor: NICOLO })).decision;
    expect(await ask()).toEqual({ kind: 'undecided' });
    const ticketId = newId();
    await store.cache.setScopes([{ tenant: TENANT, areas: ['support'], side: 'vendor' }]);
    await store.cache.applyPage(TENANT, cursorAt(0), page(3, [cloudTicket(ticketId, 3)]));
    expect(await ask()).toMatchObject({ kind: 'refused', refusal: { code: 'ticket.unknown' } });
    // People stand in `org`, which a contract does not give.
    expect(await ask(replyInput(ticketId, 'Ciao', { contactId: newId() }))).toEqual({ kind: 'undecided' });
  });
});

test('an accepted command whose feed is reset is shown until the feed is whole again, then settled', async () => {
  await withStore(async (store) => {
    const ticketId = newId();
    await wholeFeed(store, 10);
    const logged = store.log.append(command('ticket.create', createTicketInput(ticketId)), []);
    await store.cache.apply(logged);
    store.log.recordResults([accepted(logged.id, 12)]);
    await store.cache.resetFeed(TENANT, 'scope-2');
    expect(await store.cache.scope(TENANT)).toBe('scope-2');
    expect(await store.cache.cursor(TENANT)).toEqual(cursorAt(0));
    expect(await list(store)).toMatchObject([{ id: ticketId }]);
    const whole = page(12, [cloudTicket(ticketId, 12)], { results: [accepted(logged.id, 12)] });
    expect(await store.cache.applyPage(TENANT, cursorAt(0), whole)).toMatchObject({ settled: [logged.id] });
    expect(await list(store)).toMatchObject([{ id: ticketId, title: 'Richiesta 12' }]);
  });
});

test('a settled command is never run again, whatever the log still says', async () => {
  await withStore(async (store) => {
    const ticketId = newId();
    await wholeFeed(store, 10);
    const logged = store.log.append(command('ticket.create', createTicketInput(ticketId)), []);
    await store.cache.apply(logged);
    await store.cache.applyPage(TENANT, cursorAt(10), page(12, [cloudTicket(ticketId, 12)], { results: [accepted(logged.id, 12)] }));
    await store.cache.applyPage(TENANT, cursorAt(12), page(13, [{ entity: 'ticket', id: ticketId, seq: 13 }]));
    // The log was never told of the result.
    expect(store.log.open(TENANT)).toHaveLength(1);
    await store.cache.apply(logged);
    expect(await store.cache.rebase(TENANT)).toEqual({ settled: [logged.id] });
    expect(await list(store)).toEqual([]);
    expect(await store.cache.settledIds()).toEqual([logged.id]);
  });
});

test('a command saved while a page waits its turn keeps its effect', async () => {
  await withStore(async (store) => {
    await wholeFeed(store, 10);
    const ticketId = newId();
    const rows = Array.from({ length: 500 }, (_, index) => cloudTicket(newId(), 11 + index, { plain: 'x', description: richTextOf('x') }));
    const pulled = store.cache.applyPage(TENANT, cursorAt(10), page(600, rows));
    const logged = store.log.append(command('ticket.create', createTicketInput(ticketId)), []);
    const applied = store.cache.apply(logged);
    await Promise.all([pulled, applied]);
    expect(await store.cache.ticket(TENANT, ticketId)).toBeDefined();
  });
});

test('A rule sees what was saved a moment ago, without waiting for the writer, which has a page in hand', async () => {
  await withStore(async (store) => {
    await wholeFeed(store, 10);
    const ticketId = newId();
    const rows = Array.from({ length: 500 }, (_, index) => cloudTicket(newId(), 11 + index, { plain: 'x', description: richTextOf('x') }));
    const pulled = store.cache.applyPage(TENANT, cursorAt(10), page(600, rows));
    const create = { id: newId(), tenant: TENANT, name: 'ticket.create', input: createTicketInput(ticketId, 'Stampa ferma', { private: false }), now: NOW, actor: MARIO };
    const { decision } = await store.cache.preview(create);
    const changes = decision.kind === 'changes' ? decision.changes : [];
    const applied = store.cache.apply(store.log.append(command('ticket.create', create.input), []), changes);
    const update = await store.cache.preview({ ...create, id: newId(), name: 'ticket.update', input: { ticketId, priority: 'low', contactId: null } });
    expect(update).toMatchObject({ decision: { kind: 'changes' }, bases: { [`ticket/${ticketId}`]: 0 } });
    await Promise.all([pulled, applied]);
  });
});

test('an answer is shown no older than its question, as the cloud will have it, when a clock was wrong (I14)', async () => {
  await withStore(async (store) => {
    const ticketId = newId();
    await wholeFeed(store, 10, [cloudTicket(ticketId, 10, { createdAt: NOW - 3_600_000 })]);
    await store.cache.apply(store.log.append(command('ticket.reply', replyInput(ticketId, 'Orologio indietro'), { now: NOW - 7_200_000 }), []));
    expect((await store.cache.ticket(TENANT, ticketId))?.messages).toMatchObject([{ plain: 'Orologio indietro', at: NOW - 3_600_000 }]);
  });
});

test('DSH-02: open is everything but Chiuso, in the counts and in the filter', async () => {
  await withStore(async (store) => {
    const given = statusSchema.options.map((status, index) => cloudTicket(newId(), index + 1, { status, closedAt: status === 'closed' ? NOW : null }));
    await wholeFeed(store, 10, given);
    const of = async (status: 'open' | 'closed') => (await store.cache.listTickets({ ...ALL, status }, 0, 50, MARIO.personId)).rows.map((row) => row.status).toSorted();
    expect((await store.cache.listTickets(ALL, 0, 50, MARIO.personId)).counts).toMatchObject({ all: 5, open: 4 });
    expect(await of('open')).toEqual(['in_development', 'in_progress', 'unassigned', 'waiting_for_customer']);
    expect(await of('closed')).toEqual(['closed']);
  });
});
