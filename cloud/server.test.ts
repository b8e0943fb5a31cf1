import pg from 'pg';
import { expect, test } from 'vitest';
import { createTestCloud } from './testing/test-cloud.ts';
import { createTestDatabase } from './testing/test-cluster.ts';
import { migrate } from './db/migrate.ts';
import { beginDemo, discardUnfinishedDemo, endDemo } from './db/unfinished-demo.ts';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startCloud } from './server.ts';

test('demonstration data that was interrupted is made anew; what was finished is never touched', async () => {
  const database = await createTestDatabase();
  const owner = new pg.Pool({ connectionString: database.url });
  const tenants = async () => (await owner.query('select name from auth.tenant')).rows;
  const add = (name: string) => owner.query("insert into auth.tenant values (gen_random_uuid(), $1, '', 'customer', 0)", [name]);
  await beginDemo(owner);
  await add('HALF');
  await discardUnfinishedDemo(owner, () => undefined);
  await migrate(owner, () => undefined);
  expect(await tenants()).toEqual([]);
  await beginDemo(owner);
  await add('WHOLE');
  await endDemo(owner);
  await discardUnfinishedDemo(owner, () => undefined);
  expect(await tenants()).toEqual([{ name: 'WHOLE' }]);
  await owner.end();
  await database.drop();
});

test('jobs run in a schema and role of their own, start twice without harm, and stop', async () => {
  const cloud = await createTestCloud({ data: 'empty', jobs: true });
  await cloud.restart();
  const { rows } = await cloud.cloud.services.pools.owner.query<{ name: string }>('select name from pgboss.schedule order by name');
  expect(rows.map(({ name }) => name)).toEqual(['attachments.missing', 'mail.keep']);
  const { rows: owners } = await cloud.cloud.services.pools.owner.query<{ owner: string }>("select distinct tableowner as owner from pg_tables where schemaname = 'pgboss'");
  expect(owners).toEqual([{ owner: 'sportello_jobs' }]);
  await cloud.stop();
});

test('a start that fails half-way leaves nothing running: the port is free and the connections are closed', async () => {
  const database = await createTestDatabase();
  const dataFolder = await mkdtemp(join(tmpdir(), 'sportello-half-'));
  const options = { port: 0, databaseUrl: database.url, dataFolder, demo: false, log: () => undefined, jobs: false };
  await expect(startCloud({ ...options, host: '203.0.113.1' })).rejects.toMatchObject({ code: 'port.refused' });
  const owner = new pg.Client({ connectionString: database.url });
  await owner.connect();
  const { rows } = await owner.query<{ count: number }>('select count(*)::int as count from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()');
  expect(rows).toEqual([{ count: 0 }]);
  await owner.end();
  const cloud = await startCloud(options);
  await cloud.stop();
  await cloud.stop();
  await rm(dataFolder, { recursive: true, force: true });
  await database.drop();
});
