import { spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { closeSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { threadId } from 'node:worker_threads';
import pg from 'pg';
import { startCluster, type Cluster } from '#cloud/db/embedded/cluster.ts';
import { migrate, MIGRATIONS } from '#cloud/db/migrate.ts';

/**
 * One PostgreSQL for all tests of this machine's user: initialised once and kept, started by the first test process,
 * stopped by the last one. Each test gets a database of its own, copied from a migrated template.
 */
const FOLDER = process.getuid?.() === 0 ? '/var/lib/sportello/tests' : join(process.env['SPORTELLO_KEPT_TEMP'] ?? tmpdir(), `sportello-tests-${userInfo().uid}`);
const LEASES = join(FOLDER, 'leases');
const LOCK = join(FOLDER, 'lock');
/** Test data may be lost by a power cut; tests of durability start a cluster of their own. */
const HASTY = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_connections=400'];

export interface TestDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

let shared: Promise<{ cluster: Cluster; leave: () => void }> | undefined;
let databases = 0;

/** A fresh, migrated database. */
export async function createTestDatabase(): Promise<TestDatabase> {
  databases += 1;
  shared ??= takePart();
  const { cluster } = await shared;
  const name = `t_${process.pid}_${randomBytes(6).toString('hex')}`;
  await asOwner(cluster, async (client) => {
    const template = await templateOf(client, cluster);
    await client.query(`create database ${name} template ${template}`);
  });
  return {
    url: cluster.url(name),
    drop: async () => {
      await asOwner(cluster, (client) => client.query(`drop database if exists ${name} with (force)`));
      databases -= 1;
      if (databases > 0) return;
      const part = shared;
      shared = undefined;
      (await part)?.leave();
    },
  };
}

/** Takes part in the shared cluster until the last database of this process is dropped. */
async function takePart(): Promise<{ cluster: Cluster; leave: () => void }> {
  mkdirSync(LEASES, { recursive: true });
  return locked(async () => {
    const lease = join(LEASES, `${process.pid}-${threadId}`);
    const alone = livingLeases().length === 0;
    writeFileSync(lease, '');
    const cluster = await startCluster({ folder: FOLDER, progress: () => undefined, settings: HASTY });
    // What killed runs left behind.
    if (alone) await asOwner(cluster, (client) => dropAll(client, "datname like 't\\_%'"));
    return { cluster, leave: () => leave(lease, cluster) };
  });
}

/** The last one stops the server; whoever starts one at the same moment holds the lock. */
function leave(lease: string, cluster: Cluster): void {
  rmSync(lease, { force: true });
  if (livingLeases().length > 0 || !tryLock()) return;
  try {
    spawnSync(cluster.binaries.pgCtl, ['-D', cluster.dataFolder, '-m', 'fast', '-w', 'stop'], { ...cluster.account, cwd: '/', stdio: 'ignore' });
  } finally {
    rmSync(LOCK, { force: true });
  }
}

function livingLeases(): string[] {
  return readdirSync(LEASES).filter((name) => {
    const living = isAlive(Number(name.split('-')[0]));
    if (!living) rmSync(join(LEASES, name), { force: true });
    return living;
  });
}

async function locked<T>(work: () => Promise<T>): Promise<T> {
  while (!tryLock()) await sleep(50);
  try {
    return await work();
  } finally {
    rmSync(LOCK, { force: true });
  }
}

function tryLock(): boolean {
  try {
    const file = openSync(LOCK, 'wx');
    writeSync(file, String(process.pid));
    closeSync(file);
    return true;
  } catch {
    const holder = Number(readOr(LOCK, '0'));
    if (holder > 0 && !isAlive(holder)) rmSync(LOCK, { force: true });
    return false;
  }
}

function readOr(path: string, otherwise: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return otherwise;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as { code?: string }).code === 'EPERM';
  }
}

/** A database on which all migrations have run; made again when one of them changes. */
async function templateOf(client: pg.Client, cluster: Cluster): Promise<string> {
  // Of the code that would run, not of the files: they may have changed since this process loaded them.
  const hash = createHash('sha256');
  for (const [name, { up }] of Object.entries(MIGRATIONS)) hash.update(`${name} ${up.toString()}`);
  const name = `template_${hash.digest('hex').slice(0, 16)}`;
  const exists = async () => ((await client.query('select 1 from pg_database where datname = $1 and datistemplate', [name])).rowCount ?? 0) > 0;
  if (await exists()) return name;
  await locked(async () => {
    if (await exists()) return;
    await client.query(`drop database if exists ${name} with (force)`);
    await client.query(`create database ${name}`);
    const pool = new pg.Pool({ connectionString: cluster.url(name), max: 2 });
    await migrate(pool, () => undefined).finally(() => pool.end());
    await client.query(`alter database ${name} is_template true allow_connections false`);
  });
  return name;
}

async function dropAll(client: pg.Client, which: string): Promise<void> {
  const { rows } = await client.query<{ datname: string }>(`select datname from pg_database where ${which}`);
  for (const { datname } of rows) await client.query(`drop database if exists "${datname}" with (force)`);
}

async function asOwner<T>(cluster: Cluster, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: cluster.url('postgres') });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
