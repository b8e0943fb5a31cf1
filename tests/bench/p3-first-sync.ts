import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import BetterSqlite from 'better-sqlite3';
import { PEOPLE } from '#cloud/testing/small-data.ts';
import { temporaryRoot } from '#core/testing/test-core.ts';
import type { BenchCloud } from './bench-cloud.ts';
import { startDesk } from './core-bundle.ts';
import { createTicket, signInAndLoad, ticketCount } from './desk.ts';
import { median, ms, perSecond, spread, timed, times, type Row } from './measure.ts';

/** No further round (of three) begins after this time, ms. */
const PATIENCE = 45_000;
/** Between two acts of the person, ms. */
const PAUSE = 100;

/** P3: from the click on sign-in to a list that answers with every ticket, its indexes included; search apart. */
export async function firstSync(cloud: BenchCloud, rows: number, short: boolean): Promise<Row[]> {
  const loads: Load[] = [];
  const end = performance.now() + (short ? 0 : PATIENCE);
  do loads.push(await load(cloud, rows, 'alone'));
  while (loads.length < 3 && performance.now() < end);
  const busy = await load(cloud, rows, 'typing');
  const speeds = loads.map(({ speed }) => speed);
  const bare = loads.map((one) => one.bare);
  const search = median(loads.map((one) => one.search));
  const [held, heldBusy] = [median(loads.map(({ longest }) => longest)), busy.longest];
  return [
    {
      id: 'P3', what: `first sync of ${rows} tickets`, value: range(speeds), baseline: range(bare), ratio: times(median(bare) / median(speeds)), goal: '≥ 40 k rows/s on the design’s machine', met: null,
      note: `${speeds.length} round(s): sign-in, every page over loopback from a cloud in a process of its own, rows checked, written with all indexes of the lists; baseline: the same rows in one transaction into one table with its key alone (WAL, NORMAL). Ratio: how many times as long as the baseline. Ids are of version 7, as desks make them`,
    },
    { id: 'P3', what: 'search complete after the list', value: ms(search), baseline: '—', ratio: '—', goal: '≤ 10 s', met: search <= 10_000, note: '' },
    { id: 'P3', what: 'longest wait of the core’s main thread meanwhile', value: ms(held), baseline: '—', ratio: '—', goal: '≤ 10 ms (issue 3)', met: held <= 10, note: 'by the event loop’s own measure from the answer to the sign-in on, on a machine that others use too' },
    {
      id: 'P3', what: 'the same while a person types and lists', value: ms(heldBusy), baseline: '—', ratio: '—', goal: '≤ 10 ms (issue 3)', met: heldBusy <= 10,
      note: `a request saved and the list asked for every ${PAUSE} ms: saving ${spread(busy.saves)}, listing ${spread(busy.lists)}, the load at ${perSecond(busy.speed, 'rows')}`,
    },
  ];
}

interface Load {
  /** Rows per second. */
  readonly speed: number;
  readonly bare: number;
  /** ms. */
  readonly longest: number;
  readonly search: number;
  readonly saves: readonly number[];
  readonly lists: readonly number[];
}

async function load(cloud: BenchCloud, rows: number, person: 'alone' | 'typing'): Promise<Load> {
  const root = await temporaryRoot();
  const core = await startDesk({ cloudUrl: cloud.url, root });
  const delay = monitorEventLoopDelay({ resolution: 1 });
  const [saves, lists]: [number[], number[]] = [[], []];
  let loading = true;
  const work = async () => {
    while (person === 'typing' && loading) {
      saves.push(await timed(() => createTicket(core, PEOPLE.mario, 'Scritta durante il carico')));
      lists.push(await timed(() => ticketCount(core)));
      await sleep(PAUSE);
    }
  };
  try {
    let working: Promise<void> | undefined;
    const start = performance.now();
    await signInAndLoad(core, PEOPLE.mario, rows, () => {
      delay.enable();
      working = work();
    });
    const listed = performance.now();
    delay.disable();
    loading = false;
    await working;
    const file = await cacheFile(root);
    await allWordsRead(file);
    const search = performance.now() - listed;
    return { speed: rows / ((listed - start) / 1000), longest: delay.max / 1e6, search, bare: bareInserts(file, join(root, 'bare.db')), saves, lists };
  } finally {
    loading = false;
    await core.stop();
    await rm(root, { recursive: true, force: true });
  }
}

function range(speeds: readonly number[]): string {
  return `${perSecond(median(speeds), 'rows')} (${String(Math.round(Math.min(...speeds)))}–${String(Math.round(Math.max(...speeds)))})`;
}

async function cacheFile(root: string): Promise<string> {
  const found = (await readdir(root, { recursive: true })).find((name) => name.endsWith('cache.db'));
  if (found === undefined) throw new Error('no cache.db');
  return join(root, found);
}

async function allWordsRead(file: string): Promise<void> {
  const database = new BetterSqlite(file, { readonly: true });
  const left = database.prepare(
    `SELECT (SELECT max(rid) FROM ticket) > (SELECT rid FROM words_mark WHERE entity = 'ticket') OR EXISTS (SELECT 1 FROM unread_words)`,
  ).pluck();
  while (left.get() === 1) await sleep(20);
  database.close();
}

/** Rows per second. */
function bareInserts(file: string, target: string): number {
  const source = new BetterSqlite(file, { readonly: true });
  const columns = source.prepare('SELECT name FROM pragma_table_info(?)').pluck().all('ticket');
  const rows = source.prepare(`SELECT ${columns.join(', ')} FROM ticket`).raw().all();
  source.close();
  const database = new BetterSqlite(target);
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = NORMAL');
  database.exec(`CREATE TABLE ticket (${columns.join(', ')}, PRIMARY KEY (id))`);
  const insert = database.prepare(`INSERT INTO ticket VALUES (${columns.map(() => '?').join(', ')})`);
  const start = performance.now();
  database.transaction(() => {
    for (const row of rows) insert.run(row);
  })();
  const seconds = (performance.now() - start) / 1000;
  database.close();
  return rows.length / seconds;
}
