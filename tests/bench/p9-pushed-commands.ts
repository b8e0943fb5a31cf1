import { v7 } from 'uuid';
import { PEOPLE, ticketInput } from '#cloud/testing/small-data.ts';
import { TestDesk } from '#cloud/testing/test-desk.ts';
import type { BenchCloud } from './bench-cloud.ts';
import { median, range, timed, times, type Row } from './measure.ts';

const PREFIX = 100;
const PREFIXES_A_ROUND = 5;

/** P9: a backlog of new requests in prefixes of 100 on one connection, by turns with the transaction of `pgbench -N`. */
export async function pushedCommands(cloud: BenchCloud, short: boolean): Promise<Row[]> {
  const { email, tenant } = PEOPLE.luca;
  const desk = await TestDesk.signedIn(cloud.url, email);
  const pgbench = await simpleUpdate(cloud);
  const [ours, theirs]: [number[], number[]] = [[], []];
  for (let round = 0; round < (short ? 3 : 9); round += 1) {
    const prefixes = Array.from({ length: PREFIXES_A_ROUND }, () =>
      Array.from({ length: PREFIX }, (_, index) => desk.command(tenant, 'ticket.create', ticketInput(v7(), `Arretrato ${index}`, email))),
    );
    const pushed = await timed(async () => {
      for (const commands of prefixes) {
        const results = await desk.push(tenant, commands);
        if (results.some(({ outcome }) => outcome.state !== 'accepted')) throw new Error('a command was refused');
      }
    });
    const transactions = 150;
    const updated = await timed(async () => {
      for (let index = 0; index < transactions; index += 1) await pgbench();
    });
    // The first one warms up.
    if (round === 0) continue;
    ours.push((PREFIX * PREFIXES_A_ROUND) / (pushed / 1000));
    theirs.push(transactions / (updated / 1000));
  }
  const ratio = median(ours) / median(theirs);
  return [
    {
      id: 'P9', what: 'pushed commands (ticket.create), prefixes of 100', value: range(ours, 'commands'), baseline: range(theirs, 'transactions'), ratio: times(ratio), goal: '≥ 4×', met: ratio >= 4,
      note: 'HTTP, ledger, rules, rows, mail, commit; baseline: the statements of pgbench -N on one connection through node-postgres (PostgreSQL from npm brings no pgbench), durable commits on both sides',
    },
  ];
}

/** One transaction of pgbench's simple-update script on 100,000 accounts (scale 1). */
async function simpleUpdate({ owner }: BenchCloud): Promise<() => Promise<void>> {
  await owner.query('create schema bench');
  await owner.query('create table bench.accounts (aid int primary key, bid int, abalance int, filler char(84)) with (fillfactor = 100)');
  await owner.query(`insert into bench.accounts select g, 1, 0, '' from generate_series(1, 100000) g`);
  await owner.query('create table bench.history (tid int, bid int, aid int, delta int, mtime timestamp, filler char(22))');
  await owner.query('vacuum analyze bench.accounts');
  return async () => {
    const [aid, delta] = [1 + Math.floor(Math.random() * 100_000), Math.floor(Math.random() * 10_000) - 5_000];
    await owner.query('begin');
    await owner.query({ name: 'update', text: 'update bench.accounts set abalance = abalance + $1 where aid = $2', values: [delta, aid] });
    await owner.query({ name: 'select', text: 'select abalance from bench.accounts where aid = $1', values: [aid] });
    await owner.query({ name: 'history', text: 'insert into bench.history (tid, bid, aid, delta, mtime) values (1, 1, $1, $2, current_timestamp)', values: [aid, delta] });
    await owner.query('commit');
  };
}
