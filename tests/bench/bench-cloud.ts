import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startCluster } from '#cloud/db/embedded/cluster.ts';

/** The real cloud in a process of its own, on a PostgreSQL that is as durable as in production. */
export interface BenchCloud {
  readonly url: string;
  /** Past all row-level security; for rows that would take too long as commands, and for baselines. */
  readonly owner: pg.Client;
  /** The owner's way in, for programs that connect by themselves. */
  readonly databaseUrl: string;
  readonly postgres: string;
  stop(): Promise<void>;
}

/** Where the system user postgres can enter too (electron-here.md); kept between runs, since making it takes seconds. */
const FOLDER = process.getuid?.() === 0 ? '/var/lib/sportello/bench' : join(tmpdir(), 'sportello-bench');

export async function startBenchCloud(): Promise<BenchCloud> {
  const cluster = await startCluster({ folder: FOLDER, progress: () => undefined });
  const admin = new pg.Client({ connectionString: cluster.url('postgres') });
  await admin.connect();
  const name = `bench_${process.pid}`;
  await admin.query(`create database ${name}`);
  const dataFolder = await mkdtemp(join(tmpdir(), 'sportello-bench-cloud-'));
  const child = fork(new URL('./cloud-process.ts', import.meta.url), [cluster.url(name), dataFolder], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const [url] = (await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(() => {
      throw new Error('the cloud did not start');
    }),
  ])) as [string];
  const owner = new pg.Client({ connectionString: cluster.url(name) });
  await owner.connect();
  const version = await owner.query<{ server_version: string }>('show server_version');
  return {
    url,
    owner,
    databaseUrl: cluster.url(name),
    postgres: version.rows[0]?.server_version ?? '',
    async stop() {
      await owner.end();
      const ended = once(child, 'exit');
      child.disconnect();
      await ended;
      await admin.query(`drop database ${name} with (force)`);
      await admin.end();
      await cluster.stop();
      await rm(dataFolder, { recursive: true, force: true });
    },
  };
}
