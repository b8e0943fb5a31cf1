import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { richTextOf } from '#shared/domain/kernel/rich-text.ts';
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
