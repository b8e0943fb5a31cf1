import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { PAGE } from './columns.mjs';

/*
 * A peer's desk, or two of them: `client-process.mjs PEER SETUP FOLDER`. Answers the requests of side-by-side.ts, each
 * with the samples that it measured; ours-process.ts measures the same at our own desk.
 */
const [peer, setup, root] = process.argv.slice(2);
const { openClient } = await import(`./${peer}/client.mjs`);
let last = 0;

/** @param {string} url @param {(open: () => Promise<any>) => Promise<unknown>} work gets desks with empty folders, gone afterwards */
async function withClients(url, work) {
  const clients = [];
  const folder = await mkdtemp(join(root, 'desk-'));
  try {
    return await work(async () => {
      const name = `desk${(last += 1)}`;
      const client = await openClient({ folder, name, url, setup });
      clients.push(client);
      return client;
    });
  } finally {
    for (const client of clients) await client.close();
    await rm(folder, { recursive: true, force: true });
  }
}

const newRow = (template, title) => ({ ...template, id: crypto.randomUUID(), title, number: 1 + Math.floor(Math.random() * 1e9), created_at: Date.now() });

const tasks = {
  /** Seconds until the list's first page and its total can be read. */
  firstSync: ({ url, rows }) =>
    withClients(url, async (open) => {
      const client = await open();
      const start = performance.now();
      await client.load();
      const { total, page } = await client.list();
      const seconds = (performance.now() - start) / 1000;
      if (total !== rows || page !== PAGE) throw new Error(`${peer} knows ${total} of ${rows} tickets, ${page} on its first page`);
      return [seconds];
    }),

  /** Milliseconds from a desk's write until the other's listener is told of the row. */
  deskToDesk: ({ url, template, rounds, warmUp }) =>
    withClients(url, async (open) => {
      const [writer, reader] = [await open(), await open()];
      await writer.goLive();
      await reader.goLive();
      const samples = [];
      for (let round = 0; round < rounds + warmUp; round += 1) {
        const row = newRow(template, `From desk to desk ${round}`);
        const start = performance.now();
        const seen = reader.seen(row.id);
        await writer.create(row);
        await seen;
        if (round >= warmUp) samples.push(performance.now() - start);
        // What is still on its way back to the writer must not lie on the next one.
        await sleep(30);
      }
      return samples;
    }),

  /** Milliseconds until a write is told as saved, without a network. */
  localWrite: ({ url, template, rounds, warmUp }) =>
    withClients(url, async (open) => {
      const client = await open();
      const samples = [];
      for (let round = 0; round < rounds + warmUp; round += 1) {
        const row = newRow(template, `Saved here ${round}`);
        const start = performance.now();
        await client.create(row);
        if (round >= warmUp) samples.push(performance.now() - start);
      }
      return samples;
    }),
};

process.on('disconnect', () => process.exit());
process.on('message', async ({ task, ...input }) => {
  try {
    process.send({ samples: await tasks[task](input) });
  } catch (error) {
    process.send({ error: error?.stack ?? String(error) });
  }
});
process.send({ ready: true });
