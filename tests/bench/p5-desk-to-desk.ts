import { rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { ROUTES } from '#shared/api/routes.ts';
import { PEOPLE } from '#cloud/testing/small-data.ts';
import { temporaryRoot } from '#core/testing/test-core.ts';
import { bareSqlite } from './bare-sqlite.ts';
import type { BenchCloud } from './bench-cloud.ts';
import { startDesk } from './core-bundle.ts';
import { createTicket, signInAndLoad, ticketCount } from './desk.ts';
import { median, ms, percentile, spread, timed, times, type Row } from './measure.ts';

/** P5: from the click on desk A until desk B's windows are told of the row, which is then in its cache. */
export async function deskToDesk(cloud: BenchCloud, short: boolean): Promise<Row[]> {
  const root = await temporaryRoot();
  const writer = await startDesk({ cloudUrl: cloud.url });
  const reader = await startDesk({ cloudUrl: cloud.url, root });
  const bare = [bareSqlite(root, 'bare-a'), bareSqlite(root, 'bare-b')];
  const [ours, least]: [number[], number[]] = [[], []];
  try {
    await signInAndLoad(writer, PEOPLE.anna);
    await signInAndLoad(reader, PEOPLE.anna);
    const before = await ticketCount(reader);
    const rounds = short ? 25 : 80;
    for (let round = 0; round < rounds; round += 1) {
      const heard = reader.heard('changed').length;
      const time = await timed(async () => {
        await createTicket(writer, PEOPLE.anna, `Da un tavolo all’altro ${round}`);
        await reader.until(() => reader.heard('changed').length > heard, 'the change');
      });
      const floor = await timed(async () => {
        bare[0]?.write('x'.repeat(1_200));
        await (await fetch(cloud.url + ROUTES.health)).text();
        bare[1]?.write('x'.repeat(1_200));
      });
      // What is still on its way back to the writer must not lie on the next one.
      await sleep(30);
      if (round < 5) continue;
      ours.push(time);
      least.push(floor);
    }
    const arrived = (await ticketCount(reader)) - before;
    if (arrived !== rounds) throw new Error(`${arrived} of ${rounds} requests arrived`);
  } finally {
    for (const one of bare) one.close();
    await writer.stop();
    await reader.stop();
    for (const folder of [root, writer.root]) await rm(folder, { recursive: true, force: true });
  }
  return [
    {
      id: 'P5', what: 'desk to desk, p50', value: spread(ours), baseline: spread(least), ratio: times(median(ours) / median(least)), goal: '≤ 15 ms', met: median(ours) <= 15,
      note: 'both desks’ main threads share one process here; baseline: one loopback round trip (health) and one bare durable transaction on each side',
    },
    { id: 'P5', what: 'desk to desk, p95', value: ms(percentile(ours, 0.95)), baseline: ms(percentile(least, 0.95)), ratio: times(percentile(ours, 0.95) / percentile(least, 0.95)), goal: '≤ 40 ms', met: percentile(ours, 0.95) <= 40, note: '' },
  ];
}
