import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createTestDatabase } from '#cloud/testing/test-cluster.ts';
import { migrate } from './migrate.ts';
import { openPools, type Pools } from './pools.ts';

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let pools: Pools;
const problems: Error[] = [];
beforeAll(async () => {
  database = await createTestDatabase();
  pools = openPools(database.url, (error) => problems.push(error));
  await migrate(pools.owner, () => undefined);
});
afterAll(async () => {
  await pools.close();
  await database.drop();
});

test('R6: a connection that the database ends while it is in use fails its query and not the process; the next one is new', async () => {
  const client = await pools.app.connect();
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
  const sleeping = client.query('select pg_sleep(30)').then(() => 'slept', () => 'failed');
  await pools.owner.query('select pg_terminate_backend($1)', [rows[0]?.pid]);
  expect(await sleeping).toBe('failed');
  await vi.waitFor(() => expect(problems.length).toBeGreaterThan(0), { timeout: 10_000 });
  client.release(true);
  expect((await pools.app.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
});
