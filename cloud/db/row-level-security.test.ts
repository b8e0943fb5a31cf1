import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ENTITIES } from '#shared/domain/registry.ts';
import { PEOPLE, TENANTS, TICKETS } from '#cloud/testing/small-data.ts';
import { createTestCloud, type TestCloud } from '#cloud/testing/test-cloud.ts';
import { columnsOf, SYNC_COLUMNS } from './entity-statements.ts';

let cloud: TestCloud;
let app: pg.Client;
let owner: pg.Client;
beforeAll(async () => {
  cloud = await createTestCloud();
  app = new pg.Client({ connectionString: cloud.databaseUrl, options: '-c role=sportello_app' });
  owner = new pg.Client({ connectionString: cloud.databaseUrl });
  await Promise.all([app.connect(), owner.connect()]);
});
afterAll(async () => {
  await Promise.all([app.end(), owner.end()]);
  await cloud.stop();
});

async function as<T extends pg.QueryResultRow>(settings: Record<string, string>, sql: string): Promise<T[]> {
  await app.query('begin');
  try {
    for (const [name, value] of Object.entries(settings)) await app.query(`set local ${name} = '${value}'`);
    return (await app.query<T>(sql)).rows;
  } finally {
    await app.query('rollback');
  }
}

test('every entity has its table, with exactly the columns of its definition and row-level security', async () => {
  const { rows } = await owner.query<{ table_name: string; column_name: string; data_type: string; is_nullable: 'YES' | 'NO' }>(
    "select table_name, column_name, data_type, is_nullable from information_schema.columns where table_schema = 'app'",
  );
  for (const entity of ENTITIES) {
    const found = Object.fromEntries(rows.filter((row) => row.table_name === entity.name).map((row) => [row.column_name, [row.data_type, row.is_nullable === 'YES']]));
    const wanted = Object.fromEntries([
      ...Object.entries(SYNC_COLUMNS).map(([name, type]) => [name, [type, false]]),
      ...columnsOf(entity).map(({ column, type, nullable }) => [column, [type, nullable]]),
    ]);
    expect(found, entity.name).toEqual(wanted);
  }
});

test('every table of the schema is under policies, has an index by (tenant_id, seq) if it is synced, no trigger, and cannot be deleted from or truncated', async () => {
  const { rows: tables } = await owner.query<{ relname: string; relrowsecurity: boolean; triggers: boolean }>(
    "select relname, relrowsecurity, relhastriggers as triggers from pg_class where relnamespace = 'app'::regnamespace and relkind = 'r'",
  );
  expect(tables.length).toBeGreaterThanOrEqual(ENTITIES.length);
  for (const table of tables) expect(table, table.relname).toMatchObject({ relrowsecurity: true, triggers: false });
  const { rows: grants } = await owner.query<{ privilege_type: string }>(
    "select distinct privilege_type from information_schema.role_table_grants where table_schema = 'app' and grantee = 'sportello_app' order by 1",
  );
  expect(grants.map((grant) => grant.privilege_type)).toEqual(['INSERT', 'SELECT', 'UPDATE']);
  const { rows: indexes } = await owner.query<{ tablename: string; indexdef: string }>("select tablename, indexdef from pg_indexes where schemaname = 'app'");
  for (const { name } of ENTITIES) expect(indexes.some((one) => one.tablename === name && one.indexdef.endsWith('(tenant_id, seq)')), name).toBe(true);
});

test('without a tenant, with an empty one, or with another one, nothing is seen and nothing is taken (R5)', async () => {
  const count = 'select count(*)::int as count from app.ticket';
  expect(await as({ 'app.tenant': TENANTS.rossi }, count)).toEqual([{ count: 2 }]);
  expect(await as({ 'app.tenant': TENANTS.bikelt }, count)).toEqual([{ count: 1 }]);
  // Twice: after a SET LOCAL the setting is '' and no longer absent.
  for (const settings of [{}, {}, { 'app.tenant': '' }]) expect(await as(settings, count)).toEqual([{ count: 0 }]);
  for (const { name } of ENTITIES) expect(await as({}, `select * from app.${name}`), name).toEqual([]);
  const update = `update app.ticket set title = 'x' where id = '${TICKETS.bikelt}' returning id`;
  expect(await as({ 'app.tenant': TENANTS.rossi }, update)).toEqual([]);
  const insert = `insert into app.agent (tenant_id, id, seq, rev, field_rev, name, active) values ('${TENANTS.bikelt}', gen_random_uuid(), 1, 1, '{}', 'x', true)`;
  await expect(as({ 'app.tenant': TENANTS.rossi }, insert)).rejects.toThrow(/row-level security/);
  await expect(as({}, insert)).rejects.toThrow(/row-level security/);
});

test("internal notes need the vendor's side, personal rows their owner, whoever asks the database (DET-10)", async () => {
  const tenant = { 'app.tenant': TENANTS.rossi, 'app.person': PEOPLE.mario.id };
  await owner.query(`insert into app.internal_note (tenant_id, id, seq, rev, field_rev, ticket_id, body, plain, author_id, author_name, at)
    values ('${TENANTS.rossi}', gen_random_uuid(), 1, 1, '{}', '${TICKETS.rossi}', '{}', 'x', '${PEOPLE.nicolo.id}', 'N', 1)`);
  await owner.query(`insert into app.canned_answer (tenant_id, id, seq, rev, field_rev, title, body, archived, changed_at)
    values ('${TENANTS.rossi}', gen_random_uuid(), 1, 1, '{}', 'x', '{}', false, 1)`);
  await owner.query(`insert into app.preference (tenant_id, id, seq, rev, field_rev, owner_id, key, value)
    values ('${TENANTS.rossi}', gen_random_uuid(), 1, 1, '{}', '${PEOPLE.giada.id}', 'k', '1')`);
  for (const side of ['customer', '']) expect(await as({ ...tenant, 'app.side': side }, 'select id from app.internal_note')).toEqual([]);
  expect(await as({ ...tenant, 'app.side': 'vendor' }, 'select id from app.internal_note')).toHaveLength(1);
  // SLA-02: the cloud's own job says there that a due date has passed.
  expect(await as({ ...tenant, 'app.side': 'system' }, 'select id from app.internal_note')).toHaveLength(1);
  for (const side of ['customer', 'system', '']) expect(await as({ ...tenant, 'app.side': side }, 'select id from app.canned_answer')).toEqual([]);
  expect(await as({ ...tenant, 'app.side': 'vendor' }, 'select id from app.canned_answer')).toHaveLength(1);
  expect(await as({ ...tenant, 'app.side': 'vendor' }, 'select id from app.preference')).toEqual([]);
  expect(await as({ ...tenant, 'app.person': PEOPLE.giada.id }, 'select id from app.preference')).toHaveLength(1);
});

test('the role of requests owns nothing, sees no passwords, and cannot act as another', async () => {
  await expect(app.query('select * from auth.account')).rejects.toThrow(/permission denied/);
  await expect(app.query('create table app.mine (id int)')).rejects.toThrow(/permission denied/);
  await expect(app.query('delete from app.ticket')).rejects.toThrow(/permission denied/);
  await expect(app.query('truncate app.ticket')).rejects.toThrow(/permission denied/);
  await expect(app.query('alter table app.ticket disable row level security')).rejects.toThrow(/must be owner/);
  const { rows } = await owner.query<{ rolname: string; rolsuper: boolean; rolbypassrls: boolean; rolcanlogin: boolean }>(
    "select rolname, rolsuper, rolbypassrls, rolcanlogin from pg_roles where rolname like 'sportello\\_a%' or rolname = 'sportello_jobs'",
  );
  for (const role of rows) expect(role).toMatchObject({ rolsuper: false, rolbypassrls: false, rolcanlogin: false });
});
