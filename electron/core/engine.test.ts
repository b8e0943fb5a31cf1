import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { richTextOf } from '#shared/domain/kernel/rich-text.ts';
import type { TicketQuery } from '#shared/rpc/contract.ts';
import { PASSWORD, PEOPLE, TENANTS, ticketInput } from '#cloud/testing/small-data.ts';
import { createTestCloud, type TestCloud } from '#cloud/testing/test-cloud.ts';
import { startFaultyProxy, type FaultyProxy } from '#tests/harness/faulty-proxy.ts';
import { startTestCore, type TestCore, type TestCoreOptions } from './testing/test-core.ts';

let cloud: TestCloud;
let proxy: FaultyProxy;
const cores: TestCore[] = [];
beforeAll(async () => {
  cloud = await createTestCloud();
  proxy = await startFaultyProxy(cloud.url);
});
afterEach(async () => {
  proxy.setOnline(true);
  for (const core of cores.splice(0)) await core.stop();
});
afterAll(async () => {
  await proxy.stop();
  await cloud.stop();
});

const query: TicketQuery = { tenant: null, sort: 'created', code: null, status: 'any', priority: null, type: null, createdFrom: null, createdTo: null, text: null, operator: 'any' };
async function start(options: Partial<TestCoreOptions> = {}): Promise<TestCore> {
  const core = await startTestCore({ cloudUrl: proxy.url, ...options });
  cores.push(core);
  return core;
}
async function signedIn(options: Partial<TestCoreOptions> = {}, person: { email: string } = PEOPLE.mario): Promise<TestCore> {
  const core = await start(options);
  await core.invoke('session.signIn', { email: person.email, password: PASSWORD, remember: true });
  await quiet(core);
  return core;
}
const quiet = (core: TestCore) => core.until(async () => (await core.invoke('sync.state', {})).lamp === 'online', 'the lamp online');
const tickets = async (core: TestCore) => (await core.invoke('tickets.list', { query, offset: 0, limit: 100 })).rows;
async function newId(core: TestCore): Promise<string> {
  const [id] = await core.invoke('command.newIds', { count: 1 });
  if (id === undefined) throw new Error('no id');
  return id;
}
async function createTicket(core: TestCore, title: string, tenant: string = TENANTS.rossi): Promise<string> {
  const ticketId = await newId(core);
  const answer = await core.invoke('command.run', {
    tenant, name: 'ticket.create', input: ticketInput(ticketId, title, PEOPLE.mario.email), acceptRemarks: false, queueAnyway: false, draftId: null,
  });
  expect(answer).toMatchObject({ state: 'saved', toConfirm: false });
  return ticketId;
}
const numbered = (core: TestCore, id: string) => core.until(async () => (await tickets(core)).find((row) => row.id === id && row.number !== null), 'the number');

test('OFF-01: Mario signs in, his company’s tickets are on the desk, a new one gets its number', async () => {
  const core = await signedIn();
  expect(await core.invoke('session.state', {})).toMatchObject({
    phase: 'open', needsPassword: false, person: { id: PEOPLE.mario.id }, tenants: [{ id: TENANTS.rossi, side: 'customer' }], lastEmail: PEOPLE.mario.email,
  });
  expect((await tickets(core)).map((row) => row.title)).toContain('Non si apre la contabilità');
  const id = await createTicket(core, 'La stampante non risponde');
  const row = await numbered(core, id);
  expect(row).toMatchObject({ status: 'unassigned', sync: 'settled' });
  expect(await core.invoke('outbox.list', { includeDelivered: true })).toMatchObject([{ state: 'delivered', number: row.number, target: { entity: 'ticket', id } }]);
});

test('Wrong password: a code with a sentence, and nobody is signed in', async () => {
  const core = await start();
  await expect(core.invoke('session.signIn', { email: PEOPLE.mario.email, password: 'wrong', remember: true })).rejects.toMatchObject({ code: 'auth.wrong_password' });
  expect(await core.invoke('session.state', {})).toMatchObject({ phase: 'signed_out', person: null });
  await expect(core.invoke('tickets.list', { query, offset: 0, limit: 10 })).rejects.toMatchObject({ code: 'session.signed_out' });
});

test('OFF-01, OFF-02: without a network a ticket is saved, shown and told; with it, it goes by itself and once', async () => {
  const core = await signedIn();
  proxy.setOnline(false);
  await core.until(async () => (await core.invoke('sync.state', {})).lamp === 'offline', 'the lamp offline');
  const id = await createTicket(core, 'Senza rete');
  expect((await tickets(core)).find((row) => row.id === id)).toMatchObject({ number: null, sync: 'waiting', title: 'Senza rete' });
  expect(await core.invoke('outbox.list', { includeDelivered: false })).toMatchObject([{ title: 'Senza rete', target: { entity: 'ticket', id } }]);
  expect(await core.invoke('sync.state', {})).toMatchObject({ lamp: 'offline', waiting: 1, needsYou: 0, problem: 'cloud.unreachable' });
  proxy.setOnline(true);
  await core.invoke('sync.now', {});
  await numbered(core, id);
  await quiet(core);
  expect(await core.invoke('outbox.list', { includeDelivered: false })).toEqual([]);
});

test('R2: the answer to the push is lost after the cloud acted; exactly one ticket', async () => {
  const core = await signedIn();
  proxy.plan('/v1/sync/push', { kind: 'drop-answer' }, 1);
  const met = proxy.met.length;
  const id = await createTicket(core, 'Risposta persa');
  const row = await numbered(core, id);
  expect(proxy.met.length).toBe(met + 1);
  const other = await signedIn({}, PEOPLE.giada);
  expect((await tickets(other)).filter((ticket) => ticket.title === 'Risposta persa')).toMatchObject([{ id, number: row.number }]);
});

test('The cloud’s place is taken by a page of HTML: nothing is lost, and it goes once the network is itself again', async () => {
  const core = await signedIn();
  proxy.plan('/v1', { kind: 'html' }, 3);
  const id = await createTicket(core, 'Portale Wi-Fi');
  await core.until(async () => (await core.invoke('sync.state', {})).problem === 'cloud.not_sportello', 'the problem told');
  await numbered(core, id);
});

/** All sessions revoked; a restart, since the cloud remembers a good token for some seconds. */
async function endSessions(): Promise<void> {
  await cloud.cloud.services.pools.owner.query('delete from auth.session');
  await cloud.restart();
}

test('R7, ACC-14: a sign-in that ends in the middle loses nothing; the password is asked for and then it goes', async () => {
  const core = await signedIn();
  await endSessions();
  const id = await createTicket(core, 'Dopo la scadenza');
  await core.until(async () => (await core.invoke('session.state', {})).needsPassword, 'the password asked for');
  expect(await core.invoke('sync.state', {})).toMatchObject({ lamp: 'sign_in', waiting: 1 });
  expect((await tickets(core)).map((row) => row.id)).toContain(id);
  await expect(core.invoke('session.signIn', { email: PEOPLE.mario.email, password: 'wrong', remember: true })).rejects.toMatchObject({ code: 'auth.wrong_password' });
  expect((await tickets(core)).map((row) => row.id)).toContain(id);
  await core.invoke('session.signIn', { email: PEOPLE.mario.email, password: PASSWORD, remember: true });
  await numbered(core, id);
});

test('R1, ACC-14: without network and without a keychain the desk of the last person opens, with what waited and what was half written', async () => {
  const core = await signedIn();
  proxy.setOnline(false);
  const id = await createTicket(core, 'Scritto prima del riavvio');
  const draft = { id: await newId(core), kind: 'ticket.new', tenant: TENANTS.rossi, title: 'A metà', content: { title: 'A metà — «così» ✓' } };
  await core.invoke('drafts.save', draft);
  await core.stop();
  const again = await start({ root: core.root });
  expect(await again.invoke('session.state', {})).toMatchObject({ phase: 'open', person: { id: PEOPLE.mario.id } });
  expect((await tickets(again)).find((row) => row.id === id)).toMatchObject({ title: 'Scritto prima del riavvio', sync: 'waiting' });
  expect(await again.invoke('drafts.get', { id: draft.id })).toMatchObject(draft);
  await again.until(async () => (await again.invoke('session.state', {})).needsPassword, 'the password asked for');
  expect(await again.invoke('sync.state', {})).toMatchObject({ lamp: 'sign_in', waiting: 1 });
  proxy.setOnline(true);
  await again.invoke('session.signIn', { email: PEOPLE.mario.email, password: PASSWORD, remember: false });
  await numbered(again, id);
});

test('I14: a clock years off changes nothing: the ticket carries the cloud’s time', async () => {
  const wrong = 9 * 365 * 86_400_000;
  for (const by of [wrong, -wrong]) {
    const core = await signedIn({ ports: { now: () => Date.now() + by } });
    const id = await createTicket(core, `Orologio ${by > 0 ? 'avanti' : 'indietro'}`);
    const row = await numbered(core, id);
    expect(Math.abs(row.createdAt - Date.now())).toBeLessThan(60_000);
    await core.stop();
    cores.splice(cores.indexOf(core), 1);
  }
});

test('I11: another person’s sign-in opens another desk; what the first one wrote is never sent under it', async () => {
  const core = await signedIn();
  proxy.setOnline(false);
  const id = await createTicket(core, 'Solo mio');
  proxy.setOnline(true);
  proxy.plan('/v1/sync/push', { kind: 'refuse' }, 1);
  await core.invoke('session.signIn', { email: PEOPLE.luca.email, password: PASSWORD, remember: true });
  expect(await core.invoke('session.state', {})).toMatchObject({ person: { id: PEOPLE.luca.id } });
  await quiet(core);
  expect((await tickets(core)).map((row) => row.title)).toEqual(['Il magazzino non si aggiorna']);
  expect(await core.invoke('outbox.list', { includeDelivered: true })).toEqual([]);
  expect(await core.invoke('drafts.list', { kind: null })).toEqual([]);
  await core.invoke('session.signIn', { email: PEOPLE.mario.email, password: PASSWORD, remember: true });
  expect((await numbered(core, id)).requesterName).toBe(PEOPLE.mario.name);
});

test('Signing out closes the desk and keeps the log; the next sign-in sends what waited', async () => {
  const core = await signedIn();
  proxy.setOnline(false);
  const id = await createTicket(core, 'Uscita e rientro');
  expect(await core.invoke('session.signOut', {})).toMatchObject({ phase: 'signed_out', person: null, lastEmail: PEOPLE.mario.email });
  await expect(core.invoke('drafts.list', { kind: null })).rejects.toMatchObject({ code: 'session.signed_out' });
  await core.stop();
  proxy.setOnline(true);
  const again = await start({ root: core.root });
  expect(await again.invoke('session.state', {})).toMatchObject({ phase: 'signed_out' });
  await again.invoke('session.signIn', { email: PEOPLE.mario.email, password: PASSWORD, remember: true });
  await numbered(again, id);
});

test('TKT-12, I12: a file deleted after choosing still goes, from the copy that was kept; the other desk opens it', async () => {
  const core = await signedIn();
  const bytes = new TextEncoder().encode('registro IVA '.repeat(1000));
  const file = await core.invoke('files.keep', { id: await newId(core), name: 'registro.txt', mime: 'text/plain', bytes });
  const ticketId = await newId(core);
  const input = { ...ticketInput(ticketId, 'Con allegato', PEOPLE.mario.email), files: [file] };
  expect(await core.invoke('command.run', { tenant: TENANTS.rossi, name: 'ticket.create', input, acceptRemarks: false, queueAnyway: false, draftId: null })).toMatchObject({ state: 'saved' });
  await core.until(async () => (await core.invoke('outbox.list', { includeDelivered: true }))[0]?.files[0]?.state === 'sent', 'the file sent');
  await quiet(core);

  const nicolo = await signedIn({}, PEOPLE.nicolo);
  await nicolo.until(async () => (await nicolo.invoke('tickets.get', { tenant: TENANTS.rossi, id: ticketId }))?.attachments[0]?.state === 'available', 'the file available');
  const found = await nicolo.engine.attachmentFile(TENANTS.rossi, file.id);
  expect(found).toMatchObject({ name: 'registro.txt', mime: 'text/plain' });
  expect(await readFile(found?.path ?? '')).toEqual(Buffer.from(bytes));
  expect(await nicolo.invoke('files.open', { tenant: TENANTS.rossi, id: file.id })).toEqual({ url: `/files/${TENANTS.rossi}/${file.id}` });

  const luca = await signedIn({}, PEOPLE.luca);
  expect(await luca.engine.attachmentFile(TENANTS.rossi, file.id)).toBeUndefined();
});

test('TKT-12: a file whose bytes are not on this device is said before anything is saved; empty and too large ones too', async () => {
  const core = await signedIn();
  const gone = { id: await newId(core), name: 'sparito.pdf', mime: 'application/pdf', size: 10, sha256: 'a'.repeat(64) };
  const input = { ...ticketInput(await newId(core), 'Con file sparito', PEOPLE.mario.email), files: [gone] };
  expect(await core.invoke('command.run', { tenant: TENANTS.rossi, name: 'ticket.create', input, acceptRemarks: false, queueAnyway: true, draftId: null })).toMatchObject({
    state: 'refused', refusal: { code: 'file.gone', facts: { name: 'sparito.pdf' } },
  });
  const id = await newId(core);
  await expect(core.invoke('files.keep', { id, name: 'vuoto.txt', mime: '', bytes: new Uint8Array() })).rejects.toMatchObject({ code: 'file.empty', details: { name: 'vuoto.txt' } });
  await expect(core.invoke('files.keep', { id, name: 'grande.bin', mime: '', bytes: new Uint8Array(4 * 1024 * 1024) })).rejects.toMatchObject({
    code: 'file.too_large', details: { name: 'grande.bin', size: 4 * 1024 * 1024 },
  });
  expect(await core.invoke('outbox.list', { includeDelivered: false })).toEqual([]);
});

test('TKT-14: the draft that became a command is gone in the same step; a refused one stays', async () => {
  const core = await signedIn();
  const draft = { id: await newId(core), kind: 'ticket.new', tenant: TENANTS.rossi, title: 'bozza', content: {} };
  await core.invoke('drafts.save', draft);
  const run = async (title: string) =>
    core.invoke('command.run', {
      tenant: TENANTS.rossi, name: 'ticket.create', input: ticketInput(await newId(core), title, PEOPLE.mario.email), acceptRemarks: false, queueAnyway: false, draftId: draft.id,
    });
  expect(await run('')).toMatchObject({ state: 'refused', refusal: { code: 'ticket.title.required' } });
  expect(await core.invoke('drafts.list', { kind: 'ticket.*' })).toHaveLength(1);
  expect(await run('Da bozza')).toMatchObject({ state: 'saved' });
  expect(await core.invoke('drafts.list', { kind: null })).toEqual([]);
});

test('OFF-02: what has not left can be withdrawn with all that stands on it; the words are drafts again', async () => {
  const core = await signedIn();
  proxy.setOnline(false);
  await core.until(async () => (await core.invoke('sync.state', {})).lamp === 'offline', 'the lamp offline');
  const id = await createTicket(core, 'Da ritirare');
  const reply = {
    ticketId: id, messageId: await newId(core), eventId: await newId(core), body: richTextOf('E anche questo'), close: false, reopen: false, ask: false, priority: null, contactId: null, files: [],
  };
  expect(await core.invoke('command.run', { tenant: TENANTS.rossi, name: 'ticket.reply', input: reply, acceptRemarks: false, queueAnyway: false, draftId: null })).toMatchObject({ state: 'saved' });
  const create = (await core.invoke('outbox.list', { includeDelivered: false })).find((entry) => entry.name === 'ticket.create');
  const { draftId } = await core.invoke('outbox.withdraw', { commandId: create?.commandId ?? '' });
  expect(await core.invoke('drafts.get', { id: draftId ?? '' })).toMatchObject({ kind: 'ticket.new', title: 'Da ritirare', content: { ticketId: id, title: 'Da ritirare' } });
  expect(await core.invoke('drafts.list', { kind: `ticket.reply:${id}` })).toHaveLength(1);
  expect((await tickets(core)).map((row) => row.id)).not.toContain(id);
  expect(await core.invoke('sync.state', {})).toMatchObject({ waiting: 0 });
  proxy.setOnline(true);
  await core.invoke('sync.now', {});
  await quiet(core);
  expect((await tickets(core)).map((row) => row.title)).not.toContain('Da ritirare');
});

test('R4: what the cloud refuses stays for its author, blocks nobody, and its words come back with a click', async () => {
  const nicolo = await signedIn({}, PEOPLE.nicolo);
  const hers = await startFaultyProxy(cloud.url);
  const veronica = await signedIn({ cloudUrl: hers.url }, PEOPLE.veronica);
  const mario = await signedIn();
  const id = await createTicket(mario, 'Contesa');
  await numbered(mario, id);
  await numbered(nicolo, id);
  await numbered(veronica, id);
  hers.setOnline(false);
  const take = async (core: TestCore) =>
    core.invoke('command.run', { tenant: TENANTS.rossi, name: 'ticket.take', input: { ticketId: id, eventId: await newId(core) }, acceptRemarks: false, queueAnyway: false, draftId: null });
  expect(await take(veronica)).toMatchObject({ state: 'saved' });
  expect(await take(nicolo)).toMatchObject({ state: 'saved' });
  await nicolo.until(async () => (await nicolo.invoke('sync.state', {})).waiting === 0, 'taken by Nicolò');
  hers.setOnline(true);
  await veronica.invoke('sync.now', {});
  await veronica.until(async () => (await veronica.invoke('sync.state', {})).lamp === 'needs_you', 'needs you');
  const [entry] = await veronica.invoke('outbox.list', { includeDelivered: false });
  expect(entry).toMatchObject({ state: 'needs_you', outcome: { state: 'refused', refusal: { code: 'ticket.take.taken' } } });
  await veronica.until(async () => (await veronica.invoke('tickets.get', { tenant: TENANTS.rossi, id }))?.ticket.operatorName === PEOPLE.nicolo.name, 'who took it');
  await veronica.invoke('outbox.withdraw', { commandId: entry?.commandId ?? '' });
  await quiet(veronica);
  await hers.stop();
});

test('DET-06: closing too soon is asked about before anything is saved; accepted, the text goes and the ticket stays open', async () => {
  const core = await signedIn();
  const id = await createTicket(core, 'Chiudi subito');
  const input = {
    ticketId: id, messageId: await newId(core), eventId: await newId(core), body: richTextOf('Risolto'), close: true, reopen: false, ask: false, priority: null, contactId: null, files: [],
  };
  const run = (acceptRemarks: boolean) => core.invoke('command.run', { tenant: TENANTS.rossi, name: 'ticket.reply', input, acceptRemarks, queueAnyway: false, draftId: null });
  expect(await run(false)).toMatchObject({ state: 'remarks', remarks: [{ code: 'ticket.close.too_soon' }] });
  expect(await run(true)).toMatchObject({ state: 'saved', remarks: [{ code: 'ticket.close.too_soon' }] });
  const detail = await core.until(async () => {
    const found = await core.invoke('tickets.get', { tenant: TENANTS.rossi, id });
    return found?.messages.some((message) => message.sync === 'settled') ? found : undefined;
  });
  expect(detail.ticket.status).toBe('unassigned');
});

test('DET-01: an answer of the operator shows on the other desk without asking', async () => {
  const mario = await signedIn();
  const nicolo = await signedIn({}, PEOPLE.nicolo);
  const id = await createTicket(mario, 'Chi risponde?');
  await numbered(nicolo, id);
  const input = {
    ticketId: id, messageId: await newId(nicolo), eventId: await newId(nicolo), body: richTextOf('Guardo subito'), close: false, reopen: false, ask: false, priority: null, contactId: null, files: [],
  };
  await nicolo.invoke('command.run', { tenant: TENANTS.rossi, name: 'ticket.reply', input, acceptRemarks: false, queueAnyway: false, draftId: null });
  await mario.until(async () => (await mario.invoke('tickets.get', { tenant: TENANTS.rossi, id }))?.messages.some((message) => message.plain === 'Guardo subito'), 'the answer');
  expect(mario.heard('changed').some((change) => change.entities.includes('message'))).toBe(true);
});

test('LST-02: a preference is the person’s own on every device', async () => {
  const core = await signedIn();
  expect(await core.invoke('preferences.get', { key: 'tickets.query' })).toBeNull();
  await core.invoke('preferences.set', { key: 'tickets.query', value: { sort: 'priority' } });
  expect(await core.invoke('preferences.get', { key: 'tickets.query' })).toEqual({ sort: 'priority' });
  await core.until(async () => (await core.invoke('sync.state', {})).waiting === 0);
  const elsewhere = await signedIn();
  await elsewhere.until(async () => (await elsewhere.invoke('preferences.get', { key: 'tickets.query' })) !== null);
  const giada = await signedIn({}, PEOPLE.giada);
  expect(await giada.invoke('preferences.get', { key: 'tickets.query' })).toBeNull();
});

test('R6: a second core on the same profile, and a root that is no folder, are told with a code; the windows still get answers', async () => {
  const core = await signedIn();
  const second = await start({ root: core.root });
  await expect(second.invoke('session.state', {})).rejects.toMatchObject({ code: 'store.locked' });
  expect(await second.invoke('app.info', {})).toMatchObject({ host: 'test' });
  const file = join(core.root, 'device.json');
  const nowhere = await start({ root: file });
  await expect(nowhere.invoke('session.state', {})).rejects.toMatchObject({ code: 'disk.not_a_folder' });
  await expect(nowhere.invoke('session.signIn', { email: 'a@b.example', password: 'x', remember: true })).rejects.toMatchObject({ code: 'disk.not_a_folder' });
  expect(await nowhere.invoke('app.settings', {})).toMatchObject({ language: 'it' });
  expect((await nowhere.invoke('app.log', { limit: 10 })).some((line) => line.text.startsWith('disk.not_a_folder'))).toBe(true);
});

test('Settings of this device survive a restart; a broken device file is put aside, not in the way', async () => {
  const core = await start();
  expect(await core.invoke('app.changeSettings', { language: 'ru', theme: 'dark' })).toMatchObject({ language: 'ru', theme: 'dark', density: 'comfortable' });
  expect(core.heard('settings')).toHaveLength(1);
  await core.stop();
  const again = await start({ root: core.root });
  expect(await again.invoke('app.settings', {})).toMatchObject({ language: 'ru', theme: 'dark' });
  await again.stop();
  await writeFile(join(core.root, 'device.json'), '{"settings":');
  const mended = await start({ root: core.root });
  expect(await mended.invoke('app.settings', {})).toMatchObject({ language: 'it' });
  expect((await readdir(core.root)).some((name) => name.startsWith('device.json.broken-'))).toBe(true);
});

test('OFF-04: nothing in the profile can be read by others, and no token is in clear', async () => {
  const core = await signedIn();
  await createTicket(core, 'Riservato');
  await quiet(core);
  if (process.platform === 'win32') return;
  for (const entry of await readdir(core.root, { recursive: true, withFileTypes: true })) {
    const { mode } = await stat(join(entry.parentPath, entry.name));
    expect([entry.name, mode & 0o077]).toEqual([entry.name, 0]);
  }
});
