import { beforeAll, expect, test } from 'vitest';
import { v7 as uuidv7 } from 'uuid';
import { PASSWORD, PEOPLE, TENANTS, ticketInput } from '#cloud/testing/small-data.ts';
import { ROUTES } from '#shared/api/routes.ts';
import type { Role } from '#shared/domain/access/roles.ts';
import type { EventLog } from '../errors/event-log.ts';
import { accepted, cloudTicket, command, createTicketInput, cursorAt, newId as fixtureId, page, replyInput as fixtureReply, TENANT, withStore } from '../store/fixtures.ts';
import type { TestCore } from '../testing/test-core.ts';
import { allSent, createTicket, EVERYTHING, lampIs, newId, numbered, replyInput, run, testOffice, tickets } from '../testing/test-office.ts';
import type { SyncLine } from './line.ts';
import { keepHidden, releaseShown } from './out-of-sight.ts';

/* LST-08 on the desk: what the person lost sight of goes, what they wrote stays. */

const office = testOffice();
const PAOLO = { id: uuidv7(), email: 'paolo.neri@rossisrl.example' };
beforeAll(async () => {
  const roles: Role[] = ['user'];
  await office.cloud.cloud.admin.createPerson({ ...PAOLO, name: 'PAOLO NERI', password: PASSWORD, language: 'it' });
  await office.cloud.cloud.admin.addMember(TENANTS.rossi, PAOLO.id, roles);
});
const setPrivate = async (core: TestCore, ticketId: string, value: boolean) => {
  expect(await run(core, 'ticket.set_private', { ticketId, eventId: await newId(core), private: value })).toMatchObject({ state: 'saved' });
  await allSent(core);
};
const shows = async (core: TestCore, id: string) => (await tickets(core)).some((row) => row.id === id);

test('LST-08: made private, a request leaves the desk of whoever may not see it: list, detail, search and counts; the draft of a reply stays, and it comes back when it is shown again', async () => {
  const mario = await office.signedIn();
  const paolo = await office.signedIn({}, PAOLO);
  const id = await createTicket(mario, 'Quisquilie riservate');
  await run(mario, 'ticket.reply', await replyInput(mario, id, 'Altre quisquilie'));
  await paolo.until(() => shows(paolo, id), 'the request');
  const search = async () => (await paolo.invoke('tickets.search', { text: 'quisquilie', tenant: null, limit: 10 })).map((hit) => hit.ticketId);
  await paolo.until(async () => (await search()).length === 2, 'the words');
  const { counts } = await paolo.invoke('tickets.list', { query: EVERYTHING, offset: 0, limit: 1 });
  const draftId = await newId(paolo);
  await paolo.invoke('drafts.save', { id: draftId, kind: `ticket.reply:${id}`, tenant: TENANTS.rossi, title: 'A metà', content: { words: 'A metà' } });

  await setPrivate(mario, id, true);
  await paolo.until(async () => !(await shows(paolo, id)), 'the request to go');
  expect(await paolo.invoke('tickets.get', { tenant: TENANTS.rossi, id })).toBeNull();
  expect(await search()).toEqual([]);
  expect((await paolo.invoke('tickets.list', { query: EVERYTHING, offset: 0, limit: 1 })).counts.all).toBe(counts.all - 1);
  expect(await paolo.invoke('drafts.get', { id: draftId })).toMatchObject({ title: 'A metà' });
  // It is private, and says so, where it is still seen.
  const onlyPrivate = (await mario.invoke('tickets.list', { query: { ...EVERYTHING, onlyPrivate: true }, offset: 0, limit: 10 }));
  expect(onlyPrivate).toMatchObject({ total: 1, rows: [{ id, private: true }] });
  // Written offline by somebody who has not heard: the cloud refuses it like one on none, and it is kept for its author.
  await setPrivate(mario, id, false);
  await paolo.until(() => shows(paolo, id), 'the request again');
  expect((await paolo.invoke('tickets.get', { tenant: TENANTS.rossi, id }))?.messages.length).toBe(3);
});

test('LST-08: what was written on it in the dark needs its author, who finds the words again (R4, R7)', async () => {
  const mario = await office.signedIn();
  const id = await createTicket(mario, 'Chiusa mentre scrivo');
  await numbered(mario, id);
  const paolo = await office.signedIn({}, PAOLO);
  await paolo.until(() => shows(paolo, id), 'the request');
  const root = paolo.root;
  await paolo.stop();
  await setPrivate(mario, id, true);
  office.proxy.setOnline(false);
  const again = await office.start({ root });
  expect(await run(again, 'ticket.reply', await replyInput(again, id, 'Non lo sapevo'))).toMatchObject({ state: 'saved' });
  office.proxy.setOnline(true);
  await again.invoke('session.signIn', { email: PAOLO.email, password: PASSWORD, remember: true });
  await lampIs(again, 'needs_you');
  const [entry] = await again.invoke('outbox.list', { includeDelivered: false });
  expect(entry).toMatchObject({ state: 'needs_you', outcome: { refusal: { code: 'ticket.unknown' } } });
  await again.until(async () => !(await shows(again, id)), 'the request to go');
  const { draftId } = await again.invoke('outbox.edit', { commandId: entry?.commandId ?? '' });
  expect(await again.invoke('drafts.get', { id: draftId ?? '' })).toMatchObject({ kind: `ticket.reply:${id}`, title: 'Non lo sapevo' });
});

test("LST-08: the company's choice takes what is not theirs from its users' desks, and the administrator's desk does not start again", async () => {
  const giada = await office.signedIn({}, PEOPLE.giada);
  const paolo = await office.signedIn({}, PAOLO);
  const id = await newId(giada);
  await run(giada, 'ticket.create', ticketInput(id, 'Di Giada per tutti', PEOPLE.giada.email));
  await paolo.until(() => shows(paolo, id), 'the request');
  const resets = async (core: TestCore) => (await core.invoke('app.log', { limit: 500 })).filter(({ text }) => text.startsWith('sync.reset')).length;
  const before = await resets(giada);
  await run(giada, 'support_settings.change', { usersSeeAll: false });
  await paolo.until(async () => !(await shows(paolo, id)), 'the request to go');
  expect(await giada.invoke('company.support', { tenant: TENANTS.rossi })).toMatchObject({ usersSeeAll: false });
  await run(giada, 'support_settings.change', { usersSeeAll: true });
  await paolo.until(() => shows(paolo, id), 'the request again');
  expect(await resets(giada)).toBe(before);
  expect(office.proxy.forwarded.some(({ path }) => path === ROUTES.me)).toBe(true);
});

/** All that the two functions work with. */
function lineOver(store: SyncLine['store']): SyncLine {
  const events = { write: () => undefined } as unknown as EventLog; // they write to it and read nothing
  return { store, events } as SyncLine; // nor anything else of the line
}

test('LST-08: what has not left waits with its reason when its row goes, and goes by itself when the row is back, with what stood on it', async () => {
  await withStore(async (store) => {
    const line = lineOver(store);
    const { log, cache } = store;
    const [hidden, other] = [fixtureId(), fixtureId()];
    await cache.setScopes([{ tenant: TENANT, areas: ['org', 'support'], side: 'customer' }]);
    await cache.applyPage(TENANT, cursorAt(0), page(5, [cloudTicket(hidden, 4), cloudTicket(other, 5)]));
    const reply = (ticketId: string, text: string) => {
      const input = fixtureReply(ticketId, text);
      const given = command('ticket.reply', input);
      return log.append({ ...given, body: JSON.stringify({ ...JSON.parse(given.body), bases: { [`ticket/${ticketId}`]: 1, [`message/${input.messageId}`]: 0 } }) }, []);
    };
    const [waiting, numberedOne, fine] = [reply(hidden, 'In attesa'), reply(hidden, 'Forse arrivata'), reply(other, 'Altrove')];
    const delivered = log.append(command('ticket.create', createTicketInput(fixtureId())), []);
    log.number(TENANT, [numberedOne.id, delivered.id]);
    log.recordResults([accepted(delivered.id, 5)]);
    for (const one of [waiting, numberedOne, fine]) await cache.apply(one);

    const gone = [{ entity: 'ticket', id: hidden }];
    await cache.applyPage(TENANT, cursorAt(5), page(6, [], { gone }));
    await keepHidden(line, TENANT, gone);
    expect([waiting, numberedOne, fine].map(({ id }) => [log.get(id)?.state, log.get(id)?.reason])).toEqual([['parked', 'row.hidden'], ['open', null], ['open', null]]);
    expect(await releaseShown(line, TENANT)).toBe(false);
    expect(log.get(waiting.id)?.state).toBe('parked');

    await cache.applyPage(TENANT, cursorAt(6), page(7, [cloudTicket(hidden, 7)]));
    expect(await releaseShown(line, TENANT)).toBe(true);
    expect(log.get(waiting.id)).toMatchObject({ state: 'open', reason: null });
    expect((await cache.ticket(TENANT, hidden))?.messages.map((row) => row.plain).sort()).toEqual(['Forse arrivata', 'In attesa']);
  });
});
