import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { PEOPLE, TENANTS, ticketInput } from '#cloud/testing/small-data.ts';
import { lampIs, newId, run, testOffice } from '../testing/test-office.ts';

const office = testOffice();

test('TKT-12, I12: a file deleted after choosing still goes, from the copy that was kept; the other desk opens it', async () => {
  const core = await office.signedIn();
  const bytes = new TextEncoder().encode('registro IVA '.repeat(1000));
  const file = await core.invoke('files.keep', { id: await newId(core), name: 'registro.txt', mime: 'text/plain', bytes });
  const ticketId = await newId(core);
  const input = { ...ticketInput(ticketId, 'Con allegato', PEOPLE.mario.email), files: [file] };
  expect(await run(core, 'ticket.create', input)).toMatchObject({ state: 'saved' });
  await core.until(async () => (await core.invoke('outbox.list', { includeDelivered: true }))[0]?.files[0]?.state === 'sent', 'the file sent');
  await lampIs(core, 'online');

  const nicolo = await office.signedIn({}, PEOPLE.nicolo);
  await nicolo.until(async () => (await nicolo.invoke('tickets.get', { tenant: TENANTS.rossi, id: ticketId }))?.attachments[0]?.state === 'available', 'the file available');
  const found = await nicolo.engine.attachmentFile(TENANTS.rossi, file.id);
  expect(found).toMatchObject({ name: 'registro.txt', mime: 'text/plain' });
  expect(await readFile(found?.path ?? '')).toEqual(Buffer.from(bytes));
  expect(await nicolo.invoke('files.open', { tenant: TENANTS.rossi, id: file.id })).toEqual({ url: `/files/${TENANTS.rossi}/${file.id}` });

  const luca = await office.signedIn({}, PEOPLE.luca);
  expect(await luca.engine.attachmentFile(TENANTS.rossi, file.id)).toBeUndefined();
});

test('TKT-12: a file whose bytes are not on this device is said before anything is saved; empty and too large ones too', async () => {
  const core = await office.signedIn();
  const gone = { id: await newId(core), name: 'sparito.pdf', mime: 'application/pdf', size: 10, sha256: 'a'.repeat(64) };
  const input = { ...ticketInput(await newId(core), 'Con file sparito', PEOPLE.mario.email), files: [gone] };
  expect(await run(core, 'ticket.create', input, { queueAnyway: true })).toMatchObject({
    state: 'refused', refusal: { code: 'file.gone', facts: { name: 'sparito.pdf' } },
  });
  const id = await newId(core);
  await expect(core.invoke('files.keep', { id, name: 'vuoto.txt', mime: '', bytes: new Uint8Array() })).rejects.toMatchObject({ code: 'file.empty', details: { name: 'vuoto.txt' } });
  await expect(core.invoke('files.keep', { id, name: 'grande.bin', mime: '', bytes: new Uint8Array(4 * 1024 * 1024) })).rejects.toMatchObject({
    code: 'file.too_large', details: { name: 'grande.bin', size: 4 * 1024 * 1024 },
  });
  expect(await core.invoke('outbox.list', { includeDelivered: false })).toEqual([]);
});
