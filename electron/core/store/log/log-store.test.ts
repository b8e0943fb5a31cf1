import { fork } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import BetterSqlite from 'better-sqlite3';
import { expect, test } from 'vitest';
import { accepted, command, createTicketInput, newId, NOW, OTHER, refused, TENANT, temporaryFolder } from '../fixtures.ts';
import type { LoggedCommand } from '../store.ts';
import { SqliteLog } from './log-store.ts';
import { openLog } from './open-log.ts';

const create = (change = {}) => command('ticket.create', createTicketInput(newId()), change);

function withLog<T>(work: (log: SqliteLog, folder: string) => T, folder?: string): T {
  const own = folder === undefined ? temporaryFolder() : undefined;
  const warnings: string[] = [];
  const log = new SqliteLog(openLog(folder ?? own?.folder ?? '', NOW), { makeRoom: () => false, warn: (text) => warnings.push(text) });
  try {
    return work(log, folder ?? own?.folder ?? '');
  } finally {
    log.close();
    own?.remove();
  }
}

const upload = (commandId: string) => ({ attachmentId: newId(), commandId, tenant: TENANT, sha256: 'a'.repeat(64), name: 'foto.png', mime: 'image/png', size: 10 });

test('the log is FULL, read back from SQLite itself (R1)', () => {
  withLog((_log, folder) => {
    const { database } = openLog(folder, NOW);
    expect([database.pragma('synchronous'), database.pragma('journal_mode'), database.pragma('fullfsync')]).toEqual([2, 'wal', 1]);
    database.close();
  });
});

test('a command saved keeps its bytes, its place and its files; saved twice it is one', () => {
  withLog((log) => {
    const [first, second] = [create(), create()];
    const file = upload(first.id);
    const logged = log.append(first, [file]);
    expect(log.append(first, [file])).toEqual(logged);
    expect(() => log.append({ ...first, body: '{}' }, [])).toThrow('other bytes');
    expect(log.append(second, []).place).toBeGreaterThan(logged.place);
    expect(log.open().map((one) => one.id)).toEqual([first.id, second.id]);
    expect(log.get(first.id)).toMatchObject({ body: first.body, actor: first.actor, state: 'open', number: null, result: null });
    expect(log.uploads()).toMatchObject([{ ...file, url: null, sent: 0, state: 'waiting', problem: null }]);
    log.updateUpload(file.attachmentId, { sent: 7, url: 'https://cloud.example/u/1' });
    log.updateUpload(file.attachmentId, { url: null });
    expect(log.uploads()).toMatchObject([{ sent: 7, url: null }]);
  });
});

test('TKT-12: the file of a withdrawn request goes with the one that takes its place', () => {
  withLog((log) => {
    const [first, again] = [create(), create()];
    const file = upload(first.id);
    log.append(first, [file]);
    log.updateUpload(file.attachmentId, { sent: 7, url: 'https://cloud.example/u/1', state: 'withdrawn' });
    log.append(again, [{ ...file, commandId: again.id }]);
    expect(log.uploads()).toMatchObject([{ commandId: again.id, url: null, sent: 0, state: 'waiting', problem: null }]);
  });
});

test('numbers are given once, in order, for each tenant, and never come twice', () => {
  withLog((log) => {
    const [a, b, c, other] = [create(), create(), create(), create({ tenant: OTHER })].map((one) => log.append(one, [])) as [LoggedCommand, LoggedCommand, LoggedCommand, LoggedCommand];
    expect(log.number(TENANT, [a.id, b.id]).map((one) => one.number)).toEqual([1, 2]);
    expect(log.number(TENANT, [a.id, c.id]).map((one) => one.number)).toEqual([1, 3]);
    expect(log.number(OTHER, [other.id]).map((one) => one.number)).toEqual([1]);
    expect(log.number(TENANT, [other.id]).map((one) => one.number)).toEqual([1]);
    expect(log.open(TENANT).map((one) => one.number)).toEqual([1, 2, 3]);
  });
});

test('a new incarnation takes numbers back from what has no result, ids unchanged (sync.md: renumber)', () => {
  withLog((log) => {
    const [a, b] = [log.append(create(), []), log.append(create(), [])];
    log.number(TENANT, [a.id, b.id]);
    log.recordResults([accepted(a.id, 5)]);
    const before = log.identity();
    log.renumber();
    expect(log.identity().client).toBe(before.client);
    expect(log.identity().incarnation).not.toBe(before.incarnation);
    expect(log.open().map(({ id, number }) => [id, number])).toEqual([[a.id, 1], [b.id, null]]);
    expect(log.number(TENANT, [b.id])).toMatchObject([{ number: 1, incarnation: log.identity().incarnation }]);
  });
});

test('what is settled, withdrawn or dismissed leaves the open ones; parked stays; a restored cloud brings back', () => {
  withLog((log) => {
    const [a, b, c, d] = [create(), create(), create(), create()].map((one) => log.append(one, [])) as [LoggedCommand, LoggedCommand, LoggedCommand, LoggedCommand];
    log.recordResults([accepted(a.id, 5), refused(d.id, 6)]);
    log.settle([a.id]);
    log.setState(b.id, 'withdrawn');
    log.setState(c.id, 'parked', d.id);
    expect(log.open().map(({ id, state, because }) => [id, state, because])).toEqual([[c.id, 'parked', d.id], [d.id, 'open', null]]);
    log.reopen([a.id]);
    expect(log.open().map(({ id, result }) => [id, result === null])).toEqual([[a.id, true], [c.id, true], [d.id, false]]);
    log.release(c.id);
    expect(log.get(c.id)).toMatchObject({ state: 'open', heldUntil: null });
    expect(log.recent(2).map((one) => one.id)).toEqual([d.id, c.id]);
  });
});

test('what has ended is kept thirty days after the cloud took it, and its place is never given again', () => {
  const { folder, remove } = temporaryFolder();
  const place = withLog((log) => {
    const old = log.append(create({ now: NOW - 40 * 24 * 3_600_000 }), []);
    log.recordResults([{ ...accepted(old.id, 5), arrival: NOW - 31 * 24 * 3_600_000 }]);
    log.settle([old.id]);
    const recent = log.append(create({ now: NOW - 40 * 24 * 3_600_000 }), []);
    log.recordResults([accepted(recent.id, 6)]);
    log.settle([recent.id]);
    return recent.place;
  }, folder);
  withLog((log) => {
    expect(log.recent(10).map((one) => one.place)).toEqual([place]);
    expect(log.append(create(), []).place).toBe(place + 1);
  }, folder);
  remove();
});

test('I12: a command whose file has not reached the cloud is kept, however long ago its text did', () => {
  const { folder, remove } = temporaryFolder();
  const old = create({ now: NOW - 40 * 24 * 3_600_000 });
  const [file, sent] = [upload(old.id), upload(old.id)];
  withLog((log) => {
    log.append(old, [file, sent]);
    log.recordResults([{ ...accepted(old.id, 5), arrival: NOW - 31 * 24 * 3_600_000 }]);
    log.settle([old.id]);
    log.updateUpload(sent.attachmentId, { state: 'sent' });
  }, folder);
  withLog((log) => {
    expect(log.uploads()).toHaveLength(2);
    expect(log.get(old.id)?.result?.outcome.state).toBe('accepted');
    log.updateUpload(file.attachmentId, { state: 'sent' });
    log.recordResults([accepted(log.append(create(), []).id, 6)]);
  }, folder);
  withLog((log) => expect([log.uploads(), log.get(old.id)]).toEqual([[], undefined]), folder);
  remove();
});

test('kill -9 in the middle of saving loses no command that was acknowledged (R1)', async () => {
  const { folder, remove } = temporaryFolder();
  for (let round = 0; round < 5; round += 1) {
    const child = fork(join(import.meta.dirname, 'append-forever.ts'), [folder], { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
    let acknowledged = '';
    child.stdout?.on('data', (text: Buffer) => (acknowledged += text.toString()));
    while (acknowledged.split('\n').length < 40 + round * 13) await once(child.stdout as NodeJS.ReadableStream, 'data');
    child.kill('SIGKILL');
    await once(child, 'exit');
    const ids = acknowledged.split('\n').slice(0, -1);
    withLog((log) => {
      expect(ids.filter((id) => log.get(id) === undefined)).toEqual([]);
      expect(log.open().every((one) => JSON.parse(one.body) !== null)).toBe(true);
    }, folder);
  }
  remove();
});

test('a log that is no database goes aside and is built again from the journal; what was withdrawn stays so (R6, I2)', () => {
  const { folder, remove } = temporaryFolder();
  const file = join(folder, 'log.db');
  const { ids, client, incarnation } = withLog((log) => {
    const logged = [create(), create(), create()].map((one) => log.append(one, one === undefined ? [] : [upload(one.id)]));
    log.setState(logged[1]?.id ?? '', 'withdrawn');
    return { ids: logged.map((one) => one.id), ...log.identity() };
  }, folder);
  writeFileSync(file, 'this is not a database, and never was one'.repeat(500));
  const opened = openLog(folder, NOW);
  expect(opened.repaired).toMatchObject([{ code: 'log.salvaged', rescued: 3 }]);
  expect(readFileSync(opened.repaired[0]?.aside ?? '', 'utf8')).toContain('not a database');
  const log = new SqliteLog(opened, { makeRoom: () => false, warn: () => undefined });
  expect(log.open().map((one) => one.id)).toEqual([ids[0], ids[2]]);
  expect(log.get(ids[1] ?? '')).toMatchObject({ state: 'withdrawn' });
  expect(log.uploads()).toHaveLength(3);
  expect(log.identity().client).toBe(client);
  expect(log.identity().incarnation).not.toBe(incarnation);
  log.close();
  withLog((again) => expect(again.open()).toHaveLength(2), folder);
  remove();
});

test('a log with a damaged page gives up only the rows of that page, and the journal fills the hole', () => {
  const { folder, remove } = temporaryFolder();
  const file = join(folder, 'log.db');
  const ids = withLog((log) => Array.from({ length: 60 }, () => log.append(create(), []).id), folder);
  const size = statSync(file).size;
  const handle = openSync(file, 'r+');
  for (let page = 12; page < Math.floor(size / 4096) - 12; page += 5) writeSync(handle, Buffer.alloc(4096, 0x5a), 0, 4096, page * 4096);
  closeSync(handle);
  const opened = openLog(folder, NOW);
  expect(opened.repaired).toMatchObject([{ code: 'log.salvaged', rescued: 60 }]);
  const log = new SqliteLog(opened, { makeRoom: () => false, warn: () => undefined });
  expect(log.open().map((one) => one.id)).toEqual(ids);
  log.close();
  remove();
});

test('a damaged log without a journal still gives the rows that can be read', () => {
  const { folder, remove } = temporaryFolder();
  const file = join(folder, 'log.db');
  withLog((log) => Array.from({ length: 60 }, () => log.append(create(), [])), folder);
  rmSync(join(folder, 'log.journal'));
  const pages = Math.floor(statSync(file).size / 4096);
  const handle = openSync(file, 'r+');
  writeSync(handle, Buffer.alloc(4096, 0x5a), 0, 4096, Math.floor(pages / 2) * 4096);
  closeSync(handle);
  const opened = openLog(folder, NOW);
  expect(opened.repaired[0]?.rescued).toBeGreaterThan(20);
  opened.database.close();
  remove();
});

test('a log that is gone is built again from its journal; a cut last line is left out', () => {
  const { folder, remove } = temporaryFolder();
  const ids = withLog((log) => [log.append(create(), []).id, log.append(create(), []).id], folder);
  for (const suffix of ['', '-wal', '-shm']) rmSync(join(folder, `log.db${suffix}`), { force: true });
  appendFileSync(join(folder, 'log.journal'), '{"kind":"command","command":{"id":"');
  withLog((log) => expect(log.open().map((one) => one.id)).toEqual(ids), folder);
  remove();
});

test('a rescue that a crash cut off is finished at the next start', () => {
  const { folder, remove } = temporaryFolder();
  const ids = withLog((log) => [log.append(create(), []).id], folder);
  const file = join(folder, 'log.db');
  // As it stands between putting the old file aside and giving the new one its name.
  const whole = new BetterSqlite(file);
  whole.pragma('wal_checkpoint(TRUNCATE)');
  whole.close();
  writeFileSync(`${file}.rescue`, readFileSync(file));
  rmSync(file);
  withLog((log) => expect(log.open().map((one) => one.id)).toEqual(ids), folder);
  expect(existsSync(`${file}.rescue`)).toBe(false);
  remove();
});

test('a log of a newer program is refused and not touched (R6)', () => {
  const { folder, remove } = temporaryFolder();
  withLog(() => undefined, folder);
  const file = join(folder, 'log.db');
  const newer = new BetterSqlite(file);
  newer.exec('PRAGMA user_version = 99');
  newer.close();
  const before = readFileSync(file);
  expect(() => openLog(folder, NOW)).toThrow(expect.objectContaining({ code: 'store.newer', facts: expect.objectContaining({ found: 99, known: 3 }) }));
  expect(readFileSync(file)).toEqual(before);
  remove();
});

test('the journal is written again when it has grown, with what still waits', () => {
  const { folder, remove } = temporaryFolder();
  const journal = join(folder, 'log.journal');
  const id = withLog((log) => {
    const done = log.append(create(), []);
    log.setState(done.id, 'withdrawn');
    return log.append(create(), []).id;
  }, folder);
  appendFileSync(journal, `${'x'.repeat(5 * 1024 * 1024)}\n`);
  withLog(() => undefined, folder);
  expect(statSync(journal).size).toBeLessThan(100_000);
  writeFileSync(join(folder, 'log.db'), 'broken'.repeat(2000));
  withLog((log) => expect(log.open().map((one) => one.id)).toEqual([id]), folder);
  remove();
});

test('on a full disk the ballast is given up and the command is saved; with none left the refusal says so (R6)', () => {
  const { folder, remove } = temporaryFolder();
  const opened = openLog(folder, NOW);
  const limit = () => Number(opened.database.pragma('page_count'));
  opened.database.pragma(`max_page_count = ${limit()}`);
  let ballast = 1;
  const warnings: string[] = [];
  const log = new SqliteLog(opened, {
    makeRoom: () => {
      if (ballast === 0) return false;
      ballast -= 1;
      opened.database.pragma(`max_page_count = ${limit() + 10}`);
      return true;
    },
    warn: (text) => warnings.push(text),
  });
  const long = (size: number) => command('ticket.create', { text: 'x'.repeat(size) });
  const saved = log.append(long(20_000), []);
  expect(log.get(saved.id)).toBeDefined();
  expect([ballast, warnings.length]).toEqual([0, 1]);
  const lost = long(200_000);
  expect(() => log.append(lost, [])).toThrow(expect.objectContaining({ code: 'disk.full' }));
  expect(log.get(lost.id)).toBeUndefined();
  log.close();
  remove();
});

test('a journal that could not be written is told once and made whole as soon as it can be', () => {
  const { folder, remove } = temporaryFolder();
  const journal = join(folder, 'log.journal');
  const warnings: string[] = [];
  const log = new SqliteLog(openLog(folder, NOW), { makeRoom: () => false, warn: (text) => warnings.push(text) });
  rmSync(journal);
  // A folder in its place: writing fails as it does on a full disk, and can be mended.
  mkdirSync(journal);
  const ids = [log.append(create(), []).id, log.append(create(), []).id];
  expect(warnings).toHaveLength(1);
  rmSync(journal, { recursive: true });
  ids.push(log.append(create(), []).id);
  log.close();
  for (const suffix of ['', '-wal', '-shm']) rmSync(join(folder, `log.db${suffix}`), { force: true });
  withLog((again) => expect(again.open().map((one) => one.id)).toEqual(ids), folder);
  remove();
});
