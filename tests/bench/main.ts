import { writeFile } from 'node:fs/promises';
import { loadavg } from 'node:os';
import { PEOPLE } from '#cloud/testing/small-data.ts';
import { startBenchCloud } from './bench-cloud.ts';
import { addTickets } from './many-tickets.ts';
import type { Row } from './measure.ts';
import { durableWrite } from './p2-durable-write.ts';
import { firstSync } from './p3-first-sync.ts';
import { pullOfChanges } from './p4-pull-of-changes.ts';
import { deskToDesk } from './p5-desk-to-desk.ts';
import { pushedCommands } from './p9-pushed-commands.ts';
import { reportOf } from './report.ts';

/* `npm run bench`: all rows, and docs/benchmarks.md. `--short`: some seconds, writes nothing. `--only=P3`: one row, writes nothing. */
const short = process.argv.includes('--short');
const only = process.argv.find((argument) => argument.startsWith('--only='))?.slice('--only='.length);
const [few, many] = short ? [1_000, 10_000] : [10_000, 100_000];
const wanted = (id: string): boolean => only === undefined || only === id;

const load = loadavg()[0] ?? 0;
const rows: Row[] = [];
const show = (found: readonly Row[]): void => {
  for (const row of found) console.log(`${row.id}  ${row.what}: ${row.value}  |  baseline ${row.baseline}  |  ${row.ratio}  |  goal ${row.goal}${row.met === false ? '  ← not met' : ''}`);
  rows.push(...found);
};

const cloud = await startBenchCloud();
try {
  if (wanted('P2')) show(await durableWrite(cloud, short));
  if (wanted('P5')) show(await deskToDesk(cloud, short));
  if (wanted('P3') || wanted('P4')) await addTickets(cloud, PEOPLE.mario.tenant, PEOPLE.mario, many);
  if (wanted('P3')) show(await firstSync(cloud, many, short));
  if (wanted('P4')) {
    await addTickets(cloud, PEOPLE.luca.tenant, PEOPLE.luca, few);
    show(await pullOfChanges(cloud, { person: PEOPLE.luca, rows: few }, { person: PEOPLE.mario, rows: many }, short));
  }
  if (wanted('P9')) show(await pushedCommands(cloud, short));
  if (!short && only === undefined) {
    const order = [...rows].sort((a, b) => a.id.localeCompare(b.id));
    await writeFile(new URL('../../docs/benchmarks.md', import.meta.url), reportOf(order, { postgres: cloud.postgres, at: new Date(), load }));
    console.log('docs/benchmarks.md is written.');
  }
} finally {
  await cloud.stop();
}
process.exit();
