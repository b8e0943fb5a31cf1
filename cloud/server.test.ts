import pg from 'pg';
import { expect, test } from 'vitest';
import { startCluster } from './db/embedded/cluster.ts';
import { makeSmallData, PEOPLE, TENANTS, ticketInput } from './testing/small-data.ts';
import { createTestCloud } from './testing/test-cloud.ts';
import { TestDesk } from './testing/test-desk.ts';
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
  expect(rows.map(({ name }) => name)).toEqual(['attachments.missing', 'calendars.publish', 'digests.send', 'feeds.trim', 'identity.settle', 'invitations.expire', 'library.publish', 'mail.keep', 'tickets.breaches']);
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

test('a database that drops its connections is met by new ones; while it is away, requests say later (R6)', async () => {
  const cloud = await createTestCloud();
  const desk = await TestDesk.signedIn(cloud.url, PEOPLE.mario.email);
  const unseen = await TestDesk.signedIn(cloud.url, PEOPLE.giada.email);
  const owner = new pg.Client({ connectionString: cloud.databaseUrl.replace(/[^/]+$/, 'postgres') });
  await owner.connect();
  const name = cloud.databaseUrl.split('/').at(-1) ?? '';
  const drop = () => owner.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name]);
  await drop();
  await expect.poll(async () => (await desk.ask('GET', '/v1/me')).status).toBe(200);
  expect((await desk.pullAll(TENANTS.rossi)).rows.size).toBeGreaterThan(3);
  // Whoever comes again at once would hold it under its name.
  await owner.query(`alter database ${name} allow_connections false`);
  await drop();
  await owner.query(`alter database ${name} rename to ${name}_away`);
  expect(await desk.ask('GET', '/health')).toMatchObject({ status: 503, body: { status: 'failing', database: false } });
  const answer = await desk.pushRaw(TENANTS.rossi, [desk.command(TENANTS.rossi, 'ticket.create', ticketInput(TENANTS.rossi, 'Senza', PEOPLE.mario.email))]);
  expect(answer).toMatchObject({ status: 503, body: { error: { code: 'cloud.unavailable' } } });
  expect(answer.headers.get('retry-after')).toBe('5');
  // A token that cannot be looked up is not a wrong one: nobody is asked for a password because a server is away.
  expect(await unseen.ask('GET', '/v1/me')).toMatchObject({ status: 503, body: { error: { code: 'cloud.unavailable' } } });
  const signIn = await new TestDesk(cloud.url).signIn(PEOPLE.mario.email);
  expect(signIn).toMatchObject({ status: 503, body: { error: { code: 'cloud.unavailable' } } });
  await owner.query(`alter database ${name}_away rename to ${name}`);
  await owner.query(`alter database ${name} allow_connections true`);
  expect((await desk.ask('GET', '/health')).status).toBe(200);
  await owner.end();
  await cloud.stop();
});

test('a database of others serves as well: its owner may make roles and need not be a superuser (DATABASE_URL)', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'sportello-owned-'));
  const cluster = await startCluster({ folder, progress: () => undefined, settings: ['fsync=off'] });
  const superuser = new pg.Client({ connectionString: cluster.url('postgres') });
  await superuser.connect();
  await superuser.query("create role hosted login createrole password 'hosted'");
  await superuser.query('create database hosted owner hosted');
  await superuser.end();
  const url = new URL(cluster.url('hosted'));
  [url.username, url.password] = ['hosted', 'hosted'];
  const start = () => startCloud({ port: 0, databaseUrl: url.href, dataFolder: folder, demo: false, log: () => undefined });
  const first = await start();
  await makeSmallData(first.admin, Date.now());
  await first.stop();
  const second = await start();
  const desk = await TestDesk.signedIn(second.url, PEOPLE.nicolo.email);
  expect((await desk.pullAll(TENANTS.rossi)).rows.size).toBeGreaterThan(3);
  await second.stop();
  await cluster.stop();
  await rm(folder, { recursive: true, force: true });
});
