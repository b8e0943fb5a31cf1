import { afterAll, beforeAll, expect, test } from 'vitest';
import { v7 } from 'uuid';
import { richTextOf } from '#shared/domain/kernel/rich-text.ts';
import { PEOPLE, TENANTS } from '#cloud/testing/small-data.ts';
import { createTestCloud, type TestCloud } from '#cloud/testing/test-cloud.ts';
import { TestDesk } from '#cloud/testing/test-desk.ts';
import { publishLibrary } from './publish-library.ts';

const { vendor, rossi } = TENANTS;
let cloud: TestCloud;
beforeAll(async () => {
  cloud = await createTestCloud();
});
afterAll(async () => cloud?.stop());

const text = (documentId: string, title: string, version: number) => ({
  documentId, versionId: v7(), section: 'faq', language: 'it', title, body: richTextOf('Si apre Magazzino e si preme Stampa.'), fileId: null, files: [], fileText: '', version,
});
/** What a desk that starts from nothing gets of the company's documents: title, state and version. */
async function documentsOf(email: string, tenant: string): Promise<Record<string, unknown>[]> {
  const desk = await TestDesk.signedIn(cloud.url, email);
  const { rows } = await desk.pullAll(tenant);
  return [...rows].filter(([key]) => key.startsWith('document/')).map(([, values]) => values);
}

test('DOC-01: what the vendor writes is at its customers’ after the push, what it withdraws is taken from them, and nothing is written twice', async () => {
  const nicolo = await TestDesk.signedIn(cloud.url, PEOPLE.nicolo.email);
  const id = v7();
  expect((await nicolo.run(vendor, 'document.save', text(id, 'Ristampare un DDT', 0))).outcome.state).toBe('accepted');
  await cloud.cloud.services.afterwards.idle();
  expect(await documentsOf(PEOPLE.mario.email, rossi)).toMatchObject([{ id, title: 'Ristampare un DDT', state: 'published', from_vendor: 1, version: 1 }]);
  expect(await publishLibrary(cloud.cloud.services, vendor)).toBe(0);
  await nicolo.push(vendor, [nicolo.command(vendor, 'document.save', text(id, 'Ristampare un documento', 1)), nicolo.command(vendor, 'document.withdraw', { documentId: id, withdrawn: true })]);
  await cloud.cloud.services.afterwards.idle();
  expect(await documentsOf(PEOPLE.mario.email, rossi)).toMatchObject([{ id, title: 'Ristampare un documento', state: 'withdrawn', version: 2 }]);
});

test('DOC-01, R5: a customer’s document stays in that company, and the vendor’s copy cannot be written by anybody there', async () => {
  const giada = await TestDesk.signedIn(cloud.url, PEOPLE.giada.email);
  const own = v7();
  await giada.push(rossi, [giada.command(rossi, 'document.save', text(own, 'Come lavoriamo noi', 0))]);
  await publishLibrary(cloud.cloud.services, vendor);
  expect((await documentsOf(PEOPLE.luca.email, TENANTS.bikelt)).map(({ title }) => title)).not.toContain('Come lavoriamo noi');
  const [copy] = (await documentsOf(PEOPLE.giada.email, rossi)).filter(({ from_vendor }) => from_vendor === 1);
  const { outcome } = await giada.run(rossi, 'document.save', text(String(copy?.['id']), 'Presa', Number(copy?.['version'])));
  expect(outcome).toMatchObject({ state: 'refused', refusal: { code: 'document.of_the_vendor' } });
});
