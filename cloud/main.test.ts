import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { access, chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCluster } from './db/embedded/cluster.ts';

let root: string;
const children: ChildProcess[] = [];
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'sportello-main-'));
  await chmod(root, 0o755);
});
afterAll(async () => {
  for (const child of children) if (child.exitCode === null) child.kill('SIGKILL');
  // What a test left running is found by its folder and stopped.
  for (const name of ['life', 'twice']) {
    await access(join(root, name, 'postgres', 'postmaster.pid')).then(
      async () => (await startCluster({ folder: join(root, name), progress: () => undefined })).stop(),
      () => undefined,
    );
  }
  await rm(root, { recursive: true, force: true });
});

/** The command line as a person starts it. */
function run(env: Record<string, string>) {
  const child = spawn(process.execPath, [fileURLToPath(new URL('./main.ts', import.meta.url))], { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  children.push(child);
  let output = '';
  const heard = (chunk: Buffer) => (output += chunk.toString('utf8'));
  child.stdout.on('data', heard);
  child.stderr.on('data', heard);
  return {
    child,
    output: () => output,
    ended: async () => {
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
      return child.exitCode;
    },
    url: async () => {
      for (;;) {
        const found = /cloud: (http:\S+)/.exec(output)?.[1];
        if (found !== undefined) return found;
        if (child.exitCode !== null) throw new Error(output);
        await sleep(20);
      }
    },
  };
}

const health = async (url: string) => (await fetch(`${url}/health`)).json() as Promise<Record<string, unknown>>;

test('a signal stops the cloud and its PostgreSQL; after kill -9 of either the next start finds the data again (R1)', async () => {
  const folder = join(root, 'life');
  const env = { SPORTELLO_DATA: folder, PORT: '0' };
  const first = run(env);
  expect(await health(await first.url())).toMatchObject({ status: 'ok', database: true });
  expect(first.output()).toMatch(/Preparing the database .*\n(.*\n)*.*Starting the database/);
  first.child.kill('SIGTERM');
  expect(await first.ended()).toBe(0);
  await expect(access(join(folder, 'postgres', 'postmaster.pid'))).rejects.toThrow();

  const second = run(env);
  await second.url();
  second.child.kill('SIGKILL');
  await second.ended();
  const orphan = Number((await readFile(join(folder, 'postgres', 'postmaster.pid'), 'utf8')).split('\n')[0]);
  const third = run(env);
  expect(await health(await third.url())).toMatchObject({ database: true });
  expect(third.output()).not.toContain('Starting the database');

  third.child.kill('SIGKILL');
  process.kill(orphan, 'SIGKILL');
  await third.ended();
  // As after a restart of the machine: the number in postmaster.pid belongs to somebody else by now.
  const stale = (await readFile(join(folder, 'postgres', 'postmaster.pid'), 'utf8')).replace(/^\d+/, String(process.pid));
  await writeFile(join(folder, 'postgres', 'postmaster.pid'), stale);
  const fourth = run(env);
  expect(await health(await fourth.url())).toMatchObject({ database: true });
  fourth.child.kill('SIGINT');
  expect(await fourth.ended()).toBe(0);
  await expect(access(join(folder, 'postgres', 'postmaster.pid'))).rejects.toThrow();
});

test('a taken port is said in a sentence, before any database is started', async () => {
  const holder = createServer();
  await new Promise<void>((resolve) => holder.listen(0, '127.0.0.1', resolve));
  const { port } = holder.address() as AddressInfo;
  const folder = join(root, 'twice');
  const cloud = run({ SPORTELLO_DATA: folder, PORT: String(port) });
  expect(await cloud.ended()).toBe(1);
  expect(cloud.output()).toContain(`Port ${port} on 127.0.0.1 is taken`);
  await expect(access(join(folder, 'postgres'))).rejects.toThrow();
  holder.close();
});

test('a data folder that cannot be written, or is none, is said in a sentence', async () => {
  const file = join(root, 'a-file');
  await writeFile(file, '');
  const cloud = run({ SPORTELLO_DATA: join(file, 'data'), PORT: '0' });
  expect(await cloud.ended()).toBe(1);
  expect(cloud.output()).toContain(`The data folder ${join(file, 'data')} cannot be written`);
});

test('a PostgreSQL that cannot start, is of another version, or does not answer is said in a sentence', async () => {
  const broken = join(root, 'broken');
  await mkdir(join(broken, 'postgres'), { recursive: true });
  await writeFile(join(broken, 'postgres', 'PG_VERSION'), '18\n');
  const damaged = run({ SPORTELLO_DATA: broken, PORT: '0' });
  expect(await damaged.ended()).toBe(1);
  expect(damaged.output()).toContain('PostgreSQL did not start:');
  await writeFile(join(broken, 'postgres', 'PG_VERSION'), '15\n');
  const older = run({ SPORTELLO_DATA: broken, PORT: '0' });
  expect(await older.ended()).toBe(1);
  expect(older.output()).toContain('of PostgreSQL 15');
  const away = run({ SPORTELLO_DATA: join(root, 'away'), PORT: '0', DATABASE_URL: 'postgres://nobody:x@127.0.0.1:1/none' });
  expect(await away.ended()).toBe(1);
  expect(away.output()).toContain('The database of DATABASE_URL does not answer');
  for (const { output } of [damaged, older, away]) expect(output()).not.toMatch(/\n\s+at /);
});
