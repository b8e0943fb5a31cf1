import { mkdir, readdir, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { PEOPLE, TENANTS } from '#cloud/testing/small-data.ts';
import { openForWriting } from '../store/sqlite/open-database.ts';
import type { TestCore } from '../testing/test-core.ts';
import { allSent, createTicket, newId, signIn, testOffice, tickets } from '../testing/test-office.ts';
import { linesOf, whatWasWritten } from './what-was-written.ts';

const office = testOffice();

/** A desk that wrote one request and half of another without a network, and was closed; its folder. */
async function leftBehind(before?: (core: TestCore) => Promise<unknown>): Promise<{ root: string; folder: string; ticket: string }> {
  const core = await office.signedIn();
  await before?.(core);
  office.proxy.setOnline(false);
  const ticket = await createTicket(core, 'Scritto senza rete');
  await core.invoke('drafts.save', { id: await newId(core), kind: 'ticket.new', tenant: TENANTS.rossi, title: 'A metà', content: { title: 'A metà', phone: '081 555' } });
  const { profileFolder: folder } = await core.invoke('app.info', {});
  await core.stop();
  return { root: core.root, folder, ticket };
}
function versionOf(file: string, version: number): number {
  const database = openForWriting(file, 'full');
  const before = Number(database.pragma('user_version'));
  database.pragma(`user_version = ${version}`);
  database.close();
  return before;
}

test('OFF-09: a log of a newer program is left alone; what was written is told and given, and opened when it can be', async () => {
  const { root, folder, ticket } = await leftBehind();
  const known = versionOf(join(folder, 'log.db'), 99);
  const core = await office.start({ root });
  await expect(core.invoke('session.state', {})).rejects.toMatchObject({ code: 'store.newer' });
  expect(await core.invoke('recovery.state', {})).toMatchObject({ folder, waiting: 1, drafts: 1, pin: false, forms: [] });
  const written = await core.invoke('recovery.written', { pin: null });
  expect(written.map(({ kind, name, title }) => [kind, name, title])).toEqual([['command', 'ticket.create', 'Scritto senza rete'], ['draft', 'ticket.new', 'A metà']]);
  expect(written[1]?.text).toBe('title: A metà\nphone: 081 555');
  expect(await core.invoke('recovery.report', {})).toMatch(/log\.db +integrity ok[\s\S]*1 waiting/);
  expect(await core.invoke('recovery.report', {})).not.toMatch(/Scritto senza rete|A metà/);
  await expect(core.invoke('recovery.openAgain', { anew: false })).rejects.toMatchObject({ code: 'store.newer' });
  versionOf(join(folder, 'log.db'), known);
  expect(await core.invoke('recovery.openAgain', { anew: false })).toMatchObject({ phase: 'open' });
  expect(core.heard('session').at(-1)).toMatchObject({ phase: 'open' });
  expect((await tickets(core)).find((row) => row.id === ticket)).toMatchObject({ title: 'Scritto senza rete', sync: 'waiting' });
});

test('OFF-09: a copy of the cloud’s data that cannot be opened is begun anew, and nothing that was written goes with it (I13)', async () => {
  const { root, folder, ticket } = await leftBehind();
  for (const suffix of ['', '-wal', '-shm']) await rm(join(folder, `cache.db${suffix}`), { force: true });
  await mkdir(join(folder, 'cache.db'));
  const core = await office.start({ root });
  await expect(core.invoke('session.state', {})).rejects.toMatchObject({ code: 'disk.read_only' });
  expect(await core.invoke('recovery.state', {})).toMatchObject({ waiting: 1, drafts: 1, mayBeginAnew: true, forms: [{ company: 'ROSSI SRL', url: expect.stringMatching(/\/site\/[0-9A-F-]{14}\/support$/) }] });
  await expect(core.invoke('recovery.openAgain', { anew: false })).rejects.toMatchObject({ code: 'disk.read_only' });
  expect(await core.invoke('recovery.openAgain', { anew: true })).toMatchObject({ phase: 'open' });
  office.proxy.setOnline(true);
  await signIn(core);
  await core.until(async () => (await tickets(core)).find((row) => row.id === ticket)?.number != null, 'its number');
  expect((await core.invoke('drafts.list', { kind: null })).map((draft) => draft.title)).toEqual(['A metà']);
});

test('OFF-09: a cause that is a bug has a page too; a log and a journal that nobody can read are said to be so, and not to be empty', async () => {
  const { root, folder } = await leftBehind();
  const replace = async (name: string) => {
    await rm(join(folder, name));
    await mkdir(join(folder, name));
  };
  await replace('log.journal');
  const core = await office.start({ root });
  await expect(core.invoke('session.state', {})).rejects.toMatchObject({ code: 'desk.not_opened' });
  expect(core.heard('error')).toEqual([]);
  expect(await core.invoke('recovery.state', {})).toMatchObject({ waiting: 1, drafts: 1 });
  await replace('log.db');
  await expect(core.invoke('recovery.openAgain', { anew: false })).rejects.toMatchObject({ code: 'disk.read_only' });
  await expect(core.invoke('session.state', {})).rejects.toMatchObject({ code: 'disk.read_only' });
  expect(await core.invoke('recovery.state', {})).toMatchObject({ waiting: null, drafts: 1 });
});

test('OFF-09, OFF-04: where a PIN covers the desk, what was written is given for it alone', async () => {
  const { root, folder } = await leftBehind((core) => core.invoke('session.setPin', { current: null, pin: '2468', idleMinutes: null }));
  versionOf(join(folder, 'log.db'), 99);
  const core = await office.start({ root });
  expect(await core.invoke('recovery.state', {})).toMatchObject({ waiting: 1, pin: true });
  await expect(core.invoke('recovery.written', { pin: null })).rejects.toMatchObject({ code: 'pin.wrong' });
  expect(await core.invoke('recovery.written', { pin: '2468' })).toHaveLength(2);
});

test('OFF-09, TKT-01: the form of the company’s web site is offered where it is served', async () => {
  const giada = await office.signedIn({}, PEOPLE.giada);
  const given = await giada.invoke('command.run', { tenant: TENANTS.rossi, name: 'company.change', input: { siteForm: true }, acceptRemarks: false, queueAnyway: false, draftId: null });
  expect(given).toMatchObject({ state: 'saved' });
  await allSent(giada);
  const { root, folder } = await leftBehind();
  versionOf(join(folder, 'log.db'), 99);
  const core = await office.start({ root });
  expect((await core.invoke('recovery.state', {})).forms.map(({ company }) => company)).toEqual(['ROSSI SRL']);
});

test('OFF-09: what was damaged and mended at the start is told, with where the old file is', async () => {
  const { root, folder } = await leftBehind();
  for (const suffix of ['-wal', '-shm']) await rm(join(folder, `log.db${suffix}`), { force: true });
  await truncate(join(folder, 'log.db'), 3000);
  const core = await office.start({ root });
  expect(await core.invoke('recovery.repaired', {})).toEqual([{ code: 'log.salvaged', aside: expect.stringContaining('log.db.bad-') }]);
  await core.stop();
  const again = await office.start({ root });
  expect(await again.invoke('recovery.repaired', {})).toEqual([]);
});

test('OFF-09: where nobody is known there is nothing to give, and the page can still ask', async () => {
  const core = await office.start();
  await writeFile(join(core.root, 'file'), '');
  const nowhere = await office.start({ root: join(core.root, 'file') });
  expect(await nowhere.invoke('recovery.state', {})).toMatchObject({ waiting: null, drafts: null, mayBeginAnew: false, forms: [] });
  expect(await nowhere.invoke('recovery.written', { pin: null })).toEqual([]);
  await expect(nowhere.invoke('recovery.report', {})).rejects.toMatchObject({ code: 'disk.not_a_folder' });
});

test('OFF-09: what is read for the page leaves the folder as it is, whatever may be written there', async () => {
  const { folder } = await leftBehind();
  const before = (await readdir(folder)).sort();
  expect(whatWasWritten(folder)).toMatchObject({ commands: [{ title: 'Scritto senza rete' }], drafts: [{ title: 'A metà' }] });
  expect((await readdir(folder)).sort()).toEqual(before);
});

test('OFF-09: words stand under their field’s name; ids do not', () => {
  expect(linesOf({ ticketId: '0197f0a0-0000-7000-8000-000000000001', body: { type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text: 'uno' }] }, { type: 'paragraph', content: [{ type: 'text', text: 'due' }] }] }, emails: ['a@b.it', 'c@d.it'], n: 3 })).toBe('body:\nuno\ndue\nemails: a@b.it\nemails: c@d.it');
});
