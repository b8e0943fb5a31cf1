import { execFileSync } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { v7 } from 'uuid';
import { expect, test } from 'vitest';
import { START, type Cursor } from '#shared/api/sync.ts';
import { richTextOf } from '#shared/domain/kernel/rich-text.ts';
import { startCluster, type Cluster } from '#cloud/db/embedded/cluster.ts';
import { startCloud, type RunningCloud } from '#cloud/server.ts';
import { makeSmallData, PEOPLE, TENANTS, ticketInput, TICKETS } from '#cloud/testing/small-data.ts';
import { createTestCloud } from '#cloud/testing/test-cloud.ts';
import { rowsOf, TestDesk } from '#cloud/testing/test-desk.ts';
import { startTestCore, type TestCore } from '#core/testing/test-core.ts';
import { createTicket, lampIs, numbered, signIn, tickets } from '#core/testing/test-office.ts';
import { startFaultyProxy } from '#tests/harness/faulty-proxy.ts';

/* The cloud's own bad days: many writers at once, a PostgreSQL that stops at once, and one that comes back older. */

const WRITERS = 16;
const ROUNDS = Number(process.env['SPORTELLO_FAULT_ROUNDS'] ?? 1) + 2;

test('I6: sixteen writers, a push that stalls before its commit and a long unrelated transaction: no cursor passes a change that is not there yet', { timeout: 120_000 }, async () => {
  const cloud = await createTestCloud();
  const tenant = TENANTS.rossi;
  const long = new pg.Client({ connectionString: cloud.databaseUrl });
  const stalled = new pg.Client({ connectionString: cloud.databaseUrl });
  try {
    const reader = await TestDesk.signedIn(cloud.url, PEOPLE.giada.email);
    const people = [PEOPLE.mario, PEOPLE.giada, PEOPLE.nicolo, PEOPLE.veronica];
    const writers = await Promise.all(Array.from({ length: WRITERS }, (_, index) => TestDesk.signedIn(cloud.url, people[index % people.length]?.email ?? '')));
    // It has written elsewhere and commits when all is over: whatever looks at the oldest transaction stands still.
    await long.connect();
    await long.query('begin isolation level serializable');
    await long.query('update auth.tenant set name = name where id = $1', [TENANTS.serra]);
    await stalled.connect();

    const { scope } = await reader.feed(tenant);
    const seen = new Set<string>();
    let cursor: Cursor = START;
    const catchUp = async () => {
      const page = await reader.pull(tenant, cursor, 50, scope);
      if (page.state !== 'page') throw new Error(page.why);
      for (const table of page.tables) for (const row of rowsOf(table)) seen.add(`${table.entity}/${String(row['id'])}@${String(row['rev'])}`);
      expect(page.cursor.seq).toBeGreaterThanOrEqual(cursor.seq);
      cursor = page.cursor;
      return page.complete;
    };
    const watch = { writing: true };
    const reading = (async () => {
      while (watch.writing) await catchUp();
      while (!(await catchUp()));
    })();
    const stalling = (async () => {
      for (let round = 0; round < ROUNDS; round += 1) {
        await stalled.query('begin');
        // A push as it stands between its number and its commit: the same locks in the same order.
        await stalled.query('select 1 from app.ticket where tenant_id = $1 and id = $2 for update', [tenant, TICKETS.rossi]);
        const { rows } = await stalled.query<{ seq: string }>("update app.feed set seq = seq + 1, mark = 'stalled' where tenant_id = $1 returning seq", [tenant]);
        await stalled.query("insert into app.feed_mark (tenant_id, seq, mark, at) values ($1, $2, 'stalled', 0)", [tenant, rows[0]?.seq]);
        await stalled.query('update app.ticket set seq = $2, rev = rev + 1 where tenant_id = $1 and id = $3', [tenant, rows[0]?.seq, TICKETS.rossi]);
        await sleep(120);
        await stalled.query('commit');
        await sleep(50);
      }
    })();
    await Promise.all(
      writers.map(async (desk, index) => {
        for (let round = 0; round < ROUNDS; round += 1) {
          await sleep(Math.random() * 20);
          const size = Math.random() < 0.3 ? 30 : 1;
          // Customers make tickets, operators write notes on one: rows of their own and a row of all.
          const command = () =>
            index % people.length < 2
              ? desk.command(tenant, 'ticket.create', ticketInput(v7(), 'Insieme', PEOPLE.mario.email))
              : desk.command(tenant, 'ticket.note', { ticketId: TICKETS.rossi, noteId: v7(), body: richTextOf('Nota') });
          await desk.push(tenant, Array.from({ length: size }, command));
        }
      }),
    );
    await stalling;
    watch.writing = false;
    await reading;
    await long.query('commit');
    const all = await reader.pullAll(tenant);
    for (const [key, row] of all.rows) expect(seen, key).toContain(`${key}@${String(row['rev'])}`);
    const { rows } = await cloud.cloud.services.pools.owner.query<{ holes: string }>('select max(seq) - count(*) as holes from app.feed_mark where tenant_id = $1', [tenant]);
    expect(Number(rows[0]?.holes)).toBe(0);
  } finally {
    await long.end();
    await stalled.end();
    await cloud.stop();
  }
});

/** A cloud on a durable PostgreSQL of its own, at one address whatever happens behind it. */
async function startOwnCloud() {
  const folder = await mkdtemp(join(tmpdir(), 'sportello-own-cloud-'));
  // The user postgres passes through.
  await chmod(folder, 0o755);
  const quiet = { folder, progress: () => undefined };
  let cluster: Cluster = await startCluster(quiet);
  const start = (port: number): Promise<RunningCloud> =>
    startCloud({ port, databaseUrl: cluster.url('postgres'), dataFolder: join(folder, 'cloud'), demo: false, log: () => undefined, rateFactor: 1000, jobs: false });
  let cloud = await start(0);
  await makeSmallData(cloud.admin, Date.now());
  const port = Number(new URL(cloud.url).port);
  const backup = join(folder, 'backup');
  const stopAll = async () => {
    await cloud.stop();
    await cluster.stop();
  };
  const startAll = async () => {
    cluster = await startCluster(quiet);
    cloud = await start(port);
  };
  return {
    url: cloud.url,
    owner: () => cloud.services.pools.owner,
    async backUp() {
      await stopAll();
      await rm(backup, { recursive: true, force: true });
      execFileSync('cp', ['-a', cluster.dataFolder, backup]);
      await startAll();
    },
    /** PostgreSQL is gone in this moment, whatever it was at; it recovers from its own log. */
    async crash() {
      const { binaries, dataFolder, account } = cluster;
      execFileSync(binaries.pgCtl, ['-D', dataFolder, '-m', 'immediate', '-w', 'stop'], { ...account, cwd: '/', stdio: 'ignore' });
      await sleep(300);
      await cloud.stop();
      await startAll();
    },
    async restore() {
      await stopAll();
      await rm(cluster.dataFolder, { recursive: true, force: true });
      execFileSync('cp', ['-a', backup, cluster.dataFolder]);
      await startAll();
    },
    async stop() {
      await stopAll();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

test('R1, R2, I1: PostgreSQL stops at once in the middle of pushes, then comes back from an older backup while others write past our cursor: all that was confirmed is there once, without a person’s step', { timeout: 180_000 }, async () => {
  const cloud = await startOwnCloud();
  const proxy = await startFaultyProxy(cloud.url);
  const cores: TestCore[] = [];
  const desk = async (person: { readonly email: string }) => {
    const core = await startTestCore({ cloudUrl: proxy.url });
    cores.push(core);
    await signIn(core, person);
    await lampIs(core, 'online');
    return core;
  };
  const titles: string[] = [];
  const write = async (core: TestCore, title: string) => {
    titles.push(title);
    return createTicket(core, title);
  };
  const drained = (core: TestCore) => core.until(async () => (await core.invoke('sync.now', {})).waiting === 0, 'all sent');
  try {
    const [mario, giada] = [await desk(PEOPLE.mario), await desk(PEOPLE.giada)];
    await numbered(mario, await write(mario, 'Nel backup'));
    await lampIs(mario, 'online');
    await cloud.backUp();
    await numbered(mario, await write(mario, 'Dopo il backup, di Mario'));
    await numbered(giada, await write(giada, 'Dopo il backup, di Giada'));

    const writing = (async () => {
      for (let count = 0; count < 30; count += 1) await write(mario, `Durante lo stop ${count}`);
    })();
    await cloud.crash();
    await writing;
    await drained(mario);
    await drained(giada);
    await lampIs(mario, 'online');

    proxy.setOnline(false);
    await write(mario, 'Scritto mentre il cloud torna indietro');
    await cloud.restore();
    // Somebody else is quicker: numbers that our cursors know are given again, to other changes.
    const other = await TestDesk.signedIn(cloud.url, PEOPLE.nicolo.email);
    const requester = await TestDesk.signedIn(cloud.url, PEOPLE.mario.email);
    for (let count = 0; count < 45; count += 1) {
      titles.push(`Di altri ${count}`);
      await requester.run(TENANTS.rossi, 'ticket.create', ticketInput(v7(), `Di altri ${count}`, PEOPLE.mario.email));
    }
    expect((await other.pull(TENANTS.rossi)).state).toBe('page');
    proxy.setOnline(true);
    for (const core of cores) await drained(core);
    const there = async () => (await cloud.owner().query<{ title: string }>('select title from app.ticket where tenant_id = $1 and not deleted', [TENANTS.rossi])).rows.map((row) => row.title).sort();
    await mario.until(async () => titles.every(((have) => (title: string) => have.includes(title))(await there())), 'all confirmed tickets in the cloud');
    const all = await there();
    for (const title of titles) expect(all.filter((one) => one === title), title).toHaveLength(1);
    for (const core of cores) {
      await core.invoke('sync.now', {});
      await core.until(async () => JSON.stringify((await tickets(core)).map((row) => row.title).sort()) === JSON.stringify(all), 'the desk as the cloud');
      await lampIs(core, 'online');
    }
  } finally {
    for (const core of cores) await core.stop();
    await proxy.stop();
    await cloud.stop();
  }
});
