import { createHash, randomBytes } from 'node:crypto';
import { chmod, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { ROUTES } from '#shared/api/routes.ts';
import { PASSWORD, PEOPLE, TENANTS, ticketInput } from '#cloud/testing/small-data.ts';
import { cloudKey } from '#core/cloud-key.ts';
import { startTestCore, temporaryRoot, type TestCore } from '#core/testing/test-core.ts';
import { createTicket, EVERYTHING, lampIs, newId, numbered, run, signIn, testOffice } from '#core/testing/test-office.ts';
import type { Fault } from '#tests/harness/faulty-proxy.ts';
import { createDeskProcess } from './desk-process.ts';
import { killable } from './killable-cloud.ts';

const office = testOffice();
const desks: TestCore[] = [];
/** Mario's desk behind the network that fails, and a colleague's that sees what came of it; both for the whole file. */
let mario: TestCore;
let giada: TestCore;
beforeAll(async () => {
  for (const [person, cloudUrl] of [[PEOPLE.mario, office.proxy.url], [PEOPLE.giada, office.cloud.url]] as const) {
    const core = await startTestCore({ cloudUrl });
    desks.push(core);
    await signIn(core, person);
    await lampIs(core, 'online');
  }
  [mario, giada] = desks as [TestCore, TestCore];
});
afterEach(() => office.proxy.forget());
afterAll(async () => {
  for (const core of desks) await core.stop();
});

const MEGABYTE = 1024 * 1024;
type Invoker = Pick<TestCore, 'invoke'>;

/** A request with one file of random bytes, saved at this desk. */
async function attach(core: Invoker, bytes: Uint8Array<ArrayBuffer>, title: string) {
  const [ticketId = '', id = ''] = await core.invoke('command.newIds', { count: 2 });
  const file = await core.invoke('files.keep', { id, name: `${title}.bin`, mime: '', bytes });
  const input = { ...ticketInput(ticketId, title, PEOPLE.mario.email), files: [file] };
  const answer = await core.invoke('command.run', { tenant: TENANTS.rossi, name: 'ticket.create', input, acceptRemarks: false, queueAnyway: false, draftId: null });
  expect(answer).toMatchObject({ state: 'saved' });
  return { ticketId, ...file };
}
const lineOf = async (core: Invoker, title: string) => (await core.invoke('outbox.list', { includeDelivered: true })).find((entry) => entry.title === title && entry.files.length > 0)?.files[0];
const isSent = async (core: Invoker, title: string) => (await lineOf(core, title))?.state === 'sent';

/** The cloud gives the file out, and to a colleague's desk: the very bytes. */
async function arrived(file: { id: string; ticketId: string; sha256: string }): Promise<void> {
  await giada.invoke('sync.now', {});
  await giada.until(async () => (await stateOf(giada, file)) === 'available', 'the file available');
  const found = await giada.engine.attachmentFile(TENANTS.rossi, file.id);
  expect(createHash('sha256').update(await readFile(found?.path ?? '')).digest('hex')).toBe(file.sha256);
}
const stateOf = async (core: Invoker, file: { id: string; ticketId: string }) =>
  (await core.invoke('tickets.get', { tenant: TENANTS.rossi, id: file.ticketId }))?.attachments.find((one) => one.id === file.id)?.state;
const tusRequests = (from: number) => office.proxy.forwarded.slice(from).filter(({ path }) => path.startsWith(ROUTES.uploads)).map(({ method }) => method);
const copyOf = (core: TestCore, sha256: string, person: { id: string } = PEOPLE.mario) =>
  join(core.root, cloudKey(office.proxy.url), person.id, 'files', sha256.slice(0, 2), sha256);

const CUTS: readonly (readonly [name: string, method: string, fault: Fault])[] = [
  ['in the middle of its bytes', 'PATCH', { kind: 'cut-request', after: 700_000 }],
  ['before its first byte', 'PATCH', { kind: 'cut-request', after: 0 }],
  ['after its last byte, the answer lost', 'PATCH', { kind: 'drop-answer' }],
  ['where its address is told, the answer lost', 'POST', { kind: 'drop-answer' }],
  ['by a portal in the cloud’s place', 'PATCH', { kind: 'html' }],
  ['by a cloud that is busy', 'PATCH', { kind: 'status', status: 503, retryAfter: 0 }],
  ['by another offset (409)', 'PATCH', { kind: 'status', status: 409 }],
  ['by a lock (423)', 'PATCH', { kind: 'status', status: 423 }],
  ['by an address that is unknown (404)', 'PATCH', { kind: 'status', status: 404 }],
  ['by an address that is gone (410)', 'PATCH', { kind: 'status', status: 410 }],
];

test.each(CUTS)('I12: an upload cut %s arrives whole and by itself', async (name, method, fault) => {
  const met = office.proxy.met.length;
  office.proxy.plan(ROUTES.uploads, fault, 1, method);
  const file = await attach(mario, randomBytes(MEGABYTE), `Taglio ${name}`);
  await mario.until(() => isSent(mario, `Taglio ${name}`), 'sent');
  expect(office.proxy.met.length).toBe(met + 1);
  await arrived(file);
});

test('I12: what went through before the cut is not sent again', async () => {
  const from = office.proxy.forwarded.length;
  office.proxy.plan(ROUTES.uploads, { kind: 'cut-request', after: 3 * MEGABYTE }, 1, 'PATCH');
  office.proxy.plan(ROUTES.uploads, { kind: 'status', status: 503, retryAfter: 0 }, 1, 'HEAD');
  const file = await attach(mario, randomBytes(4 * MEGABYTE - 1), 'Riprende da dov’era');
  await mario.until(() => isSent(mario, 'Riprende da dov’era'), 'sent');
  const requests = tusRequests(from);
  expect(requests.filter((method) => method === 'POST')).toHaveLength(1);
  expect(requests).toContain('HEAD');
  await arrived(file);
});

test('I12: an upload that the cloud gave up after its time begins again', async () => {
  office.proxy.plan(ROUTES.uploads, { kind: 'cut-request', after: 300_000 }, 1, 'PATCH');
  office.proxy.plan(ROUTES.uploads, { kind: 'status', status: 503, retryAfter: 1 }, 1, 'HEAD');
  const file = await attach(mario, randomBytes(MEGABYTE), 'Scaduto');
  await mario.until(() => office.proxy.met.at(-1)?.startsWith('status'), 'the cut');
  await rm(join(office.cloud.dataFolder, 'uploads'), { recursive: true });
  await office.cloud.restart();
  await mario.invoke('sync.now', {});
  await mario.until(() => isSent(mario, 'Scaduto'), 'sent');
  await arrived(file);
});

test('I12: kill -9 of the desk and of the cloud in the middle of a file', { timeout: 90_000 }, async () => {
  const root = await temporaryRoot();
  const desk = createDeskProcess(root, office.proxy.url);
  const cloud = killable(office.cloud);
  const signInAgain = () => desk.invoke('session.signIn', { email: PEOPLE.mario.email, password: PASSWORD, remember: true });
  const until = async (look: () => Promise<boolean> | boolean, what: string) => {
    for (const end = Date.now() + 40_000; !(await look()); await new Promise((resolve) => setTimeout(resolve, 50))) if (Date.now() > end) throw new Error(`never came: ${what}`);
  };
  try {
    await cloud.start();
    await desk.start();
    await signInAgain();
    await until(async () => (await desk.invoke('sync.state', {})).lamp === 'online', 'online');
    office.proxy.plan(ROUTES.uploads, { kind: 'cut-request', after: 800_000 }, 1, 'PATCH');
    office.proxy.plan(ROUTES.uploads, { kind: 'status', status: 503, retryAfter: 60 }, 1, 'HEAD');
    const met = office.proxy.met.length;
    const file = await attach(desk, randomBytes(2 * MEGABYTE), 'Ucciso a metà');
    await until(() => office.proxy.met.length >= met + 2, 'the cut');
    await Promise.all([desk.kill(), cloud.kill()]);
    await cloud.start();
    await desk.start();
    office.proxy.plan(ROUTES.uploads, { kind: 'drop-answer' }, 1, 'PATCH');
    await signInAgain();
    await until(() => isSent(desk, 'Ucciso a metà'), 'sent');
    await arrived(file);
  } finally {
    await desk.kill();
    await cloud.kill();
    await office.cloud.restart();
    await rm(root, { recursive: true, force: true });
  }
});

test('sync.md: text never waits for a file, and a file that the cloud cannot take now does not keep another', async () => {
  // The first one’s line breaks; where it goes on from, the cloud answers with an error of its own for as long as it is asked.
  const met = office.proxy.met.length;
  office.proxy.plan(ROUTES.uploads, { kind: 'status', status: 500 }, 1_000_000, 'HEAD');
  office.proxy.plan(ROUTES.uploads, { kind: 'cut-request', after: 100 }, 1, 'PATCH');
  await attach(mario, randomBytes(1000), 'Il primo');
  await mario.until(() => office.proxy.met.length > met, 'the cut');
  // The second one’s bytes are on their way until the line is taken from them.
  office.proxy.plan(ROUTES.uploads, { kind: 'hold', after: 0 }, 1, 'PATCH');
  await attach(mario, randomBytes(1000), 'Il secondo');
  await mario.until(async () => (await lineOf(mario, 'Il secondo'))?.state === 'sending', 'the second on its way');
  const text = await createTicket(mario, 'Solo testo');
  await numbered(mario, text);
  expect([await isSent(mario, 'Il primo'), await isSent(mario, 'Il secondo')]).toEqual([false, false]);
  office.proxy.forget();
  office.proxy.setOnline(false);
  office.proxy.setOnline(true);
  await mario.invoke('sync.now', {});
  await mario.until(async () => (await isSent(mario, 'Il primo')) && (await isSent(mario, 'Il secondo')), 'both sent');
});

test('OFF-02: a person sees how much of a file has gone, and may end its sending; its request stays, and everybody learns that it will not come', async () => {
  const told = mario.heard('outbox').length;
  office.proxy.plan(ROUTES.uploads, { kind: 'cut-request', after: MEGABYTE }, 1, 'PATCH');
  office.proxy.plan(ROUTES.uploads, { kind: 'hold', after: 100_000 }, 1, 'PATCH');
  const file = await attach(mario, randomBytes(4 * MEGABYTE - 1), 'Ripensamento');
  const halfWay = async () => ((await lineOf(mario, 'Ripensamento'))?.sent ?? 0) > MEGABYTE / 2;
  await mario.until(halfWay, 'a part sent');
  expect(mario.heard('outbox').length).toBeGreaterThan(told);
  const detail = await mario.invoke('tickets.get', { tenant: TENANTS.rossi, id: file.ticketId });
  expect(detail?.attachments[0]?.sent).toBeGreaterThan(MEGABYTE / 2);
  await mario.invoke('outbox.cancelFile', { attachmentId: file.id });
  expect(await lineOf(mario, 'Ripensamento')).toMatchObject({ state: 'withdrawn' });
  await giada.until(async () => (await stateOf(giada, file)) === 'missing', 'told');
  await lampIs(mario, 'online');
  await expect(mario.invoke('outbox.cancelFile', { attachmentId: file.id })).rejects.toMatchObject({ code: 'outbox.on_its_way' });
  // What comes after it goes all the same.
  await attach(mario, randomBytes(10), 'Dopo il ripensamento');
  await mario.until(() => isSent(mario, 'Dopo il ripensamento'), 'the next one sent');
});

test('I12: a copy that changed on this device is not sent; its author is told, and choosing it again mends it', async () => {
  office.proxy.setOnline(false);
  const bytes = randomBytes(5000);
  const file = await attach(mario, bytes, 'Copia cambiata');
  await chmod(copyOf(mario, file.sha256), 0o600);
  await writeFile(copyOf(mario, file.sha256), randomBytes(5000));
  office.proxy.setOnline(true);
  await mario.invoke('sync.now', {});
  await mario.until(async () => (await lineOf(mario, 'Copia cambiata'))?.problem === 'file.gone', 'the author told');
  expect(await mario.invoke('sync.state', {})).toMatchObject({ lamp: 'needs_you', needsYou: 1 });
  expect(await stateOf(mario, file)).toBe('arriving');
  await mario.invoke('files.keep', { id: await newId(mario), name: 'di nuovo.bin', mime: '', bytes });
  await mario.invoke('outbox.retry', { commandId: null });
  await mario.until(() => isSent(mario, 'Copia cambiata'), 'sent');
  await arrived(file);
});

test('I12: bytes that arrive wrong are thrown away by the cloud and go again from the first', async () => {
  office.proxy.plan(ROUTES.uploads, { kind: 'alter-request' }, 1, 'PATCH');
  const file = await attach(mario, randomBytes(200_000), 'Byte cambiati');
  await mario.until(() => isSent(mario, 'Byte cambiati'), 'sent');
  await arrived(file);
});

test('I12: a download that is cut, shortened or altered is never opened, and the next one is whole', async () => {
  const file = await attach(mario, randomBytes(MEGABYTE), 'Da scaricare');
  await mario.until(() => isSent(mario, 'Da scaricare'), 'sent');
  const nicolo = await office.signedIn({}, PEOPLE.nicolo);
  await nicolo.until(async () => (await stateOf(nicolo, file)) === 'available', 'available');
  const open = () => nicolo.invoke('files.open', { tenant: TENANTS.rossi, id: file.id });
  office.proxy.plan(ROUTES.attachments, { kind: 'cut-answer', after: 400_000 });
  await expect(open()).rejects.toMatchObject({ code: 'file.not_here' });
  office.proxy.plan(ROUTES.attachments, { kind: 'shorten-answer', after: 400_000 });
  await expect(open()).rejects.toMatchObject({ code: 'file.damaged' });
  office.proxy.plan(ROUTES.attachments, { kind: 'html' });
  await expect(open()).rejects.toMatchObject({ code: 'file.damaged' });
  expect((await nicolo.invoke('tickets.get', { tenant: TENANTS.rossi, id: file.ticketId }))?.attachments[0]?.here).toBe(false);
  await open();
  // A copy that went bad here is loaded again and never shown.
  await writeFile(copyOf(nicolo, file.sha256, PEOPLE.nicolo), randomBytes(MEGABYTE));
  const found = await nicolo.engine.attachmentFile(TENANTS.rossi, file.id);
  expect(createHash('sha256').update(await readFile(found?.path ?? '')).digest('hex')).toBe(file.sha256);
});

test('R4, I12: an author who lost the right is told; the bytes stay here and nobody gets them', async () => {
  const nicolo = await office.signedIn({}, PEOPLE.nicolo);
  const { owner } = office.cloud.cloud.services.pools;
  office.proxy.plan(ROUTES.uploads, { kind: 'cut-request', after: 200_000 }, 1, 'PATCH');
  office.proxy.plan(ROUTES.uploads, { kind: 'status', status: 503, retryAfter: 1 }, 1, 'HEAD');
  const [eventId = '', id = ''] = await nicolo.invoke('command.newIds', { count: 2 });
  const ticketId = (await nicolo.invoke('tickets.list', { query: { ...EVERYTHING, tenant: TENANTS.rossi }, offset: 0, limit: 1 })).rows[0]?.id ?? '';
  const file = await nicolo.invoke('files.keep', { id, name: 'diagnosi.bin', mime: '', bytes: randomBytes(MEGABYTE) });
  expect(await run(nicolo, 'ticket.attach', { ticketId, eventId, files: [file] })).toMatchObject({ state: 'saved' });
  await nicolo.until(() => office.proxy.met.at(-1)?.startsWith('status'), 'the cut');
  await owner.query('delete from auth.service_contract where customer_id = $1', [TENANTS.rossi]);
  // The cloud itself refuses the rest, whatever a desk believes.
  await nicolo.until(async () => (await nicolo.invoke('outbox.list', { includeDelivered: true }))[0]?.files[0]?.problem === 'tenant.forbidden', 'the author told');
  expect(await nicolo.invoke('sync.state', {})).toMatchObject({ needsYou: 1 });
  const { rows } = await owner.query<{ state: string }>('select state from app.attachment where id = $1', [id]);
  expect(rows).toMatchObject([{ state: 'arriving' }]);
  await office.cloud.cloud.admin.addServiceContract(TENANTS.vendor, TENANTS.rossi);
  await signIn(nicolo, PEOPLE.nicolo);
  await nicolo.invoke('outbox.retry', { commandId: null });
  await nicolo.until(async () => (await nicolo.invoke('outbox.list', { includeDelivered: true }))[0]?.files[0]?.state === 'sent', 'sent');
  await lampIs(nicolo, 'online');
});
