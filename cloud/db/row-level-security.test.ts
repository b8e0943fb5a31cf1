import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ENTITIES } from '#shared/domain/registry.ts';
import { PEOPLE, TENANTS, TICKETS } from '#cloud/testing/small-data.ts';
import { createTestCloud, type TestCloud } from '#cloud/testing/test-cloud.ts';
import { columnsOf, SYNC_COLUMNS } from './entity-statements.ts';
import { canBeHidden } from './seen.ts';

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
  expect(await as({ 'app.tenant': TENANTS.rossi, 'app.sight': 'open' }, count)).toEqual([{ count: 2 }]);
  expect(await as({ 'app.tenant': TENANTS.bikelt, 'app.sight': 'open' }, count)).toEqual([{ count: 1 }]);
  // Twice: after a SET LOCAL the setting is '' and no longer absent.
  for (const settings of [{}, {}, { 'app.tenant': '' }]) expect(await as(settings, count)).toEqual([{ count: 0 }]);
  for (const { name } of ENTITIES) expect(await as({}, `select * from app.${name}`), name).toEqual([]);
  const update = `update app.ticket set title = 'x' where id = '${TICKETS.bikelt}' returning id`;
  expect(await as({ 'app.tenant': TENANTS.rossi, 'app.sight': 'all' }, update)).toEqual([]);
  const insert = `insert into app.agent (tenant_id, id, seq, rev, field_rev, name, active) values ('${TENANTS.bikelt}', gen_random_uuid(), 1, 1, '{}', 'x', true)`;
  await expect(as({ 'app.tenant': TENANTS.rossi }, insert)).rejects.toThrow(/row-level security/);
  await expect(as({}, insert)).rejects.toThrow(/row-level security/);
});

test("internal notes need the vendor's side, personal rows their owner, whoever asks the database (DET-10)", async () => {
  const tenant = { 'app.tenant': TENANTS.rossi, 'app.person': PEOPLE.mario.id, 'app.sight': 'all' };
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

test('LST-08: a hidden request, what hangs from it and what quotes it are for its own people and for who sees all, whoever asks the database (R5)', async () => {
  const [tenant, hidden] = [TENANTS.rossi, TICKETS.rossiTaken];
  // What is seen through a request has its policy beside it; a new entity needs one too.
  const { rows: policies } = await owner.query<{ tablename: string }>("select tablename from pg_policies where schemaname = 'app' and policyname = 'in_sight' and permissive = 'RESTRICTIVE'");
  const hideable = ENTITIES.filter((entity) => canBeHidden(entity) || entity.about !== undefined).map(({ name }) => name);
  expect(policies.map(({ tablename }) => tablename).sort()).toEqual([...hideable].sort());

  await owner.query(`update app.ticket set private = true, contact_id = '${PEOPLE.giada.id}' where id = '${hidden}'`);
  await owner.query(`insert into app.conflict (tenant_id, id, seq, rev, field_rev, owner_id, entity, row_id, field, mine, theirs, command_id, at)
    values ('${tenant}', gen_random_uuid(), 1, 1, '{}', '${PEOPLE.luca.id}', 'ticket', '${hidden}', 'priority', '"low"', '"high"', gen_random_uuid(), 1)`);
  const seen = async (person: string, sight: string) => {
    const settings = { 'app.tenant': tenant, 'app.side': 'customer', 'app.person': person, 'app.sight': sight };
    const count = async (sql: string) => (await as<{ count: number }>(settings, `select count(*)::int as count from ${sql}`))[0]?.count;
    return [await count(`app.ticket where id = '${hidden}'`), await count(`app.message where ticket_id = '${hidden}'`), await count(`app.conflict where row_id = '${hidden}'`)];
  };
  // Mario is its requester, Giada its contact person; Luca stands for a colleague of theirs, whose record it is.
  for (const sight of ['', 'own', 'open', 'all']) expect(await seen(PEOPLE.mario.id, sight), sight).toEqual([1, 1, 0]);
  expect(await seen(PEOPLE.giada.id, 'own')).toEqual([1, 1, 0]);
  for (const sight of ['', 'own', 'open']) expect(await seen(PEOPLE.luca.id, sight), sight).toEqual([0, 0, 0]);
  expect(await seen(PEOPLE.luca.id, 'all')).toEqual([1, 1, 1]);
  await owner.query(`update app.ticket set private = false where id = '${hidden}'`);
  expect(await seen(PEOPLE.luca.id, 'open')).toEqual([1, 1, 1]);
  expect(await seen(PEOPLE.luca.id, 'own')).toEqual([0, 0, 0]);
});

test('LST-08: who lost sight of what is told to whoever lost it; who sits where is asked by one column of the settings alone', async () => {
  await owner.query(`insert into app.gone (tenant_id, seq, entity, row_id, lost_by) values ('${TENANTS.rossi}', 1, 'ticket', '${TICKETS.rossi}', '${PEOPLE.luca.id}'), ('${TENANTS.rossi}', 1, 'ticket', '${TICKETS.rossi}', '${TENANTS.rossi}')`);
  const lostBy = async (person: string) => (await as<{ lost_by: string }>({ 'app.tenant': TENANTS.rossi, 'app.person': person }, 'select lost_by from app.gone')).map((row) => row.lost_by).sort();
  expect(await lostBy(PEOPLE.luca.id)).toEqual([PEOPLE.luca.id, TENANTS.rossi].sort());
  expect(await lostBy(PEOPLE.mario.id)).toEqual([TENANTS.rossi]);
  const auth = new pg.Client({ connectionString: cloud.databaseUrl, options: '-c role=sportello_auth' });
  await auth.connect();
  try {
    expect((await auth.query('select users_see_all from app.support_settings')).rows.length).toBeGreaterThan(2);
    await expect(auth.query('select vendor_name from app.support_settings')).rejects.toThrow(/permission denied/);
    await expect(auth.query('select id from app.ticket')).rejects.toThrow(/permission denied/);
  } finally {
    await auth.end();
  }
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

test('every synced table shows nothing of another company and takes nothing into it, whatever of the person is left empty (R5)', async () => {
  const VALUES: Readonly<Record<string, string>> = { uuid: 'gen_random_uuid()', text: "'x'", bigint: '1', boolean: 'true', jsonb: "'{}'" };
  const inside = `tenant_id = '${TENANTS.bikelt}'`;
  for (const entity of ENTITIES) {
    const columns = columnsOf(entity);
    const insert = `insert into app.${entity.name} (tenant_id, id, seq, rev, field_rev${columns.map(({ column }) => `, "${column}"`).join('')})
      values ('${TENANTS.bikelt}', gen_random_uuid(), 1, 1, '{}'${columns.map(({ type }) => `, ${VALUES[type]}`).join('')})`;
    await owner.query(insert);
    for (const tenant of [undefined, '', TENANTS.rossi, TENANTS.vendor]) {
      for (const rest of [{}, { 'app.person': '', 'app.side': '', 'app.sight': '' }, { 'app.person': PEOPLE.luca.id, 'app.side': 'vendor', 'app.sight': 'all' }]) {
        const settings = { ...rest, ...(tenant === undefined ? {} : { 'app.tenant': tenant }) };
        const where = `${entity.name} ${JSON.stringify(settings)}`;
        expect(await as(settings, `select id from app.${entity.name} where ${inside}`), where).toEqual([]);
        expect(await as(settings, `update app.${entity.name} set rev = rev + 1 where ${inside} returning id`), where).toEqual([]);
        await expect(as(settings, insert), where).rejects.toThrow(/row-level security/);
      }
    }
  }
});
