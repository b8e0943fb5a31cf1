import { writeFile } from 'node:fs/promises';
import { loadavg } from 'node:os';
import { PEOPLE } from '#cloud/testing/small-data.ts';
import { startBenchCloud } from './bench-cloud.ts';
import { buildCore } from './core-bundle.ts';
import { installPeers } from './install-peers.ts';
import { addTickets } from './many-tickets.ts';
import type { Row } from './measure.ts';
import { durableWrite } from './p2-durable-write.ts';
import { firstSync } from './p3-first-sync.ts';
import { pullOfChanges } from './p4-pull-of-changes.ts';
import { deskToDesk } from './p5-desk-to-desk.ts';
import { searching } from './p8-search.ts';
import { pushedCommands } from './p9-pushed-commands.ts';
import { firstLoad } from './p11-first-load.ts';
import { reportOf } from './report.ts';
import { peerRows, sideBySideChapter } from './side-by-side-table.ts';
import { screenRows } from './screen-rows.ts';
import { sideBySide, type SideBySide } from './side-by-side.ts';
import { buildScreens } from './window.ts';

/*
 * `npm run bench`: all rows, ours beside the peers, and docs/benchmarks.md. `--short`: some seconds, no peers, writes nothing.
 * `--only=P3`: one row, writes nothing; `--only=peers`: the peers alone. `--rows=1000000`: so many tickets in the large feed.
 * `--million`: P1 and P4 once more, last, at a million tickets.
 */
const MILLION = 1_000_000;
const short = process.argv.includes('--short');
const only = process.argv.find((argument) => argument.startsWith('--only='))?.slice('--only='.length);
const asked = process.argv.find((argument) => argument.startsWith('--rows='))?.slice('--rows='.length);
const [few, many] = short ? [1_000, Number(asked ?? 10_000)] : [10_000, Number(asked ?? 100_000)];
const wanted = (id: string): boolean => only === undefined || only === id;

const load = loadavg()[0] ?? 0;
const rows: Row[] = [];
const show = (found: readonly Row[]): void => {
  for (const row of found) console.log(`${row.id}  ${row.what}: ${row.value}  |  baseline ${row.baseline}  |  ${row.ratio}  |  goal ${row.goal}${row.met === false ? '  ← not met' : ''}`);
  rows.push(...found);
};

// Before the cloud starts: an installation beside a measure would spoil it.
const peers = !short && wanted('peers') ? await installPeers() : null;
if (peers !== null && 'why' in peers) console.log(`The peers are left out, because npm could not bring them (${peers.why}).`);
await buildCore();
const screens = ['P1', 'P6', 'P7', 'P10'].some(wanted);
if (screens) await buildScreens();
if (wanted('P11')) show(await firstLoad());
let contest: SideBySide | null = null;

const cloud = await startBenchCloud();
try {
  if (wanted('P2')) show(await durableWrite(cloud, short));
  if (wanted('P5')) show(await deskToDesk(cloud, short));
  if (wanted('P3') || wanted('P4') || wanted('P8') || screens || wanted('peers')) await addTickets(cloud, PEOPLE.mario.tenant, PEOPLE.mario, many);
  if (wanted('P3')) show(await firstSync(cloud, many, short));
  if (wanted('P8')) show(await searching(cloud, many, short));
  if (wanted('P4') || wanted('P1')) await addTickets(cloud, PEOPLE.luca.tenant, PEOPLE.luca, few);
  const [small, large, largest] = [{ person: PEOPLE.luca, rows: few }, { person: PEOPLE.mario, rows: many }, { person: PEOPLE.mario, rows: MILLION }];
  if (wanted('P4')) show(await pullOfChanges(cloud, small, large, short));
  if (peers !== null && 'folder' in peers) {
    contest = await sideBySide(cloud, peers.folder, PEOPLE.mario);
    show(peerRows(contest));
    console.log(sideBySideChapter(contest).join('\n'));
  }
  if (wanted('P9')) show(await pushedCommands(cloud, short));
  if (screens) await screenRows(cloud, small, large, wanted, short, show);
  if (process.argv.includes('--million') && (wanted('P4') || wanted('P1')) && many < MILLION) {
    await addTickets(cloud, PEOPLE.mario.tenant, PEOPLE.mario, MILLION - many);
    if (wanted('P4')) show(await pullOfChanges(cloud, small, largest, short));
    if (wanted('P1')) await screenRows(cloud, small, largest, (id) => id === 'P1', short, show);
  }
  if (!short && only === undefined) {
    const order = [...rows].sort((a, b) => a.id.localeCompare(b.id, 'en', { numeric: true }));
    await writeFile(new URL('../../docs/benchmarks.md', import.meta.url), reportOf(order, contest, { postgres: cloud.postgres, at: new Date(), load }));
    console.log('docs/benchmarks.md is written.');
  }
} finally {
  await cloud.stop();
}
process.exit();
