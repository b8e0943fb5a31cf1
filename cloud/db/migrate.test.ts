import { getMigrations } from 'better-auth/db/migration';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '#cloud/testing/test-cluster.ts';
import { makeAuth } from '#cloud/auth/better-auth.ts';
import { migrate, MIGRATIONS } from './migrate.ts';
import { openPools } from './pools.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

test('migrations have run in the template, and running them again changes nothing', async () => {
  const owner = new pg.Pool({ connectionString: database.url });
  const lines: string[] = [];
  await migrate(owner, (line) => lines.push(line));
  expect(lines).toEqual([]);
  const { rows } = await owner.query<{ name: string }>('select name from schema_version.kysely_migration order by name');
  expect(rows.map(({ name }) => name)).toEqual(Object.keys(MIGRATIONS));
  await owner.end();
});

test('a database that a newer program has used is refused, not guessed at (R6)', async () => {
  const owner = new pg.Pool({ connectionString: database.url });
  await owner.query("insert into schema_version.kysely_migration (name, timestamp) values ('9999-future', 'x')");
  await expect(migrate(owner, () => undefined)).rejects.toMatchObject({ code: 'database.newer' });
  await owner.query("delete from schema_version.kysely_migration where name = '9999-future'");
  await owner.end();
});

test('better-auth finds its tables as it wants them', async () => {
  const pools = openPools(database.url, () => undefined);
  const auth = makeAuth(pools, 'a secret of at least thirty-two letters', 'http://127.0.0.1:4310', { code: async () => undefined, resetLink: async () => undefined });
  const { toBeCreated, toBeAdded } = await getMigrations(auth.options);
  expect(toBeCreated.map(({ table }) => table)).toEqual([]);
  expect(toBeAdded.map(({ table, fields }) => `${table}: ${Object.keys(fields).join()}`)).toEqual([]);
  await pools.close();
});
