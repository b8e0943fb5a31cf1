import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { ROUTES } from '#shared/api/routes.ts';
import { startCloud, type RunningCloud } from '#cloud/server.ts';
import { listenTo } from '#cloud/testing/poke-stream.ts';
import { PEOPLE, TENANTS, TICKETS } from '#cloud/testing/small-data.ts';
import { createTestCloud, type TestCloud } from '#cloud/testing/test-cloud.ts';
import { TestDesk } from '#cloud/testing/test-desk.ts';

const { rossi } = TENANTS;
let cloud: TestCloud;
let beside: RunningCloud;
beforeAll(async () => {
  cloud = await createTestCloud();
  const { databaseUrl, dataFolder } = cloud;
  beside = await startCloud({ port: 0, databaseUrl, dataFolder, demo: false, log: () => undefined, rateFactor: 1000, jobs: false });
  // Nothing is found by a look at the clock.
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'], shouldClearNativeTimers: true });
});
afterAll(async () => {
  vi.useRealTimers();
  await beside?.stop();
  await cloud?.stop();
});

const priority = (desk: TestDesk, value: 'low' | 'high') => desk.run(rossi, 'ticket.update', { ticketId: TICKETS.rossi, priority: value, contactId: null });

test('two clouds on one database: a commit at one pokes the desks of both, each once; who is writing is heard there too (DET-10)', async () => {
  const [mario, nicolo] = [await TestDesk.signedIn(cloud.url, PEOPLE.mario.email), await TestDesk.signedIn(cloud.url, PEOPLE.nicolo.email)];
  const veronica = await TestDesk.signedIn(beside.url, PEOPLE.veronica.email);
  const [own, other] = [await listenTo(cloud.url, mario), await listenTo(beside.url, veronica)];
  for (const value of ['low', 'high'] as const) {
    const { seq } = await priority(mario, value);
    expect(await own.next()).toEqual({ tenant: rossi, seq });
    expect(await other.next()).toEqual({ tenant: rossi, seq });
  }
  // Numbers that are told faster than they travel arrive as the highest of them.
  for (const seq of [7, 9, 8]) cloud.cloud.services.pokes.moved(rossi, seq);
  expect([await other.next(), await other.next()]).toEqual([7, 9].map((seq) => ({ tenant: rossi, seq })));
  await nicolo.ask('POST', ROUTES.writing, { tenant: rossi, ticketId: TICKETS.rossi });
  expect(await other.next()).toMatchObject({ writing: { person: PEOPLE.nicolo.id } });
  for (const stream of [own, other]) stream.close();
});

test('ACC-07: a sign-in that is ended at one cloud is over at the other at once, its stream and what was believed of its token', async () => {
  const { email } = PEOPLE.giada;
  const [here, there, quiet] = [await TestDesk.signedIn(cloud.url, email), await TestDesk.signedIn(beside.url, email), await TestDesk.signedIn(beside.url, email)];
  const stream = await listenTo(beside.url, there);
  expect((await quiet.ask('GET', ROUTES.me)).status).toBe(200);
  expect((await here.ask('POST', `${ROUTES.signedInDevices}/end`, { id: null })).status).toBe(200);
  await stream.ended;
  expect(stream.heard).toEqual([{ me: true }]);
  for (const desk of [there, quiet]) expect((await desk.ask('GET', ROUTES.me)).status).toBe(401);
});

test('two clouds on one database: where words may have been lost the streams end, so that the desks pull; then all is heard again', async () => {
  const mario = await TestDesk.signedIn(cloud.url, PEOPLE.mario.email);
  const giada = await TestDesk.signedIn(beside.url, PEOPLE.giada.email);
  const streams = [await listenTo(cloud.url, mario), await listenTo(beside.url, giada)];
  await beside.services.pools.owner.query(`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name = 'sportello_pokes'`);
  await Promise.all(streams.map(({ ended }) => ended));
  const again = await listenTo(beside.url, giada);
  const { seq } = await priority(mario, 'low');
  expect(await again.next()).toEqual({ tenant: rossi, seq });
  again.close();
});
