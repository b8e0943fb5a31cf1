import { v7 } from 'uuid';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PEOPLE, TENANTS, ticketInput } from '#cloud/testing/small-data.ts';
import { createTestCloud, type TestCloud } from '#cloud/testing/test-cloud.ts';
import { TestDesk } from '#cloud/testing/test-desk.ts';
import { START } from '#shared/api/sync.ts';
import { LEDGER_FOR, TOMBSTONES_FOR, trimLedger, trimTombstones } from './trim.ts';

const { rossi } = TENANTS;
const DAY = 24 * 60 * 60 * 1000;
let later = 0;
let cloud: TestCloud;
let owner: pg.Client;
beforeAll(async () => {
  cloud = await createTestCloud({ now: () => Date.now() + later });
  owner = new pg.Client({ connectionString: cloud.databaseUrl });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await cloud.stop();
});

const create = (desk: TestDesk, id: string) => desk.run(rossi, 'ticket.create', ticketInput(id, 'Da togliere', PEOPLE.mario.email));
/** No command deletes yet, so a row dies here as runCommand would write it: with a number of its own. */
async function kill(desk: TestDesk, id: string): Promise<void> {
  const { seq } = await create(desk, v7());
  await owner.query('update app.ticket set deleted = true, seq = $2 where id = $1', [id, seq]);
}
/** Everything in the feed so far becomes older by this much. */
const age = (ms: number) => owner.query('update app.feed_mark set at = at - $1', [ms]);

test('tombstones live 180 days; then the horizon rises, they go, and an older cursor starts again instead of showing the deleted row (I10)', async () => {
  const desk = await TestDesk.signedIn(cloud.url, PEOPLE.mario.email);
  const dead = v7();
  await create(desk, dead);
  const away = (await desk.pullAll(rossi)).cursor;
  await kill(desk, dead);
  await age(TOMBSTONES_FOR - DAY);
  expect(await trimTombstones(cloud.cloud.services)).toEqual({ tombstones: 0, marks: 0 });
  expect((await desk.pullAll(rossi, away)).rows.get(`ticket/${dead}`)).toMatchObject({ deleted: 1 });

  const { cursor } = await desk.pullAll(rossi);
  await age(2 * DAY);
  const young = v7();
  await create(desk, young);
  await kill(desk, young);
  expect(await trimTombstones(cloud.cloud.services)).toMatchObject({ tombstones: 1 });
  expect((await owner.query('select min(seq)::int as lowest from app.feed_mark where tenant_id = $1', [rossi])).rows).toEqual([{ lowest: cursor.seq }]);
  expect(await desk.pull(rossi, away)).toMatchObject({ state: 'reset', why: 'horizon' });
  // Who was at the horizon has heard of all that went.
  expect((await desk.pullAll(rossi, cursor)).rows.get(`ticket/${young}`)).toMatchObject({ deleted: 1 });
  expect(await trimTombstones(cloud.cloud.services)).toEqual({ tombstones: 0, marks: 0 });
});

test('a first load goes page by page through numbers below the horizon without starting again', async () => {
  const desk = await TestDesk.signedIn(cloud.url, PEOPLE.giada.email);
  const { rows: [feed] } = await owner.query<{ horizon: string }>('select horizon from app.feed where tenant_id = $1', [rossi]);
  const { pages, rows } = await desk.pullAll(rossi, START, 1);
  expect(pages.filter((page) => page.cursor.seq < Number(feed?.horizon)).length).toBeGreaterThan(2);
  expect(rows.size).toBe((await desk.pullAll(rossi)).rows.size);
});

test('a load that was interrupted while the horizon rose starts again: what it has may be deleted since (I10)', async () => {
  const desk = await TestDesk.signedIn(cloud.url, PEOPLE.giada.email);
  const half = await desk.pull(rossi, START, 1);
  if (half.state !== 'page') throw new Error(half.why);
  await age(TOMBSTONES_FOR + DAY);
  await trimTombstones(cloud.cloud.services);
  expect(await desk.pull(rossi, half.cursor)).toMatchObject({ state: 'reset', why: 'horizon' });
});

test('the ledger outlives 400 days offline; a desk older than that is renumbered and goes on (I2)', async () => {
  const desk = await TestDesk.signedIn(cloud.url, PEOPLE.mario.email);
  const command = desk.command(rossi, 'ticket.create', ticketInput(v7(), 'Una volta sola', PEOPLE.mario.email));
  const [first] = await desk.push(rossi, [command]);
  later = LEDGER_FOR - DAY;
  expect(await trimLedger(cloud.cloud.services)).toBe(0);
  expect(await desk.push(rossi, [command])).toEqual([first]);
  later = LEDGER_FOR + DAY;
  expect(await trimLedger(cloud.cloud.services)).toBeGreaterThan(0);
  const next = desk.command(rossi, 'ticket.create', ticketInput(v7(), 'Dopo', PEOPLE.mario.email));
  expect(await desk.pushRaw(rossi, [next])).toMatchObject({ status: 409, body: { error: { code: 'client.renumber' } } });
  desk.incarnation = v7();
  expect(await desk.push(rossi, [{ ...next, number: 1 }])).toMatchObject([{ outcome: { state: 'accepted' } }]);
});

test('the role of jobs sees of synced rows the tombstones alone (R5)', async () => {
  const desk = await TestDesk.signedIn(cloud.url, PEOPLE.mario.email);
  const id = v7();
  await create(desk, id);
  await kill(desk, id);
  const jobs = new pg.Client({ connectionString: cloud.databaseUrl, options: '-c role=sportello_jobs' });
  await jobs.connect();
  try {
    expect((await jobs.query('select count(*)::int as live from app.ticket where not deleted')).rows).toEqual([{ live: 0 }]);
    expect((await jobs.query('delete from app.ticket')).rowCount).toBe(1);
    expect((await owner.query('select 1 from app.ticket')).rowCount).toBeGreaterThan(3);
  } finally {
    await jobs.end();
  }
});
