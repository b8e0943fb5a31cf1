import { v7 } from 'uuid';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { replyInput } from '#shared/domain/tickets/example-inputs.ts';
import { PEOPLE, TENANTS, TICKETS, ticketInput } from '#cloud/testing/small-data.ts';
import { createTestCloud, type TestCloud } from '#cloud/testing/test-cloud.ts';
import { rowsOf, TestDesk } from '#cloud/testing/test-desk.ts';
import { richTextOf } from '#shared/domain/kernel/rich-text.ts';
import { entityOf } from '#shared/domain/registry.ts';
import { START } from '#shared/api/sync.ts';

const { rossi, bikelt, vendor } = TENANTS;
let cloud: TestCloud;
beforeAll(async () => {
  cloud = await createTestCloud();
});
afterAll(() => cloud.stop());

const seqsOf = (page: { tables: Parameters<typeof rowsOf>[0][] }) => page.tables.flatMap((table) => rowsOf(table).map((row) => row['seq'] as number));

test('a page never cuts a number, and pages together are the whole feed, in order (I7)', async () => {
  const desk = await TestDesk.signedIn(cloud.url, PEOPLE.mario.email);
  for (const size of [40, 1, 3, 25]) {
    await desk.push(rossi, Array.from({ length: size }, () => desk.command(rossi, 'ticket.create', ticketInput(v7(), 'Pagine', PEOPLE.mario.email))));
  }
  // One number of several entities, more than a small page looks at.
  const ticketId = v7();
  const create = desk.command(rossi, 'ticket.create', ticketInput(ticketId, 'Pagine', PEOPLE.mario.email));
  const replies = Array.from({ length: 9 }, () => desk.command(rossi, 'ticket.reply', { ...replyInput(), ticketId, messageId: v7(), eventId: v7() }));
  await desk.push(rossi, [create, ...replies]);
  const whole = await desk.pullAll(rossi);
  expect([...whole.rows.keys()].filter((key) => key.startsWith('message/')).length).toBeGreaterThanOrEqual(9);
  for (const limit of [1, 7, 30]) {
    const { pages, rows, cursor } = await desk.pullAll(rossi, START, limit);
    expect(cursor).toEqual(whole.cursor);
    expect(pages.length).toBeGreaterThan(2);
    const seqs = pages.map(seqsOf);
    for (const [index, list] of seqs.entries()) {
      const next = seqs[index + 1];
      if (next && next.length > 0 && list.length > 0) expect(Math.min(...next)).toBeGreaterThan(Math.max(...list));
    }
    expect([...rows]).toEqual(expect.arrayContaining([...whole.rows]));
    expect(rows.size).toBe(whole.rows.size);
    expect(pages.filter((page) => page.complete)).toHaveLength(1);
    expect(pages.flatMap((page) => page.results)).toEqual(whole.pages.flatMap((page) => page.results));
  }
});

test('a page has the agreed columns and the values that SQLite stores', async () => {
  const desk = await TestDesk.signedIn(cloud.url, PEOPLE.mario.email);
  const page = await desk.pull(rossi);
  if (page.state !== 'page') throw new Error(page.why);
  for (const table of page.tables) {
    const entity = entityOf(table.entity);
    expect(table.columns.slice(0, 5)).toEqual(['id', 'seq', 'rev', 'field_rev', 'deleted']);
    expect(table.columns).toHaveLength(5 + Object.keys(entity?.fields ?? {}).length);
    for (const row of table.rows) expect(row).toHaveLength(table.columns.length);
  }
  const row = page.tables.flatMap((table) => (table.entity === 'ticket' ? rowsOf(table) : [])).find(({ id }) => id === TICKETS.rossi);
  expect(row).toMatchObject({ deleted: 0, operator_id: null, created_at: expect.any(Number), title: 'Non si apre la contabilità' });
  expect(JSON.parse(String(row?.['description']))).toEqual(richTextOf('Succede da stamattina, a tutti.'));
  // Who wrote which field is the cloud's alone (docs/decisions/0016).
  expect(row?.['field_rev']).toBe('{}');
  const member = page.tables.flatMap((table) => (table.entity === 'membership' ? rowsOf(table) : []))[0];
  expect(member).toMatchObject({ active: 1, roles: expect.stringMatching(/^\[/) });
});

test('with nothing new a pull is one complete, empty page at the same cursor', async () => {
  const desk = await TestDesk.signedIn(cloud.url, PEOPLE.mario.email);
  const { cursor } = await desk.pullAll(rossi);
  expect(await desk.pull(rossi, cursor)).toMatchObject({ state: 'page', tables: [], results: [], complete: true, remaining: 0, cursor });
});

test('a cursor that this cloud never gave starts the feed again: another mark, or a number above the head (a restored cloud)', async () => {
  const desk = await TestDesk.signedIn(cloud.url, PEOPLE.mario.email);
  const { cursor } = await desk.pullAll(rossi);
  const { scope } = await desk.feed(rossi);
  const reset = { state: 'reset', why: 'forked', scope };
  expect(await desk.pull(rossi, { ...cursor, mark: 'another' })).toMatchObject(reset);
  expect(await desk.pull(rossi, { seq: cursor.seq - 1, mark: cursor.mark })).toMatchObject(reset);
  expect(await desk.pull(rossi, { seq: cursor.seq + 1, mark: cursor.mark })).toMatchObject(reset);
  expect(await desk.pull(rossi, { seq: 0, mark: 'x' })).toMatchObject(reset);
  expect(await desk.pull(rossi, cursor, 5000, 'other')).toMatchObject({ state: 'reset', why: 'scope', scope });
});

test('I4: a load in which the cloud is restored starts again, also where the page that it has is of both histories', async () => {
  const desk = await TestDesk.signedIn(cloud.url, PEOPLE.luca.email);
  const first = await desk.pull(bikelt, START, 1);
  if (first.state !== 'page') throw new Error(first.why);
  expect(first.complete).toBe(false);
  expect(await desk.pull(bikelt, first.cursor, 1)).toMatchObject({ state: 'page' });
  const owner = new pg.Client({ connectionString: cloud.databaseUrl });
  await owner.connect();
  // Restored to before the last number, which was given again since.
  await owner.query(`with head as (update app.feed set mark = 'another' where tenant_id = $1 returning tenant_id, seq) update app.feed_mark m set mark = 'another' from head where m.tenant_id = head.tenant_id and m.seq = head.seq`, [bikelt]);
  await owner.end();
  expect(await desk.pull(bikelt, first.cursor, 1)).toMatchObject({ state: 'reset', why: 'forked' });
});

test('a cursor from before the tombstones that are gone starts again (I10)', async () => {
  const desk = await TestDesk.signedIn(cloud.url, PEOPLE.luca.email);
  const first = await desk.pull(bikelt, START, 1);
  const { cursor } = await desk.pullAll(bikelt);
  if (first.state !== 'page') throw new Error(first.why);
  const owner = new pg.Client({ connectionString: cloud.databaseUrl });
  await owner.connect();
  await owner.query('update app.feed set horizon = $2 where tenant_id = $1', [bikelt, cursor.seq]);
  await owner.end();
  expect(await desk.pull(bikelt, first.cursor)).toMatchObject({ state: 'reset', why: 'horizon' });
  expect(await desk.pull(bikelt, cursor)).toMatchObject({ state: 'page', complete: true });
});

test('a deleted row travels as a tombstone without its content', async () => {
  const desk = await TestDesk.signedIn(cloud.url, PEOPLE.luca.email);
  const { cursor } = await desk.pullAll(bikelt);
  await desk.run(bikelt, 'ticket.update', { ticketId: TICKETS.bikelt, priority: 'high', contactId: null });
  const owner = new pg.Client({ connectionString: cloud.databaseUrl });
  await owner.connect();
  await owner.query('update app.ticket set deleted = true where id = $1', [TICKETS.bikelt]);
  await owner.end();
  const { rows } = await desk.pullAll(bikelt, cursor);
  const { id, deleted, title, description, rev } = rows.get(`ticket/${TICKETS.bikelt}`) ?? {};
  expect({ id, deleted, title, description, rev }).toEqual({ id: TICKETS.bikelt, deleted: 1, title: null, description: null, rev: 2 });
});

test('an operator gets the support area of each customer and nothing of its people or settings of persons (ACC-16)', async () => {
  const desk = await TestDesk.signedIn(cloud.url, PEOPLE.nicolo.email);
  const me = await desk.me();
  expect(me.feeds.map(({ name, side, areas, roles }) => ({ name, side, areas, roles }))).toEqual([
    { name: 'BIKELT SPA', side: 'vendor', areas: ['support', 'personal'], roles: ['operator'] },
    { name: 'NTS ASSISTENZA', side: 'vendor', areas: ['org', 'support', 'personal'], roles: ['operator'] },
    { name: 'OFFICINE SERRA SNC', side: 'vendor', areas: ['support', 'personal'], roles: ['operator'] },
    { name: 'ROSSI SRL', side: 'vendor', areas: ['support', 'personal'], roles: ['operator'] },
  ]);
  const { rows } = await desk.pullAll(rossi);
  const entities = new Set([...rows.keys()].map((key) => key.split('/')[0]));
  expect(entities).toContain('ticket');
  expect(entities).not.toContain('membership');
  expect([...(await desk.pullAll(vendor)).rows.keys()]).toContain(`membership/${PEOPLE.nicolo.id}`);
});
