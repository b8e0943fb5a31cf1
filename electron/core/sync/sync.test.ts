import { expect, test } from 'vitest';
import { PEOPLE, TENANTS } from '#cloud/testing/small-data.ts';
import { startFaultyProxy } from '#tests/harness/faulty-proxy.ts';
import type { TestCore } from '../testing/test-core.ts';
import { allSent, createTicket, lampIs, newId, numbered, replyInput, run, testOffice, tickets } from '../testing/test-office.ts';

const office = testOffice();

test('OFF-01, OFF-02: without a network a ticket is saved, shown and told; with it, it goes by itself and once', async () => {
  const core = await office.signedIn();
  office.proxy.setOnline(false);
  await lampIs(core, 'offline');
  const id = await createTicket(core, 'Senza rete');
  expect((await tickets(core)).find((row) => row.id === id)).toMatchObject({ number: null, sync: 'waiting', title: 'Senza rete' });
  expect(await core.invoke('outbox.list', { includeDelivered: false })).toMatchObject([{ title: 'Senza rete', target: { entity: 'ticket', id } }]);
  expect(await core.invoke('sync.state', {})).toMatchObject({ lamp: 'offline', waiting: 1, needsYou: 0, problem: 'cloud.unreachable' });
  office.proxy.setOnline(true);
  await core.invoke('sync.now', {});
  await numbered(core, id);
  await lampIs(core, 'online');
  expect(await core.invoke('outbox.list', { includeDelivered: false })).toEqual([]);
});

test('R2: the answer to the push is lost after the cloud acted; exactly one ticket', async () => {
  const core = await office.signedIn();
  office.proxy.plan('/v1/sync/push', { kind: 'drop-answer' }, 1);
  const met = office.proxy.met.length;
  const id = await createTicket(core, 'Risposta persa');
  const row = await numbered(core, id);
  expect(office.proxy.met.length).toBe(met + 1);
  const other = await office.signedIn({}, PEOPLE.giada);
  expect((await tickets(other)).filter((ticket) => ticket.title === 'Risposta persa')).toMatchObject([{ id, number: row.number }]);
});

test('The cloud’s place is taken by a page of HTML: nothing is lost, and it goes once the network is itself again', async () => {
  const core = await office.signedIn();
  office.proxy.plan('/v1', { kind: 'html' }, 3);
  const id = await createTicket(core, 'Portale Wi-Fi');
  await core.until(async () => (await core.invoke('sync.state', {})).problem === 'cloud.not_sportello', 'the problem told');
  await numbered(core, id);
});

test('I14: a clock years off changes nothing: the ticket carries the cloud’s time', async () => {
  const wrong = 9 * 365 * 86_400_000;
  for (const by of [wrong, -wrong]) {
    const core = await office.signedIn({ ports: { now: () => Date.now() + by } });
    const id = await createTicket(core, `Orologio ${by > 0 ? 'avanti' : 'indietro'}`);
    const row = await numbered(core, id);
    expect(Math.abs(row.createdAt - Date.now())).toBeLessThan(60_000);
  }
});

test('R4: what the cloud refuses stays for its author, blocks nobody, and its words come back with a click', async () => {
  const nicolo = await office.signedIn({}, PEOPLE.nicolo);
  const hers = await startFaultyProxy(office.cloud.url);
  const veronica = await office.signedIn({ cloudUrl: hers.url }, PEOPLE.veronica);
  const mario = await office.signedIn();
  const id = await createTicket(mario, 'Contesa');
  await numbered(mario, id);
  await numbered(nicolo, id);
  await numbered(veronica, id);
  hers.setOnline(false);
  const take = async (core: TestCore) => run(core, 'ticket.take', { ticketId: id, eventId: await newId(core) });
  expect(await take(veronica)).toMatchObject({ state: 'saved' });
  expect(await take(nicolo)).toMatchObject({ state: 'saved' });
  await allSent(nicolo);
  hers.setOnline(true);
  await veronica.invoke('sync.now', {});
  await lampIs(veronica, 'needs_you');
  const [entry] = await veronica.invoke('outbox.list', { includeDelivered: false });
  expect(entry).toMatchObject({ state: 'needs_you', outcome: { state: 'refused', refusal: { code: 'ticket.take.taken' } } });
  await veronica.until(async () => (await veronica.invoke('tickets.get', { tenant: TENANTS.rossi, id }))?.ticket.operatorName === PEOPLE.nicolo.name, 'who took it');
  await veronica.invoke('outbox.withdraw', { commandId: entry?.commandId ?? '' });
  await lampIs(veronica, 'online');
  await hers.stop();
});

test('DET-01: an answer of the operator shows on the other desk without asking', async () => {
  const mario = await office.signedIn();
  const nicolo = await office.signedIn({}, PEOPLE.nicolo);
  const id = await createTicket(mario, 'Chi risponde?');
  await numbered(nicolo, id);
  await run(nicolo, 'ticket.reply', await replyInput(nicolo, id, 'Guardo subito'));
  await mario.until(async () => (await mario.invoke('tickets.get', { tenant: TENANTS.rossi, id }))?.messages.some((message) => message.plain === 'Guardo subito'), 'the answer');
  expect(mario.heard('changed').some((change) => change.entities.includes('message'))).toBe(true);
});

test('LST-01: windows hear when the words of a new request are in the search', async () => {
  const core = await office.signedIn();
  const heard = core.heard('indexed').length;
  const id = await createTicket(core, 'Quisquilie nuove');
  await core.until(async () => (await core.invoke('tickets.search', { text: 'quisquilie', tenant: null, limit: 9 })).some((hit) => hit.ticketId === id), 'the words');
  await core.until(() => core.heard('indexed').length > heard, 'to be told');
});
