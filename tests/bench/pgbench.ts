import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { BenchCloud } from './bench-cloud.ts';

/** `pgbench -N -c 1`, or its statements sent one by one where the machine has no pgbench (PostgreSQL from npm brings none). */
export interface SimpleUpdates {
  readonly what: string;
  /** Transactions per second, measured for about a second. */
  run(): Promise<number>;
}

const run = promisify(execFile);
const SECONDS = 1;

/** 100,000 accounts (scale 1), made in the bench's database. */
export async function simpleUpdates(cloud: BenchCloud): Promise<SimpleUpdates> {
  const version = await run('pgbench', ['--version']).then(({ stdout }) => stdout.trim(), () => null);
  if (version === null) return ownLoop(cloud);
  await run('pgbench', ['-i', '-q', cloud.databaseUrl]);
  return {
    what: `pgbench -N -c 1 (${version})`,
    async run() {
      const { stdout } = await run('pgbench', ['-n', '-N', '-c', '1', '-T', String(SECONDS), cloud.databaseUrl]);
      const found = /^tps = ([\d.]+)/m.exec(stdout)?.[1];
      if (found === undefined) throw new Error(`pgbench said no tps:\n${stdout}`);
      return Number(found);
    },
  };
}

async function ownLoop({ owner }: BenchCloud): Promise<SimpleUpdates> {
  await owner.query('create schema bench');
  await owner.query('create table bench.accounts (aid int primary key, bid int, abalance int, filler char(84)) with (fillfactor = 100)');
  await owner.query(`insert into bench.accounts select g, 1, 0, '' from generate_series(1, 100000) g`);
  await owner.query('create table bench.history (tid int, bid int, aid int, delta int, mtime timestamp, filler char(22))');
  await owner.query('vacuum analyze bench.accounts');
  const transaction = async (): Promise<void> => {
    const [aid, delta] = [1 + Math.floor(Math.random() * 100_000), Math.floor(Math.random() * 10_000) - 5_000];
    await owner.query('begin');
    await owner.query({ name: 'update', text: 'update bench.accounts set abalance = abalance + $1 where aid = $2', values: [delta, aid] });
    await owner.query({ name: 'select', text: 'select abalance from bench.accounts where aid = $1', values: [aid] });
    await owner.query({ name: 'history', text: 'insert into bench.history (tid, bid, aid, delta, mtime) values (1, 1, $1, $2, current_timestamp)', values: [aid, delta] });
    await owner.query('commit');
  };
  return {
    what: 'the statements of pgbench -N -c 1 through node-postgres, since this machine has no pgbench',
    async run() {
      const start = performance.now();
      let count = 0;
      for (; performance.now() - start < SECONDS * 1000; count += 1) await transaction();
      return count / ((performance.now() - start) / 1000);
    },
  };
}
