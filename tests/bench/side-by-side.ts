import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { TestPerson } from '#cloud/testing/small-data.ts';
import { TestDesk } from '#cloud/testing/test-desk.ts';
import type { BenchCloud } from './bench-cloud.ts';
import type { Task } from './bench-process.ts';
import { OURS, PEERS } from './engines.ts';
import { Lane, type Measured } from './lane.ts';

export interface SideBySide {
  readonly measured: readonly Measured[];
  readonly rows: number;
  /** Peers that failed, each with the reason. */
  readonly failed: readonly string[];
}

const ROUNDS = 3;
/** ms; after it no further round begins, so that a busy machine ends too. */
const PATIENCE = 4 * 60_000;

/**
 * Ours and the peers by turns, with the tickets that `person` sees. `peers` is the folder of install-peers.ts. A peer
 * that fails is left out from there on; where ours fails, all does.
 */
export async function sideBySide(cloud: BenchCloud, peers: string, person: TestPerson): Promise<SideBySide> {
  const scratch = await mkdtemp(join(tmpdir(), 'sportello-bench-peers-'));
  const ground = { cloudUrl: cloud.url, peers, scratch, rowsFile: join(scratch, 'rows') };
  const lanes: Lane[] = [];
  const failed: string[] = [];
  try {
    const rows = await writeRows(cloud, person, ground.rowsFile);
    for (const engine of [OURS, ...PEERS]) {
      try {
        lanes.push(await Lane.open(engine, ground));
      } catch (error) {
        failed.push(reason(engine.name, error));
      }
    }
    const end = performance.now() + PATIENCE;
    for (let round = 0; round < ROUNDS && (round === 0 || performance.now() < end); round += 1) {
      // Nobody is always the first, or always after the same one.
      for (const lane of [...lanes.slice(round), ...lanes.slice(0, round)]) {
        console.log(`  round ${round + 1} of ${ROUNDS}: ${lane.engine.name}`);
        try {
          for (const task of tasksOf(lane, rows)) await lane.measure(task);
        } catch (error) {
          if (lane.engine === OURS) throw error;
          failed.push(reason(lane.engine.name, error));
          lanes.splice(lanes.indexOf(lane), 1);
          await lane.stop();
        }
      }
    }
    return { measured: lanes, rows, failed };
  } finally {
    for (const lane of lanes) await lane.stop();
    await rm(scratch, { recursive: true, force: true });
  }
}

function tasksOf({ engine }: Lane, rows: number): Task[] {
  const both: Task[] = [{ task: 'localWrite', rounds: 70, warmUp: 20 }, { task: 'deskToDesk', rounds: 25, warmUp: 5 }];
  return engine.firstSync ? [...both, { task: 'firstSync', rows }] : both;
}

/** The tickets as our cloud sends them, one JSON object a line; what is an object within becomes text. Answers how many. */
async function writeRows({ url }: BenchCloud, { email, tenant }: TestPerson, file: string): Promise<number> {
  const { rows } = await (await TestDesk.signedIn(url, email)).pullAll(tenant);
  let count = 0;
  const lines = function* (): Generator<string> {
    for (const [key, row] of rows) {
      if (!key.startsWith('ticket/')) continue;
      const flat = Object.entries(row).map(([name, value]) => [name, typeof value === 'object' && value !== null ? JSON.stringify(value) : value]);
      count += 1;
      yield `${JSON.stringify(Object.fromEntries(flat))}\n`;
    }
  };
  await pipeline(Readable.from(lines()), createWriteStream(file));
  return count;
}

function reason(name: string, error: unknown): string {
  return `${name}: ${error instanceof Error ? (error.message.split('\n', 1)[0] ?? '') : String(error)}`;
}
