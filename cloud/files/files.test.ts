import { createHash, randomBytes } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Upload } from 'tus-js-client';
import { v7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DEVICE_HEADER } from '#shared/api/access.ts';
import { ROUTES } from '#shared/api/routes.ts';
import { settleMissing } from '#cloud/jobs/settle-missing.ts';
import { PEOPLE, TENANTS, TICKETS, ticketInput } from '#cloud/testing/small-data.ts';
import { createTestCloud, type TestCloud } from '#cloud/testing/test-cloud.ts';
import { TestDesk } from '#cloud/testing/test-desk.ts';

const { rossi, bikelt } = TENANTS;
const desks = {} as Record<keyof typeof PEOPLE, TestDesk>;
let cloud: TestCloud;
let clock = Date.now();
beforeAll(async () => {
  cloud = await createTestCloud({ now: () => clock });
  for (const [name, { email }] of Object.entries(PEOPLE)) desks[name as keyof typeof PEOPLE] = await TestDesk.signedIn(cloud.url, email);
});
afterAll(() => cloud.stop());

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const fileOf = (bytes: Uint8Array, name: string) => ({ id: v7(), name, size: bytes.length, mime: 'application/pdf', sha256: sha256(bytes) });
const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

/** What every call of a desk carries (OFF-04). */
const signedBy = (desk: TestDesk) => ({ authorization: `Bearer ${desk.token}`, [DEVICE_HEADER]: desk.device.secret });

async function attach(desk: TestDesk, bytes: Uint8Array, name = 'schermata.png') {
  const file = fileOf(bytes, name);
  const result = await desk.run(rossi, 'ticket.create', { ...ticketInput(v7(), 'Con allegato', PEOPLE.mario.email), files: [file] }, { now: clock });
  expect(result.outcome.state).toBe('accepted');
  return file;
}

/** Sends by tus as the desk does; the answer's status and code where it is refused. */
function send(desk: TestDesk, bytes: Uint8Array, metadata: Record<string, string>, more: { url?: string; chunk?: number } = {}): Promise<{ url: string; status: number; code: string }> {
  return new Promise((resolve) => {
    const upload = new Upload(Buffer.from(bytes), {
      endpoint: cloud.url + ROUTES.uploads,
      uploadUrl: more.url ?? null,
      metadata,
      headers: signedBy(desk),
      retryDelays: [],
      chunkSize: more.chunk ?? Infinity,
      onSuccess: () => resolve({ url: upload.url ?? '', status: 204, code: '' }),
      onError: (error) => {
        const response = 'originalResponse' in error ? error.originalResponse : undefined;
        const code = /"code":"([^"]+)"/.exec(response?.getBody() ?? '')?.[1] ?? error.message;
        resolve({ url: upload.url ?? '', status: response?.getStatus() ?? 0, code });
      },
    });
    upload.start();
  });
}

const named = (file: { id: string; sha256: string; name: string }, tenant: string = rossi) => ({ tenant, attachmentId: file.id, sha256: file.sha256, name: file.name });
const stateOf = async (id: string) => (await desks.mario.pullAll(rossi)).rows.get(`attachment/${id}`)?.['state'];

test('bytes with the right hash make the attachment available, and whoever sees its ticket can download it (DET-08)', async () => {
  const file = await attach(desks.mario, png);
  expect(await stateOf(file.id)).toBe('arriving');
  expect((await desks.mario.ask('GET', `${ROUTES.attachments}/${rossi}/${file.id}`)).status).toBe(404);
  expect((await send(desks.mario, png, named(file), { chunk: 30 })).status).toBe(204);
  expect(await stateOf(file.id)).toBe('available');
  for (const desk of [desks.mario, desks.giada, desks.nicolo]) {
    const response = await fetch(`${cloud.url}${ROUTES.attachments}/${rossi}/${file.id}`, { headers: signedBy(desk) });
    expect(response.status).toBe(200);
    expect(sha256(new Uint8Array(await response.arrayBuffer()))).toBe(file.sha256);
    // By content, whatever its sender called it.
    expect(response.headers.get('content-type')).toBe('image/png');
    expect(response.headers.get('content-disposition')).toBe(`attachment; filename="schermata.png"; filename*=UTF-8''schermata.png`);
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  }
});

test('a file is for those who may read its row: not by another company, not under another tenant, not by its hash (I12, R5)', async () => {
  const file = await attach(desks.mario, randomBytes(100));
  await cloud.cloud.services.pools.app.query('select 1');
  const bytes = randomBytes(2000);
  const secret = await attach(desks.mario, bytes);
  await send(desks.mario, bytes, named(secret));
  const ask = async (desk: TestDesk, tenant: string, id: string) => (await desk.ask('GET', `${ROUTES.attachments}/${tenant}/${id}`)).status;
  expect(await ask(desks.luca, rossi, secret.id)).toBe(403);
  expect(await ask(desks.luca, bikelt, secret.id)).toBe(404);
  expect(await ask(desks.mario, bikelt, secret.id)).toBe(403);
  expect(await ask(desks.mario, rossi, secret.sha256)).toBe(400);
  expect(await ask(desks.mario, rossi, file.id)).toBe(404);
  // Naming a hash that is here already makes nothing available: all the bytes must come from this person.
  const guess = { ...fileOf(bytes, 'indovinato.bin') };
  await desks.luca.run(bikelt, 'ticket.attach', { ticketId: TICKETS.bikelt, eventId: v7(), files: [guess] }, { now: clock });
  expect(await ask(desks.luca, bikelt, guess.id)).toBe(404);
});

test('other bytes than the named ones are thrown away and the attachment goes on waiting (tus, whole hash)', async () => {
  const bytes = randomBytes(5000);
  const file = await attach(desks.mario, bytes);
  const wrong = await send(desks.mario, randomBytes(5000), named(file));
  expect(wrong).toMatchObject({ status: 422, code: 'upload.wrong_hash' });
  expect(await stateOf(file.id)).toBe('arriving');
  expect((await readdir(join(cloud.dataFolder, 'uploads'))).filter((name) => wrong.url.includes(name))).toEqual([]);
  expect((await send(desks.mario, bytes, named(file))).status).toBe(204);
  expect(await stateOf(file.id)).toBe('available');
  // The answer was lost and the desk sends it all again: nothing changes, nothing fails.
  expect((await send(desks.mario, bytes, named(file))).status).toBe(204);
});

test('an upload is taken only for an attachment of this person, in this tenant, of this size and hash', async () => {
  const bytes = randomBytes(3000);
  const file = await attach(desks.mario, bytes);
  expect(await send(desks.mario, bytes, named({ ...file, id: v7() }))).toMatchObject({ status: 409, code: 'upload.too_early' });
  expect(await send(desks.giada, bytes, named(file))).toMatchObject({ status: 403, code: 'upload.not_yours' });
  expect(await send(desks.luca, bytes, named(file))).toMatchObject({ status: 403, code: 'tenant.forbidden' });
  expect(await send(desks.luca, bytes, named(file, bikelt))).toMatchObject({ status: 409, code: 'upload.too_early' });
  expect(await send(desks.mario, randomBytes(2999), named(file))).toMatchObject({ status: 422, code: 'upload.altered' });
  expect(await send(desks.mario, bytes, { ...named(file), sha256: sha256(randomBytes(1)) })).toMatchObject({ status: 422, code: 'upload.altered' });
  expect(await send(desks.mario, bytes, { tenant: rossi })).toMatchObject({ status: 400, code: 'request.invalid' });
  // The protocol's pieces that are put together later are no way around.
  for (const kind of ['partial', 'final;/v1/uploads/a /v1/uploads/b']) {
    const answer = await desks.mario.ask('POST', ROUTES.uploads, undefined, { 'tus-resumable': '1.0.0', 'upload-length': '3000', 'upload-concat': kind });
    expect([answer.status, JSON.stringify(answer.body).includes('request.invalid')], kind).toEqual([400, true]);
  }
  // A name that leads out of the folder is the name of no upload.
  for (const path of ['..%2f..%2fserver', '%00', '..%2F..%2F..%2Fetc%2Fpasswd']) expect((await desks.mario.ask('DELETE', `${ROUTES.uploads}/${path}`, undefined, { 'tus-resumable': '1.0.0' })).status, path).toBe(404);
  expect((await send(desks.mario, randomBytes(5 * 1024 * 1024), named(file))).status).toBe(413);
  expect(await stateOf(file.id)).toBe('arriving');
});

test("an upload goes on where it stopped, and nobody can look at or add to somebody else's", async () => {
  const bytes = randomBytes(4000);
  const file = await attach(desks.mario, bytes);
  const encoded = Object.entries(named(file)).map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`).join(',');
  const tus = { 'tus-resumable': '1.0.0' };
  const made = await desks.mario.ask('POST', ROUTES.uploads, undefined, { ...tus, 'upload-length': '4000', 'upload-metadata': encoded });
  expect(made.status).toBe(201);
  const path = made.headers.get('location') ?? '';
  const patch = (desk: TestDesk, offset: number, part: Buffer) =>
    fetch(cloud.url + path, { method: 'PATCH', headers: { ...tus, ...signedBy(desk), 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream' }, body: new Uint8Array(part) });
  expect((await patch(desks.mario, 0, bytes.subarray(0, 1500))).status).toBe(204);
  expect((await desks.giada.ask('HEAD', path, undefined, tus)).status).toBe(404);
  expect((await patch(desks.giada, 1500, bytes.subarray(1500))).status).toBe(404);
  expect((await patch(desks.mario, 0, bytes)).status).toBe(409);
  await cloud.restart();
  expect((await desks.mario.ask('HEAD', path, undefined, tus)).headers.get('upload-offset')).toBe('1500');
  expect((await send(desks.mario, bytes, named(file), { url: cloud.url + path })).status).toBe(204);
  expect(await stateOf(file.id)).toBe('available');
  expect((await desks.mario.ask('HEAD', path, undefined, tus)).headers.get('upload-offset')).toBe('4000');
});

test('the same bytes twice are kept once on disk', async () => {
  const bytes = randomBytes(6000);
  for (const desk of [desks.mario, desks.mario]) {
    const file = await attach(desk, bytes);
    expect((await send(desk, bytes, named(file))).status).toBe(204);
    expect(await stateOf(file.id)).toBe('available');
  }
  const kept = await readdir(join(cloud.dataFolder, 'files'), { recursive: true });
  expect(kept.filter((name) => name.endsWith(sha256(bytes)))).toHaveLength(1);
});

test('bytes that did not come within seven days are missing, once, and may still come', async () => {
  const bytes = randomBytes(700);
  const file = await attach(desks.mario, bytes);
  const { services } = cloud.cloud;
  expect(await settleMissing(services)).toBe(0);
  clock += 8 * 24 * 60 * 60 * 1000;
  expect(await settleMissing(services)).toBeGreaterThan(0);
  expect(await stateOf(file.id)).toBe('missing');
  expect(await settleMissing(services)).toBe(0);
  expect((await send(desks.mario, bytes, named(file))).status).toBe(204);
  expect(await stateOf(file.id)).toBe('available');
});

test('what nobody claimed is kept thirty days, and no longer', async () => {
  const folder = join(cloud.dataFolder, 'uploads');
  const { uploads } = cloud.cloud.services;
  await uploads.removeExpired();
  const before = new Set(await readdir(folder));
  const bytes = randomBytes(4000);
  const file = await attach(desks.mario, bytes);
  const metadata = Object.entries(named(file)).map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`).join(',');
  const made = await desks.mario.ask('POST', ROUTES.uploads, undefined, { 'tus-resumable': '1.0.0', 'upload-length': '4000', 'upload-metadata': metadata });
  expect(made.status).toBe(201);
  const left = async () => (await readdir(folder)).filter((name) => !before.has(name));
  const note = join(folder, (await left()).find((name) => name.endsWith('.json')) ?? '');
  // tus goes by the machine's own clock, so the file is made older instead.
  const aged = async (days: number) => {
    const known = JSON.parse(await readFile(note, 'utf8')) as object;
    await writeFile(note, JSON.stringify({ ...known, creation_date: new Date(Date.now() - days * 24 * 60 * 60 * 1000).toISOString() }));
  };
  await aged(29);
  expect(await uploads.removeExpired()).toBe(0);
  await aged(31);
  expect(await uploads.removeExpired()).toBe(1);
  expect(await left()).toEqual([]);
});
