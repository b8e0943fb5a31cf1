import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { v7 } from 'uuid';
import { DEVICE_HEADER } from '#shared/api/access.ts';
import { ROUTES } from '#shared/api/routes.ts';
import { richTextOf } from '#shared/domain/kernel/rich-text.ts';
import { PEOPLE, TENANTS } from '#cloud/testing/small-data.ts';
import { createTestCloud, type TestCloud } from '#cloud/testing/test-cloud.ts';
import { TestDesk } from '#cloud/testing/test-desk.ts';

const { vendor, rossi } = TENANTS;
let cloud: TestCloud;
beforeAll(async () => {
  cloud = await createTestCloud();
});
afterAll(async () => cloud?.stop());

const signedBy = (desk: TestDesk) => ({ authorization: `Bearer ${desk.token}`, [DEVICE_HEADER]: desk.device.secret });
const HTML = Buffer.from('<h1>Manuale</h1><p>Capitolo sui DDT differiti</p>');
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const manual = (bytes: Buffer, name: string) => ({ id: v7(), name, size: bytes.length, mime: 'application/octet-stream', sha256: sha256(bytes) });
const saved = (file: ReturnType<typeof manual>, more: object = {}) => ({
  documentId: v7(), versionId: v7(), section: 'documents', language: 'it', title: 'Manuale del magazzino', body: richTextOf(''), fileId: file.id, files: [file], fileText: 'Capitolo sui DDT differiti', version: 0, ...more,
});
async function send(desk: TestDesk, tenant: string, file: ReturnType<typeof manual>, bytes: Buffer): Promise<number> {
  const named = { tenant, attachmentId: file.id, sha256: file.sha256, name: file.name };
  const metadata = Object.entries(named).map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`).join(',');
  const tus = { 'tus-resumable': '1.0.0' };
  const made = await desk.ask('POST', ROUTES.uploads, undefined, { ...tus, 'upload-length': String(file.size), 'upload-metadata': metadata });
  if (made.status !== 201) return made.status;
  const patched = await fetch(cloud.url + (made.headers.get('location') ?? ''), {
    method: 'PATCH', headers: { ...tus, ...signedBy(desk), 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' }, body: new Uint8Array(bytes),
  });
  return patched.status;
}
async function rowsOf(email: string, tenant: string, entity: string): Promise<Record<string, unknown>[]> {
  const { rows } = await (await TestDesk.signedIn(cloud.url, email)).pullAll(tenant);
  return [...rows].filter(([key]) => key.startsWith(`${entity}/`)).map(([, values]) => values);
}

test('DOC-01: the vendor’s manual is at its customers’ when its bytes are in the cloud, not before, and they have those bytes; nobody else does', async () => {
  const nicolo = await TestDesk.signedIn(cloud.url, PEOPLE.nicolo.email);
  const file = manual(HTML, 'Magazzino.html');
  const text = saved(file);
  expect((await nicolo.run(vendor, 'document.save', text)).outcome.state).toBe('accepted');
  await cloud.cloud.services.afterwards.idle();
  expect(await rowsOf(PEOPLE.mario.email, rossi, 'document')).toEqual([]);
  expect(await send(nicolo, vendor, file, HTML)).toBe(204);
  await cloud.cloud.services.afterwards.idle();
  expect(await rowsOf(PEOPLE.mario.email, rossi, 'document')).toMatchObject([{ id: text.documentId, file_id: file.id, plain: 'Capitolo sui DDT differiti' }]);
  expect(await rowsOf(PEOPLE.mario.email, rossi, 'document_file')).toMatchObject([{ id: file.id, state: 'available', sha256: file.sha256 }]);
  const mario = await TestDesk.signedIn(cloud.url, PEOPLE.mario.email);
  const answer = await fetch(`${cloud.url}${ROUTES.attachments}/${rossi}/${file.id}`, { headers: signedBy(mario) });
  expect(Buffer.from(await answer.arrayBuffer())).toEqual(HTML);
  expect((await mario.ask('GET', `${ROUTES.attachments}/${vendor}/${file.id}`)).status).toBe(403);
});

test('DOC-01: a document that is withdrawn while its new manual is still on its way is taken from the customers at once, and comes back with the manual', async () => {
  const nicolo = await TestDesk.signedIn(cloud.url, PEOPLE.nicolo.email);
  const [first, second] = [manual(HTML, 'Vendite.html'), manual(Buffer.from('<p>Seconda edizione</p>'), 'Vendite.html')];
  const text = saved(first, { title: 'Manuale delle vendite' });
  const copy = async () => {
    await cloud.cloud.services.afterwards.idle();
    return (await rowsOf(PEOPLE.mario.email, rossi, 'document')).filter(({ id }) => id === text.documentId).map(({ state, version, file_id }) => [state, version, file_id]);
  };
  const withdrawn = async (yes: boolean) => expect((await nicolo.run(vendor, 'document.withdraw', { documentId: text.documentId, withdrawn: yes })).outcome.state).toBe('accepted');
  await nicolo.run(vendor, 'document.save', text);
  expect(await send(nicolo, vendor, first, HTML)).toBe(204);
  expect(await copy()).toEqual([['published', 1, first.id]]);
  await nicolo.run(vendor, 'document.save', saved(second, { documentId: text.documentId, version: 1 }));
  expect(await copy()).toEqual([['published', 1, first.id]]);
  await withdrawn(true);
  expect(await copy()).toEqual([['withdrawn', 2, null]]);
  await withdrawn(false);
  expect(await copy()).toEqual([['withdrawn', 2, null]]);
  expect(await send(nicolo, vendor, second, Buffer.from('<p>Seconda edizione</p>'))).toBe(204);
  expect(await copy()).toEqual([['published', 2, second.id]]);
});

test('DOC-01, R8: bytes that are not what the name says are not kept, and the manual is nobody’s', async () => {
  const nicolo = await TestDesk.signedIn(cloud.url, PEOPLE.nicolo.email);
  const before = (await rowsOf(PEOPLE.mario.email, rossi, 'document')).length;
  const program = Buffer.concat([Buffer.from('MZ'), Buffer.alloc(200, 1)]);
  for (const [bytes, name] of [[Buffer.from('<p>Non un PDF</p>'), 'Finto.pdf'], [program, 'Finto.html']] as const) {
    const file = manual(bytes, name);
    await nicolo.run(vendor, 'document.save', saved(file));
    expect(await send(nicolo, vendor, file, bytes), name).toBe(422);
    expect(await cloud.cloud.services.blobs.sizeOf(file.sha256), name).toBeUndefined();
  }
  await cloud.cloud.services.afterwards.idle();
  expect((await rowsOf(PEOPLE.mario.email, rossi, 'document')).length).toBe(before);
});

test('DOC-01: a user may contribute a manual, not put it among what all read; size and kind are the cloud’s to say', async () => {
  const mario = await TestDesk.signedIn(cloud.url, PEOPLE.mario.email);
  const file = manual(HTML, 'Nostro.html');
  const { version: _version, ...proposal } = saved(file);
  expect((await mario.run(rossi, 'document.save', saved(manual(HTML, 'Nostro.html')))).outcome).toMatchObject({ state: 'refused', refusal: { code: 'right.missing' } });
  for (const [wrong, code] of [[{ ...file, name: 'Nostro.docx' }, 'document.file.kind'], [{ ...file, size: 4 * 1024 * 1024 }, 'file.too_large']] as const) {
    expect((await mario.run(rossi, 'document.propose', { ...proposal, files: [wrong] })).outcome).toMatchObject({ state: 'refused', refusal: { code } });
  }
  expect((await mario.run(rossi, 'document.propose', proposal)).outcome.state).toBe('accepted');
  const giada = await TestDesk.signedIn(cloud.url, PEOPLE.giada.email);
  expect(await send(giada, rossi, file, HTML)).toBe(403);
  expect(await send(mario, rossi, file, HTML)).toBe(204);
});
