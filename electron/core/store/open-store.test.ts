import { fork } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, mkdirSync, openSync, readdirSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import BetterSqlite from 'better-sqlite3';
import { expect, test } from 'vitest';
import type { CacheThreads } from './cache/cache-threads.ts';
import { openCacheForReading } from './cache/open-cache.ts';
import {
  accepted, ALL, cloudTicket, command, createTicketInput, cursorAt, MARIO, newId, NOW, OTHER, page, replyInput, temporaryFolder, TENANT, withStore,
} from './fixtures.ts';
import { openStore } from './open-store.ts';

const titles = (store: Parameters<Parameters<typeof withStore>[0]>[0]) =>
  store.cache.listTickets(ALL, 0, 50, MARIO.personId).then(({ rows }) => rows.map((row) => row.title));

test('a lost cache costs time only: what is pending is shown again at the next start (I13)', async () => {
  const { folder, remove } = temporaryFolder();
  await withStore(async (store) => {
    await store.cache.applyPage(TENANT, cursorAt(0), page(5, [cloudTicket(newId(), 5)]));
    await store.cache.apply(store.log.append(command('ticket.create', createTicketInput(newId(), 'Mia')), []));
  }, { folder });
  writeFileSync(join(folder, 'cache.db'), 'rubbish'.repeat(4000));
  await withStore(async (store, report) => {
    expect(report.repaired).toMatchObject([{ code: 'cache.rebuilt' }]);
    expect(existsSync(report.repaired[0]?.aside ?? '')).toBe(true);
    expect(await titles(store)).toEqual(['Mia']);
    expect(await store.cache.cursor(TENANT)).toEqual(cursorAt(0));
  }, { folder });
  remove();
});

test('damage met while working puts the cache aside, runs what is pending again and goes on', async () => {
  const { folder, remove } = temporaryFolder();
  await withStore(async (store) => {
    const rows = Array.from({ length: 400 }, (_, index) => cloudTicket(newId(), 5 + index));
    await store.cache.applyPage(TENANT, cursorAt(0), page(500, rows));
    await store.cache.apply(store.log.append(command('ticket.create', createTicketInput(newId(), 'Mia')), []));
  }, { folder });
  const pages = Math.floor(statSync(join(folder, 'cache.db')).size / 4096);
  const handle = openSync(join(folder, 'cache.db'), 'r+');
  for (let place = 30; place < pages; place += 1) writeSync(handle, Buffer.alloc(4096, 0x5a), 0, 4096, place * 4096);
  closeSync(handle);
  await withStore(async (store) => {
    // Whoever meets the damage first, this call or the indexing of words, the file is built again behind it.
    const asked = store.cache.listTickets({ ...ALL, sort: 'priority' }, 0, 500, MARIO.personId);
    await asked.catch((error: unknown) => expect(error).toMatchObject({ code: 'store.broken' }));
    expect(await titles(store)).toEqual(['Mia']);
    expect(await store.cache.applyPage(TENANT, cursorAt(0), page(6, [cloudTicket(newId(), 6)]))).toMatchObject({ applied: true });
    expect(await titles(store)).toHaveLength(2);
    expect(readdirSync(folder).some((name) => name.startsWith('cache.db.bad-'))).toBe(true);
  }, { folder });
  remove();
});

test('I5, I13: the cache that takes the place of a damaged one shows what the log knew settled, and knows whose rows it may have, and what their feeds hold', async () => {
  const { folder, remove } = temporaryFolder();
  await withStore(async (store) => {
    await store.cache.applyPage(TENANT, cursorAt(0), page(500, Array.from({ length: 400 }, (_, index) => cloudTicket(newId(), 5 + index))));
  }, { folder });
  const pages = Math.floor(statSync(join(folder, 'cache.db')).size / 4096);
  await withStore(async (store) => {
    const mine = store.log.append(command('ticket.create', createTicketInput(newId(), 'Mia')), []);
    store.log.recordResults([accepted(mine.id, 400)]);
    store.log.settle([mine.id]);
    await store.cache.keepFeeds([TENANT]);
    await store.cache.setScopes([{ tenant: TENANT, areas: ['org', 'support'], side: 'customer' }]);
    const handle = openSync(join(folder, 'cache.db'), 'r+');
    for (let place = 30; place < pages; place += 1) writeSync(handle, Buffer.alloc(4096, 0x5a), 0, 4096, place * 4096);
    closeSync(handle);
    await store.cache.listTickets({ ...ALL, sort: 'priority' }, 0, 500, MARIO.personId).catch((error: unknown) => expect(error).toMatchObject({ code: 'store.broken' }));
    expect(await store.cache.cursor(TENANT)).toEqual(cursorAt(0));
    // It was settled; from now on a cloud that was restored meanwhile shows by its missing (I1).
    expect(await titles(store)).toEqual(['Mia']);
    expect(store.log.open().map(({ id }) => id)).toEqual([mine.id]);

    expect(await store.cache.applyPage(OTHER, cursorAt(0), page(6, []))).toMatchObject({ applied: false });
    expect(await store.cache.applyPage(TENANT, cursorAt(0), page(6, []))).toMatchObject({ applied: true });
    const { decision } = await store.cache.preview({ id: newId(), tenant: TENANT, name: 'ticket.reply', input: replyInput(newId(), 'A chi?'), actor: MARIO, now: NOW });
    // Whole and within its areas: what is not here does not exist.
    expect(decision).toMatchObject({ kind: 'refused' });
  }, { folder });
  remove();
});

test('a worker that dies is started again, and the call that met it may be repeated', async () => {
  const { folder, remove } = temporaryFolder();
  const dying = join(folder, 'dying-reader.mjs');
  const died = join(folder, 'died');
  const beside = new URL('./cache/', import.meta.url);
  writeFileSync(dying, [
    `import { existsSync, writeFileSync } from 'node:fs';`,
    `import { parentPort } from 'node:worker_threads';`,
    `parentPort.on('message', ({ method }) => { if (method !== 'ticket' || existsSync(${JSON.stringify(died)})) return; writeFileSync(${JSON.stringify(died)}, ''); process.exit(1); });`,
    `await import(${JSON.stringify(new URL('reader-worker.ts', beside).href)});`,
  ].join('\n'));
  const warnings: string[] = [];
  const threads: CacheThreads = {
    openForReading: openCacheForReading,
    startWorker: (role) => new Worker(role === 'writer' ? new URL('writer-worker.ts', beside) : pathToFileURL(dying)),
  };
  await withStore(async (store) => {
    const ticketId = newId();
    await store.cache.apply(store.log.append(command('ticket.create', createTicketInput(ticketId, 'Mia')), []));
    await expect(store.cache.ticket(TENANT, ticketId)).rejects.toMatchObject({ code: 'store.closed' });
    expect(await store.cache.ticket(TENANT, ticketId)).toMatchObject({ ticket: { title: 'Mia' } });
    expect(warnings).toEqual(['a worker of the cache died and was started again']);
  }, { folder, threads, log: (text) => warnings.push(text) });
  remove();
});

test('a cache of a later program is put aside; a log of one is refused', async () => {
  const { folder, remove } = temporaryFolder();
  await withStore(async () => undefined, { folder });
  const makeNewer = (name: string) => {
    const database = new BetterSqlite(join(folder, name));
    database.exec('PRAGMA user_version = 99');
    database.close();
  };
  makeNewer('cache.db');
  await withStore(async (_store, report) => expect(report.repaired).toMatchObject([{ code: 'cache.rebuilt' }]), { folder });
  makeNewer('log.db');
  await expect(openStore({ folder, now: () => NOW })).rejects.toMatchObject({ code: 'store.newer' });
  remove();
});

test('OFF-09: a cache that cannot even be opened is refused with its name, which the sentence for the person needs', async () => {
  const { folder, remove } = temporaryFolder();
  const file = join(folder, 'cache.db');
  mkdirSync(file);
  await expect(openStore({ folder, now: () => NOW })).rejects.toMatchObject({ code: 'disk.read_only', facts: { file } });
  remove();
});

test('one core per profile: a second one is refused, in this process and in another, and a killed one leaves no lock', async () => {
  const { folder, remove } = temporaryFolder();
  const child = fork(join(import.meta.dirname, 'hold-store.ts'), [folder], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  expect((await once(child, 'message'))[0]).toBe('open');
  await expect(openStore({ folder, now: () => NOW })).rejects.toMatchObject({ code: 'store.locked', facts: { folder } });
  child.kill('SIGKILL');
  await once(child, 'exit');
  await withStore(async (store) => {
    expect(store.log.open()).toHaveLength(1);
    await expect(openStore({ folder, now: () => NOW })).rejects.toMatchObject({ code: 'store.locked' });
  }, { folder });
  remove();
});

test('a folder that cannot be is a code, not a crash (R6)', async () => {
  const { folder, remove } = temporaryFolder();
  writeFileSync(join(folder, 'file'), '');
  await expect(openStore({ folder: join(folder, 'file', 'profile'), now: () => NOW })).rejects.toMatchObject({ code: 'disk.not_a_folder' });
  await expect(openStore({ folder: join(folder, 'file'), now: () => NOW })).rejects.toMatchObject({ code: 'disk.not_a_folder' });
  remove();
});

test('a crash between the page and the log is made good at the next start: the command is settled once', async () => {
  const { folder, remove } = temporaryFolder();
  const ticketId = newId();
  await withStore(async (store) => {
    const logged = store.log.append(command('ticket.create', createTicketInput(ticketId)), []);
    await store.cache.apply(logged);
    // A page's results go to the log before the page is written.
    store.log.recordResults([accepted(logged.id, 12)]);
    await store.cache.applyPage(TENANT, cursorAt(0), page(12, [cloudTicket(ticketId, 12)], { results: [accepted(logged.id, 12)] }));
    expect(store.log.open()).toHaveLength(1);
  }, { folder });
  await withStore(async (store) => {
    expect(store.log.open()).toEqual([]);
    expect(await store.cache.settledIds()).toEqual([]);
    expect(await titles(store)).toEqual(['Richiesta 12']);
  }, { folder });
  remove();
});

test('I1: what was reopened after a fork is still to be sent when a crash came before the cache heard of it', async () => {
  const { folder, remove } = temporaryFolder();
  const logged = await withStore(async (store) => {
    const saved = store.log.append(command('ticket.create', createTicketInput(newId())), []);
    await store.cache.apply(saved);
    store.log.recordResults([accepted(saved.id, 8)]);
    expect((await store.cache.applyPage(TENANT, cursorAt(0), page(9, []))).settled).toEqual([saved.id]);
    store.log.settle([saved.id]);
    store.log.reopen([saved.id]);
    return saved;
  }, { folder });
  await withStore(async (store) => {
    expect(store.log.open()).toMatchObject([{ id: logged.id, state: 'open', result: null }]);
  }, { folder });
  remove();
});

test('what was withdrawn while the cache lagged behind is gone at the next start', async () => {
  const { folder, remove } = temporaryFolder();
  await withStore(async (store) => {
    const logged = store.log.append(command('ticket.create', createTicketInput(newId())), []);
    await store.cache.apply(logged);
    store.log.setState(logged.id, 'withdrawn');
  }, { folder });
  await withStore(async (store) => expect(await titles(store)).toEqual([]), { folder });
  remove();
});

test('the folder is the user’s alone, with eight megabytes of ballast', async () => {
  await withStore(async (_store, _report, folder) => {
    expect(statSync(join(folder, 'ballast')).size).toBe(8 * 1024 * 1024);
    if (process.platform === 'win32') return;
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    for (const name of ['log.db', 'drafts.db', 'cache.db', 'ballast']) expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
  });
});
