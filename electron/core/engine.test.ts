import { readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { PASSWORD, PEOPLE, TENANTS } from '#cloud/testing/small-data.ts';
import { createTicket, lampIs, newId, numbered, testOffice, tickets } from './testing/test-office.ts';

const office = testOffice();

test('OFF-01: Mario signs in, his company’s tickets are on the desk, a new one gets its number', async () => {
  const core = await office.signedIn();
  expect(await core.invoke('session.state', {})).toMatchObject({
    phase: 'open', needsPassword: false, person: { id: PEOPLE.mario.id }, tenants: [{ id: TENANTS.rossi, side: 'customer' }], lastEmail: PEOPLE.mario.email,
  });
  expect((await tickets(core)).map((row) => row.title)).toContain('Non si apre la contabilità');
  const id = await createTicket(core, 'La stampante non risponde');
  const row = await numbered(core, id);
  expect(row).toMatchObject({ status: 'unassigned', sync: 'settled' });
  expect(await core.invoke('outbox.list', { includeDelivered: true })).toMatchObject([{ state: 'delivered', number: row.number, target: { entity: 'ticket', id } }]);
});

test('R1, ACC-14: without network and without a keychain the desk of the last person opens, with what waited and what was half written', async () => {
  const core = await office.signedIn();
  office.proxy.setOnline(false);
  const id = await createTicket(core, 'Scritto prima del riavvio');
  const draft = { id: await newId(core), kind: 'ticket.new', tenant: TENANTS.rossi, title: 'A metà', content: { title: 'A metà — «così» ✓' } };
  await core.invoke('drafts.save', draft);
  await core.stop();
  const again = await office.start({ root: core.root });
  expect(await again.invoke('session.state', {})).toMatchObject({ phase: 'open', person: { id: PEOPLE.mario.id } });
  expect((await tickets(again)).find((row) => row.id === id)).toMatchObject({ title: 'Scritto prima del riavvio', sync: 'waiting' });
  expect(await again.invoke('drafts.get', { id: draft.id })).toMatchObject(draft);
  await again.until(async () => (await again.invoke('session.state', {})).needsPassword, 'the password asked for');
  expect(await again.invoke('sync.state', {})).toMatchObject({ lamp: 'sign_in', waiting: 1 });
  office.proxy.setOnline(true);
  await again.invoke('session.signIn', { email: PEOPLE.mario.email, password: PASSWORD, remember: false });
  await numbered(again, id);
});

test('R6: a second core on the same profile, and a root that is no folder, are told with a code; the windows still get answers', async () => {
  const core = await office.signedIn();
  const second = await office.start({ root: core.root });
  await expect(second.invoke('session.state', {})).rejects.toMatchObject({ code: 'store.locked' });
  expect(await second.invoke('app.info', {})).toMatchObject({ host: 'test' });
  const file = join(core.root, 'device.json');
  const nowhere = await office.start({ root: file });
  await expect(nowhere.invoke('session.state', {})).rejects.toMatchObject({ code: 'disk.not_a_folder' });
  await expect(nowhere.invoke('session.signIn', { email: 'a@b.example', password: 'x', remember: true })).rejects.toMatchObject({ code: 'disk.not_a_folder' });
  expect(await nowhere.invoke('app.settings', {})).toMatchObject({ language: 'it' });
  expect((await nowhere.invoke('app.log', { limit: 10 })).some((line) => line.text.startsWith('disk.not_a_folder'))).toBe(true);
});

test('Settings of this device survive a restart; a broken device file is put aside, not in the way', async () => {
  const core = await office.start();
  expect(await core.invoke('app.changeSettings', { language: 'ru', theme: 'dark' })).toMatchObject({ language: 'ru', theme: 'dark', density: 'comfortable' });
  expect(core.heard('settings')).toHaveLength(1);
  await core.stop();
  const again = await office.start({ root: core.root });
  expect(await again.invoke('app.settings', {})).toMatchObject({ language: 'ru', theme: 'dark' });
  await again.stop();
  await writeFile(join(core.root, 'device.json'), '{"settings":');
  const mended = await office.start({ root: core.root });
  expect(await mended.invoke('app.settings', {})).toMatchObject({ language: 'it' });
  expect((await readdir(core.root)).some((name) => name.startsWith('device.json.broken-'))).toBe(true);
});

test('OFF-04: nothing in the profile can be read by others, and no token is in clear', async () => {
  const core = await office.signedIn();
  await createTicket(core, 'Riservato');
  await lampIs(core, 'online');
  if (process.platform === 'win32') return;
  for (const entry of await readdir(core.root, { recursive: true, withFileTypes: true })) {
    const { mode } = await stat(join(entry.parentPath, entry.name));
    expect([entry.name, mode & 0o077]).toEqual([entry.name, 0]);
  }
});
