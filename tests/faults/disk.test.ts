import { randomBytes } from 'node:crypto';
import { execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, globSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { richTextOf } from '#shared/domain/kernel/rich-text.ts';
import { PASSWORD, PEOPLE, TENANTS, ticketInput } from '#cloud/testing/small-data.ts';
import { createTestCloud, type TestCloud } from '#cloud/testing/test-cloud.ts';
import { command, createTicketInput, newId, NOW, temporaryFolder } from '#core/store/fixtures.ts';
import { SqliteLog } from '#core/store/log/log-store.ts';
import { openLog } from '#core/store/log/open-log.ts';
import { temporaryRoot } from '#core/testing/test-core.ts';
import { EVERYTHING } from '#core/testing/test-office.ts';
import { asNobody, giveAway, isRoot } from '#tests/harness/unprivileged.ts';
import { createDeskProcess, type DeskProcess } from './desk-process.ts';
import { randomFrom } from './random.ts';
import { startDeviceDisk, startSmallDisk, whyNoDisk } from './small-disk.ts';

/* Real disks that fill, break, lose power or may not be written; every round of them ends with what was acknowledged. */

const SEED = Number(process.env['SPORTELLO_FAULT_SEED'] ?? Date.now() % 1_000_000);
const ROUNDS = Number(process.env['SPORTELLO_FAULT_ROUNDS'] ?? 1);
let cloud: TestCloud;
beforeAll(async () => {
  cloud = await createTestCloud();
});
afterAll(() => cloud.stop());
const used: { remove(): unknown }[] = [];
afterEach(async () => {
  for (const one of used.splice(0).reverse()) await one.remove();
});
const use = <T extends { remove(): unknown }>(one: T): T => (used.push(one), one);

/** The reason aloud, where a disk cannot be had; the tests that need none still hold their rules. */
function isImpossible(needsRoot = false): boolean {
  const why = needsRoot && !isRoot() ? 'loop devices are root’s alone' : whyNoDisk();
  if (why !== undefined) console.error(`NOT TESTED HERE, ${expect.getState().currentTestName ?? ''}: ${why}`);
  return why !== undefined;
}

async function signedIn(desk: DeskProcess, { email }: { readonly email: string } = PEOPLE.mario): Promise<void> {
  await desk.start();
  use({ remove: () => desk.kill() });
  await desk.invoke('session.signIn', { email, password: PASSWORD, remember: true });
  while ((await desk.invoke('sync.state', {})).lamp !== 'online') await new Promise((resolve) => setTimeout(resolve, 50));
}
const words = 'parole '.repeat(13_000);
async function create(desk: DeskProcess, title: string, { email, tenant }: { readonly email: string; readonly tenant: string } = PEOPLE.mario): Promise<void> {
  const [ticketId = ''] = await desk.invoke('command.newIds', { count: 1 });
  const input = { ...ticketInput(ticketId, title, email), description: richTextOf(words) };
  const answer = await desk.invoke('command.run', { tenant, name: 'ticket.create', input, acceptRemarks: false, queueAnyway: false, draftId: null });
  expect(answer).toMatchObject({ state: 'saved' });
}
const titles = async (desk: DeskProcess, prefix: string) =>
  (await desk.invoke('tickets.list', { query: EVERYTHING, offset: 0, limit: 500 })).rows.map((row) => row.title).filter((title) => title.startsWith(prefix)).sort();
async function until(look: () => Promise<boolean>, what: string): Promise<void> {
  for (const end = Date.now() + 40_000; !(await look()); await new Promise((resolve) => setTimeout(resolve, 100))) if (Date.now() > end) throw new Error(`never came: ${what}`);
}

/** Saves until the disk says no; answers what was acknowledged before. */
async function saveUntilFull(desk: DeskProcess, prefix: string, person: typeof PEOPLE.mario | typeof PEOPLE.luca = PEOPLE.mario): Promise<{ saved: string[]; refusal: string }> {
  const saved: string[] = [];
  for (let count = 0; count < 300; count += 1) {
    const title = `${prefix} ${String(count).padStart(3, '0')}`;
    try {
      await create(desk, title, person);
    } catch (error) {
      return { saved, refusal: error instanceof Error ? error.message : '' };
    }
    saved.push(title);
  }
  throw new Error('this disk never fills');
}

test('R1, R6, OFF-09: a disk that fills: the ballast saves what is being written, then it is refused by name; after kill -9 all that was acknowledged is there and goes', { timeout: 120_000 }, async () => {
  if (isImpossible()) return;
  const disk = use(await startSmallDisk(96));
  const desk = createDeskProcess(join(disk.folder, 'root'), cloud.url, disk.run);
  await signedIn(desk);
  await cloud.halt();
  disk.fill();
  // Seven megabytes of ballast are worth some dozens of these.
  const { saved, refusal } = await saveUntilFull(desk, 'Disco pieno');
  expect(saved.length).toBeGreaterThan(5);
  expect(refusal).toBe('disk.full');
  expect((await desk.invoke('app.log', { limit: 200 })).some((line) => line.text.includes('ballast'))).toBe(true);
  // Choosing a file and saving a draft say the same; reading goes on.
  await expect(desk.invoke('files.keep', { id: newId(), name: 'grande.bin', mime: '', bytes: randomBytes(3_000_000) })).rejects.toThrow('disk.full');
  expect((await desk.invoke('tickets.list', { query: EVERYTHING, offset: 0, limit: 1 })).total).toBeGreaterThan(1);
  await desk.kill();
  await desk.start();
  // Still full: the desk opens or says why; nothing of it may be lost by having tried.
  await desk.invoke('session.state', {}).catch((error: unknown) => expect(String(error)).toContain('disk.full'));
  expect(await desk.invoke('recovery.state', {})).toMatchObject({ waiting: saved.length });
  expect((await desk.invoke('recovery.written', { pin: null })).map(({ title }) => title)).toEqual(saved);
  disk.free();
  expect(await desk.invoke('recovery.openAgain', { anew: false })).toMatchObject({ phase: 'open' });
  await desk.kill();
  await cloud.restart();
  await signedIn(desk);
  await until(async () => (await desk.invoke('sync.state', {})).waiting === 0, 'all sent');
  expect(await titles(desk, 'Disco pieno')).toEqual(saved);
  const { rows } = await cloud.cloud.services.pools.owner.query<{ count: string }>("select count(*) from app.ticket where title like 'Disco pieno%'");
  expect(Number(rows[0]?.count)).toBe(saved.length);
});

test('I12: a disk that fills during a download: nothing is opened, nothing half stays, and the next try has it', { timeout: 60_000 }, async () => {
  if (isImpossible()) return;
  const disk = use(await startSmallDisk(48));
  const desk = createDeskProcess(join(disk.folder, 'root'), cloud.url, disk.run);
  await signedIn(desk);
  const bytes = randomBytes(2_000_000);
  const [ticketId = '', id = ''] = await desk.invoke('command.newIds', { count: 2 });
  const file = await desk.invoke('files.keep', { id, name: 'log.bin', mime: '', bytes });
  await desk.invoke('command.run', { tenant: TENANTS.rossi, name: 'ticket.create', input: { ...ticketInput(ticketId, 'Con file', PEOPLE.mario.email), files: [file] }, acceptRemarks: false, queueAnyway: false, draftId: null });
  const attachment = async () => (await desk.invoke('tickets.get', { tenant: TENANTS.rossi, id: ticketId }))?.attachments[0];
  await until(async () => (await attachment())?.state === 'available', 'available');
  const copy = globSync(join(disk.seen, 'root', '*', '*', 'files', '*', file.sha256))[0] ?? '';
  rmSync(copy);
  disk.fill();
  await expect(desk.invoke('files.open', { tenant: TENANTS.rossi, id })).rejects.toThrow('disk.full');
  expect((await attachment())?.here).toBe(false);
  disk.free();
  await desk.invoke('files.open', { tenant: TENANTS.rossi, id });
  expect(readFileSync(copy).equals(bytes)).toBe(true);
});

/** A child that appends to a log without end; answers the ids that it acknowledged before `enough` of them had come. */
async function appendUntil(folder: string, run: string, enough: number, then: () => void = () => undefined): Promise<{ acknowledged: string[]; stop(): Promise<void> }> {
  const program = fileURLToPath(new URL('../../electron/core/store/log/append-forever.ts', import.meta.url));
  const child = fork(program, [folder], { stdio: ['ignore', 'pipe', 'ignore', 'ipc'], execPath: run, execArgv: [] });
  let said = '';
  child.stdout?.on('data', (text: Buffer) => (said += text.toString()));
  while (said.split('\n').length <= enough) await once(child.stdout as NodeJS.ReadableStream, 'data');
  then();
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'close');
    child.kill('SIGKILL');
    await gone;
  };
  return { get acknowledged() { return said.split('\n').slice(0, -1); }, stop };
}
/** Looked at in a copy without the journal: the log alone must have them. SQLite follows no path into another namespace. */
function missingIn(folder: string, ids: readonly string[]): string[] {
  const copy = use(temporaryFolder());
  for (const name of ['log.db', 'log.db-wal']) cpSync(join(folder, name), join(copy.folder, name));
  const log = new SqliteLog(openLog(copy.folder, NOW), { makeRoom: () => false, warn: () => undefined });
  try {
    return ids.filter((id) => log.get(id) === undefined);
  } finally {
    log.close();
  }
}

test('R1: a power cut at any moment: what was acknowledged had reached the device', { timeout: 60_000 + ROUNDS * 10_000 }, async () => {
  if (isImpossible(true)) return;
  for (let round = 0; round < ROUNDS; round += 1) {
    const enough = 20 + randomFrom(SEED + round).upTo(150);
    const disk = use(await startDeviceDisk(32));
    const child = await appendUntil(disk.folder, disk.run, enough);
    await child.stop();
    const after = use(await disk.powerCut());
    expect(missingIn(after.seen, child.acknowledged), `seed ${SEED + round}`).toEqual([]);
  }
});

test('R1, R6: a device that fails to sync: nothing that it lost was acknowledged', { timeout: 60_000 }, async () => {
  if (isImpossible(true)) return;
  const disk = use(await startDeviceDisk(24));
  const child = await appendUntil(disk.folder, disk.run, 30, () => disk.breakDevice());
  // It dies of the failure, or says nothing any more; a desk shows the code and keeps its windows.
  const before = child.acknowledged.length;
  await new Promise((resolve) => setTimeout(resolve, 2_000));
  expect(child.acknowledged.length).toBeGreaterThanOrEqual(before);
  await child.stop();
  const after = use(await disk.powerCut());
  expect(missingIn(after.seen, child.acknowledged)).toEqual([]);
});

test('R6: a file that cannot grow (EFBIG, any Unix): the write is refused with a code, what was saved stays and reads', { timeout: 60_000 }, async () => {
  if (process.platform === 'win32') return void console.error('NOT TESTED HERE: Windows has no limit of a file’s size');
  const root = await temporaryRoot();
  use({ remove: () => rm(root, { recursive: true, force: true }) });
  const run = join(root, 'limited.sh');
  // Luca's company is small: what he has fits. 512-byte blocks: two megabytes for every file.
  writeFileSync(run, `#!/bin/sh\nulimit -f 4096\nexec '${process.execPath}' "$@"\n`, { mode: 0o755 });
  const desk = createDeskProcess(join(root, 'desk'), cloud.url, run);
  await signedIn(desk, PEOPLE.luca);
  await cloud.halt();
  const { saved, refusal } = await saveUntilFull(desk, 'Scrittura rifiutata', PEOPLE.luca);
  expect(refusal).toMatch(/^disk\.(failed|full)$/);
  expect(saved.length).toBeGreaterThan(5);
  await desk.kill();
  await cloud.restart();
  const free = createDeskProcess(join(root, 'desk'), cloud.url);
  await signedIn(free, PEOPLE.luca);
  await until(async () => (await free.invoke('sync.state', {})).waiting === 0, 'all sent');
  expect(await titles(free, 'Scrittura rifiutata')).toEqual(saved);
});

test('R1: a WAL cut or garbled after the last sync, at any byte: what was synced before is there, the rest is gone as a whole', () => {
  const random = randomFrom(SEED);
  const { folder } = use(temporaryFolder());
  const log = new SqliteLog(openLog(folder, NOW), { makeRoom: () => false, warn: () => undefined });
  const wal = join(folder, 'log.db-wal');
  const synced = Array.from({ length: 12 }, () => ({ id: log.append(command('ticket.create', createTicketInput(newId())), []).id, size: statSync(wal).size }));
  for (let cut = 0; cut < 12 * ROUNDS; cut += 1) {
    const copy = use(temporaryFolder());
    for (const name of ['log.db', 'log.db-wal']) cpSync(join(folder, name), join(copy.folder, name));
    const sure = random.upTo(synced.length);
    const from = synced[sure]?.size ?? 0;
    const last = synced.at(-1)?.size ?? 0;
    const at = from + random.upTo(last - from + 1);
    if (random.chance(0.5)) truncateSync(join(copy.folder, 'log.db-wal'), at);
    else writeFileSync(join(copy.folder, 'log.db-wal'), Buffer.concat([readFileSync(wal).subarray(0, at), randomBytes(last - at)]));
    expect(missingIn(copy.folder, synced.slice(0, sure + 1).map(({ id }) => id)), `seed ${SEED}, cut ${cut} at ${at}`).toEqual([]);
  }
  log.close();
});

test('R6, OFF-09, issue 2: a profile folder that may not be written: said with a code at the start and at the sign-in; once it may, all is as before', { timeout: 60_000 }, async () => {
  const root = await temporaryRoot();
  use({ remove: () => rm(root, { recursive: true, force: true }) });
  giveAway(root);
  const desk = createDeskProcess(root, cloud.url, asNobody(process.execPath));
  await signedIn(desk);
  await create(desk, 'Prima della sola lettura');
  await until(async () => (await desk.invoke('sync.state', {})).waiting === 0, 'sent');
  await desk.invoke('drafts.save', { id: newId(), kind: 'ticket.new', tenant: TENANTS.rossi, title: 'A metà', content: { title: 'A metà' } });
  await desk.kill();
  execFileSync('chmod', ['-R', 'a-w', root]);
  await desk.start();
  await expect(desk.invoke('session.state', {})).rejects.toThrow('disk.read_only');
  await expect(desk.invoke('session.signIn', { email: PEOPLE.mario.email, password: PASSWORD, remember: true })).rejects.toThrow('disk.read_only');
  expect(await desk.invoke('app.settings', {})).toMatchObject({ language: 'it' });
  expect((await desk.invoke('app.log', { limit: 20 })).some((line) => line.text.startsWith('disk.read_only'))).toBe(true);
  expect(await desk.invoke('recovery.state', {})).toMatchObject({ waiting: 0, drafts: 1 });
  expect((await desk.invoke('recovery.written', { pin: null })).map(({ title }) => title)).toEqual(['A metà']);
  await expect(desk.invoke('recovery.openAgain', { anew: true })).rejects.toThrow('disk.read_only');
  // Mended while the program runs: another try finds it so, and the sign-in.
  execFileSync('chmod', ['-R', 'u+w', root]);
  expect(await desk.invoke('recovery.openAgain', { anew: false })).toMatchObject({ phase: 'open' });
  await signedInAgain(desk);
  expect(await titles(desk, 'Prima della sola lettura')).toHaveLength(1);
});

async function signedInAgain(desk: DeskProcess): Promise<void> {
  await desk.invoke('session.signIn', { email: PEOPLE.mario.email, password: PASSWORD, remember: true });
  await until(async () => (await desk.invoke('sync.state', {})).lamp === 'online', 'online');
}
