import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { v7 } from 'uuid';
import { richTextOf } from '#shared/domain/kernel/rich-text.ts';
import { runSystem } from '#cloud/sync/run-system.ts';
import { PEOPLE, TENANTS } from '#cloud/testing/small-data.ts';
import { newId, testOffice } from '../testing/test-office.ts';

const office = testOffice();
const HTML = new TextEncoder().encode('<h1>Manuale</h1><p>Capitolo sui DDT differiti</p>');

test('DOC-01, OFF-01: a manual that the vendor adds comes to a customer’s desk by itself, and is found and read there without a network', async () => {
  const nicolo = await office.signedIn({}, PEOPLE.nicolo);
  const mario = await office.signedIn();
  const file = await nicolo.invoke('files.keep', { id: await newId(nicolo), name: 'Magazzino.html', mime: 'text/html', bytes: HTML });
  const documentId = await newId(nicolo);
  const input = {
    documentId, versionId: await newId(nicolo), section: 'documents', language: 'it', title: 'Manuale del magazzino', body: richTextOf(''), fileId: file.id, files: [file], fileText: 'Capitolo sui DDT differiti', version: 0,
  };
  const given = { tenant: TENANTS.vendor, name: 'document.save', input, acceptRemarks: false, queueAnyway: false, draftId: null };
  expect(await nicolo.invoke('command.run', given)).toMatchObject({ state: 'saved' });
  const files = async () => (await mario.invoke('library.get', { tenant: TENANTS.rossi, id: documentId }))?.files ?? [];
  await mario.until(async () => (await files())[0]?.here === true, 'the manual here before anybody opened it');
  office.proxy.setOnline(false);
  const read = await mario.invoke('files.read', { tenant: TENANTS.rossi, id: file.id });
  expect(read.bytes).toEqual(HTML);
  const found = () => mario.invoke('library.search', { text: 'differiti', tenant: TENANTS.rossi, whole: true, limit: 5 });
  await mario.until(async () => (await found())[0]?.id === documentId, 'its words among those that are searched');
  const opened = await mario.engine.attachmentFile(TENANTS.rossi, file.id);
  expect(await readFile(opened?.path ?? '')).toEqual(Buffer.from(HTML));
});

test('DOC-01, I12: a manual that never arrived is told to whoever added it, with its document, until the document has another text', async () => {
  const { vendor } = TENANTS;
  const [first, second] = [await office.signedIn({}, PEOPLE.nicolo), await office.signedIn({ cloudUrl: office.cloud.url }, PEOPLE.nicolo)];
  const veronica = await office.signedIn({ cloudUrl: office.cloud.url }, PEOPLE.veronica);
  office.proxy.plan('/v1/uploads', { kind: 'status', status: 413 });
  const file = await first.invoke('files.keep', { id: await newId(first), name: 'Mai arrivato.html', mime: 'text/html', bytes: HTML });
  const documentId = await newId(first);
  const save = async (fileId: string | null, files: unknown[], version: number) => {
    const input = { documentId, versionId: await newId(first), section: 'documents', language: 'it', title: 'Manuale mai arrivato', body: richTextOf('Testo'), fileId, files, fileText: '', version };
    expect(await first.invoke('command.run', { tenant: vendor, name: 'document.save', input, acceptRemarks: false, queueAnyway: false, draftId: null })).toMatchObject({ state: 'saved' });
  };
  await save(file.id, [file], 0);
  const needsYou = async () => (await second.invoke('sync.state', {})).needsYou;
  await second.until(async () => (await second.invoke('library.get', { tenant: vendor, id: documentId }))?.files[0]?.state === 'arriving', 'the document there');
  await runSystem(office.cloud.cloud.services.place, { tenant: vendor, vendor, id: v7(), name: 'attachment.settle', input: { attachmentId: file.id, state: 'missing' }, now: Date.now() });
  await second.until(async () => (await needsYou()) === 1, 'the lamp counts it');
  expect(await second.invoke('files.missing', {})).toMatchObject([{ id: file.id, name: 'Mai arrivato.html', of: { entity: 'document', id: documentId }, title: 'Manuale mai arrivato', number: null }]);
  expect(await veronica.invoke('files.missing', {})).toEqual([]);
  await save(null, [], 1);
  await second.until(async () => (await needsYou()) === 0, 'it is nobody’s to hear of any more');
  expect(await second.invoke('files.missing', {})).toEqual([]);
});
