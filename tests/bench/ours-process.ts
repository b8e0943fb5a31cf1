import { rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { PEOPLE } from '#cloud/testing/small-data.ts';
import type { TestCore } from '#core/testing/test-core.ts';
import { startFaultyProxy } from '#tests/harness/faulty-proxy.ts';
import type { Task } from './bench-process.ts';
import { startDesk } from './core-bundle.ts';
import { createTicket, signInAndLoad, ticketCount } from './desk.ts';
import { timed } from './measure.ts';

/* Our own desk, asked for the same samples as peers/client-process.mjs: `ours-process.ts CLOUD-URL`. */
const [cloudUrl = ''] = process.argv.slice(2);

/** Gives desks with empty folders, gone afterwards. */
async function withDesks<T>(work: (open: (url: string) => Promise<TestCore>) => Promise<T>): Promise<T> {
  const desks: TestCore[] = [];
  try {
    return await work(async (url) => {
      const desk = await startDesk({ cloudUrl: url });
      desks.push(desk);
      return desk;
    });
  } finally {
    for (const desk of desks) {
      await desk.stop();
      await rm(desk.root, { recursive: true, force: true });
    }
  }
}

/** Seconds until the list's first page and its total can be read; sign-in is in it. */
function firstSync(rows: number): Promise<number[]> {
  return withDesks(async (open) => {
    const desk = await open(cloudUrl);
    return [(await timed(() => signInAndLoad(desk, PEOPLE.mario, rows))) / 1000];
  });
}

/** Milliseconds from a desk's write until the other's windows are told of the row. */
function deskToDesk(rounds: number, warmUp: number): Promise<number[]> {
  return withDesks(async (open) => {
    const [writer, reader] = [await open(cloudUrl), await open(cloudUrl)];
    await signInAndLoad(writer, PEOPLE.anna);
    await signInAndLoad(reader, PEOPLE.anna);
    const samples: number[] = [];
    for (let round = 0; round < rounds + warmUp; round += 1) {
      const known = await ticketCount(reader);
      let heard = reader.heard('changed').length;
      const start = performance.now();
      await createTicket(writer, PEOPLE.anna, `Da un tavolo all’altro ${round}`);
      // The event names no row, and a late one of the round before must not count for this one.
      let time = 0;
      do {
        await reader.until(() => reader.heard('changed').length > heard, 'the change');
        time = performance.now() - start;
        heard = reader.heard('changed').length;
      } while ((await ticketCount(reader)) === known);
      if (round >= warmUp) samples.push(time);
      // What is still on its way back to the writer must not lie on the next one.
      await sleep(30);
    }
    return samples;
  });
}

/** Milliseconds until a command is told as saved, without a network. */
async function localWrite(rounds: number, warmUp: number): Promise<number[]> {
  const proxy = await startFaultyProxy(cloudUrl);
  try {
    return await withDesks(async (open) => {
      const desk = await open(proxy.url);
      await signInAndLoad(desk, PEOPLE.anna);
      proxy.setOnline(false);
      const samples: number[] = [];
      for (let round = 0; round < rounds + warmUp; round += 1) {
        const time = await timed(() => createTicket(desk, PEOPLE.anna, `Salvata qui ${round}`));
        if (round >= warmUp) samples.push(time);
      }
      return samples;
    });
  } finally {
    await proxy.stop();
  }
}

function samplesOf(task: Task): Promise<number[]> {
  if (task.task === 'firstSync') return firstSync(task.rows);
  return task.task === 'deskToDesk' ? deskToDesk(task.rounds, task.warmUp) : localWrite(task.rounds, task.warmUp);
}

process.on('disconnect', () => process.exit());
process.on('message', (task: Task) => {
  samplesOf(task).then(
    (samples) => process.send?.({ samples }),
    (error: unknown) => process.send?.({ error: error instanceof Error ? error.stack : String(error) }),
  );
});
process.send?.({ ready: true });
