import { rm } from 'node:fs/promises';
import { PEOPLE } from '#cloud/testing/small-data.ts';
import { temporaryRoot } from '#core/testing/test-core.ts';
import { startFaultyProxy } from '#tests/harness/faulty-proxy.ts';
import { bareSqlite } from './bare-sqlite.ts';
import type { BenchCloud } from './bench-cloud.ts';
import { startDesk } from './core-bundle.ts';
import { createTicket, signInAndLoad } from './desk.ts';
import { median, percentile, spread, timed, times, ms, type Row } from './measure.ts';

/**
 * P2: a command as the person feels it, asked through a window's line: decided, on disk, shown. The network is cut, so that
 * nothing else works on this machine; the bare transaction of the same size runs in turn with it.
 */
export async function durableWrite(cloud: BenchCloud, short: boolean): Promise<Row[]> {
  const proxy = await startFaultyProxy(cloud.url);
  const root = await temporaryRoot();
  const core = await startDesk({ cloudUrl: proxy.url, root });
  const bare = bareSqlite(root, 'bare');
  const [ours, theirs, shown, crowded]: [number[], number[], number[], number[]] = [[], [], [], []];
  const waiting = short ? 500 : 10_000;
  try {
    await signInAndLoad(core, PEOPLE.anna);
    proxy.setOnline(false);
    const text = 'x'.repeat(1_200);
    const rounds = short ? 60 : 200;
    for (let round = 0; round < rounds + 30; round += 1) {
      const write = await timed(() => createTicket(core, PEOPLE.anna, `Richiesta ${round}`));
      const least = await timed(() => bare.write(text));
      // The first ones warm up.
      if (round < 30) continue;
      ours.push(write);
      theirs.push(least);
    }
    for (let round = 0; round < rounds / 2; round += 1) {
      const heard = core.heard('changed').length;
      shown.push(
        await timed(async () => {
          await createTicket(core, PEOPLE.anna, `Mostrata ${round}`);
          await core.until(() => core.heard('changed').length > heard, 'the effect');
        }),
      );
    }
    for (let count = rounds * 1.5 + 30; count < waiting; count += 1) await createTicket(core, PEOPLE.anna, `In attesa ${count}`);
    for (let round = 0; round < rounds / 2; round += 1) crowded.push(await timed(() => createTicket(core, PEOPLE.anna, `Ancora ${round}`)));
  } finally {
    bare.close();
    await core.stop();
    await proxy.stop();
    await rm(root, { recursive: true, force: true });
  }
  const note = `ticket.create through the real engine, ${ours.length} in a row without a network; beside it one bare better-sqlite3 transaction (WAL, FULL) on the same disk`;
  const p99 = percentile(ours, 0.99) / percentile(theirs, 0.99);
  return [
    { id: 'P2', what: 'durable write of a command, p50', value: spread(ours), baseline: spread(theirs), ratio: times(median(ours) / median(theirs)), goal: '≤ 2×', met: median(ours) <= 2 * median(theirs), note },
    { id: 'P2', what: 'durable write of a command, p99', value: ms(percentile(ours, 0.99)), baseline: ms(percentile(theirs, 0.99)), ratio: times(p99), goal: '≤ 3×', met: p99 <= 3, note: '' },
    {
      id: 'P2', what: 'the same until the windows hear of its effect', value: spread(shown), baseline: '—', ratio: times(median(shown) / median(theirs)), goal: '—', met: null,
      note: 'saving is answered when the log is on the disk; the effect goes to the rows beside the answer, and every later read waits for it',
    },
    {
      id: 'P2', what: `the same with ${waiting} commands waiting`, value: spread(crowded), baseline: spread(ours), ratio: times(median(crowded) / median(ours)), goal: 'flat (≤ 1.3×)', met: median(crowded) <= 1.3 * median(ours), note: '',
    },
  ];
}
