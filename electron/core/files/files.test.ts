import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
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
  await expect(luca.invoke('files.read', { tenant: TENANTS.rossi, id: file.id })).rejects.toMatchObject({ code: 'file.unknown' });
});

test('I12: a file that the cloud lost and calls missing goes again from the copy that this desk kept', async () => {
  const core = await office.signedIn();
  const file = await core.invoke('files.keep', { id: await newId(core), name: 'perso.txt', mime: 'text/plain', bytes: new TextEncoder().encode('da rimandare') });
  const ticketId = await newId(core);
  await run(core, 'ticket.create', { ...ticketInput(ticketId, 'Allegato perso', PEOPLE.mario.email), files: [file] });
  const state = async () => (await core.invoke('tickets.get', { tenant: TENANTS.rossi, id: ticketId }))?.attachments[0]?.state;
  await core.until(async () => (await state()) === 'available', 'the file available');
  // As a cloud stands that was restored to before the bytes came, seven days later.
  const { owner } = office.cloud.cloud.services.pools;
  await rm(join(office.cloud.dataFolder, 'files', file.sha256.slice(0, 2), file.sha256));
  await owner.query("delete from app.command where name = 'attachment.settle'");
  const { rows: [head] } = await owner.query<{ seq: number }>('select seq::int from app.feed where tenant_id = $1', [TENANTS.rossi]);
  await owner.query("update app.attachment set state = 'missing', seq = $2 where id = $1", [file.id, (head?.seq ?? 0) + 1]);
  await run(core, 'ticket.create', ticketInput(await newId(core), 'Muove il registro', PEOPLE.mario.email));
  await core.until(async () => (await core.invoke('outbox.list', { includeDelivered: true })).every(({ files }) => files.every((one) => one.state === 'sent')) && (await state()) === 'available', 'the file again');
  const other = await office.signedIn({}, PEOPLE.giada);
  expect(await readFile((await other.engine.attachmentFile(TENANTS.rossi, file.id))?.path ?? '', 'utf8')).toBe('da rimandare');
});

test('DET-08, OFF-01: the bytes for the preview come from this device, or from the cloud once; without a network a sentence says that they are elsewhere', async () => {
  const mario = await office.signedIn();
  const bytes = new TextEncoder().encode('da guardare');
  const file = await mario.invoke('files.keep', { id: await newId(mario), name: 'guarda.txt', mime: 'text/plain', bytes });
  const ticketId = await newId(mario);
  await run(mario, 'ticket.create', { ...ticketInput(ticketId, 'Da guardare', PEOPLE.mario.email), files: [file] });
  const read = (core: typeof mario) => core.invoke('files.read', { tenant: TENANTS.rossi, id: file.id });
  expect((await read(mario)).bytes).toEqual(bytes);
  await mario.until(async () => (await mario.invoke('tickets.get', { tenant: TENANTS.rossi, id: ticketId }))?.attachments[0]?.state === 'available', 'the file available');
  const nicolo = await office.signedIn({}, PEOPLE.nicolo);
  await nicolo.until(async () => (await nicolo.invoke('tickets.get', { tenant: TENANTS.rossi, id: ticketId }))?.attachments[0]?.state === 'available', 'the row here');
  office.proxy.setOnline(false);
  await expect(read(nicolo)).rejects.toMatchObject({ code: 'file.not_here', details: { name: 'guarda.txt' } });
  office.proxy.setOnline(true);
  expect((await read(nicolo)).bytes).toEqual(bytes);
  office.proxy.setOnline(false);
  expect((await read(nicolo)).bytes).toEqual(bytes);
});

test('TKT-11, OFF-01: a picture of a draft is read back by its hash from this device, without a network; one that is not here is no picture', async () => {
  const mario = await office.signedIn();
  const bytes = new TextEncoder().encode('incollata');
  const { sha256 } = await mario.invoke('files.keep', { id: await newId(mario), name: 'image.png', mime: 'image/png', bytes });
  office.proxy.setOnline(false);
  expect((await mario.invoke('files.kept', { sha256 })).bytes).toEqual(bytes);
  await expect(mario.invoke('files.kept', { sha256: sha256.replace(/./g, '0') })).rejects.toMatchObject({ code: 'file.unknown' });
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
