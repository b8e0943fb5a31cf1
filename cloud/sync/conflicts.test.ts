import { v7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readPullReply, START } from '#shared/api/sync.ts';
import { PEOPLE, TENANTS, TICKETS } from '#cloud/testing/small-data.ts';
import { createTestCloud, type TestCloud } from '#cloud/testing/test-cloud.ts';
import { TestDesk } from '#cloud/testing/test-desk.ts';
import { preferenceId } from '#shared/domain/org/preference-id.ts';
import { pull } from './pull.ts';

const { rossi } = TENANTS;
let cloud: TestCloud;
beforeAll(async () => {
  cloud = await createTestCloud();
});
afterAll(() => cloud.stop());

const key = `ticket/${TICKETS.rossi}`;
const priority = (value: string) => ({ ticketId: TICKETS.rossi, priority: value, contactId: null });
const conflictsOf = (rows: Map<string, Record<string, unknown>>) => [...rows].filter(([name]) => name.startsWith('conflict/')).map(([, row]) => row);

test('two people change one field from the same revision: the last arrival wins and a record of both is its author\'s (I9)', async () => {
  const [mario, giada] = await Promise.all([TestDesk.signedIn(cloud.url, PEOPLE.mario.email), TestDesk.signedIn(cloud.url, PEOPLE.giada.email)]);
  const base = { [key]: 1 };
  expect((await mario.run(rossi, 'ticket.update', priority('high'), { bases: base })).outcome).toMatchObject({ state: 'accepted', conflicts: 0 });
  const late = await giada.run(rossi, 'ticket.update', priority('low'), { bases: base });
  expect(late.outcome).toMatchObject({ state: 'accepted', conflicts: 1 });
  const { rows } = await giada.pullAll(rossi);
  expect(rows.get(key)).toMatchObject({ priority: 'low', rev: 3 });
  expect(conflictsOf(rows)).toMatchObject([
    { owner_id: PEOPLE.giada.id, entity: 'ticket', row_id: TICKETS.rossi, field: 'priority', mine: '"low"', theirs: '"high"', command_id: late.commandId, kept: null, seq: late.seq },
  ]);
  expect(conflictsOf((await mario.pullAll(rossi)).rows)).toEqual([]);
  // The other field was nobody's: it merges without a word.
  const contact = await giada.run(rossi, 'ticket.update', { ticketId: TICKETS.rossi, priority: null, contactId: PEOPLE.giada.id }, { bases: base });
  expect(contact.outcome).toMatchObject({ state: 'accepted', conflicts: 0 });
});

test('the record says who wrote the other value and when it arrived; an id has its words beside it (product.md 7)', async () => {
  const [mario, nicolo] = await Promise.all([TestDesk.signedIn(cloud.url, PEOPLE.mario.email), TestDesk.signedIn(cloud.url, PEOPLE.nicolo.email)]);
  const bases = { [key]: Number((await mario.pullAll(rossi)).rows.get(key)?.['rev']) };
  const contact = (contactId: string) => ({ ticketId: TICKETS.rossi, priority: null, contactId });
  const other = await nicolo.run(rossi, 'ticket.update', contact(PEOPLE.mario.id), { bases });
  const typed = Date.now() - 60_000;
  const late = await mario.run(rossi, 'ticket.update', { ...contact(PEOPLE.giada.id), priority: 'normal' }, { bases, now: typed });
  expect(late.outcome).toMatchObject({ conflicts: 1 });
  const rows = conflictsOf((await mario.pullAll(rossi)).rows).filter((row) => row['command_id'] === late.commandId);
  expect(rows).toMatchObject([
    {
      field: 'contactId', mine: `"${PEOPLE.giada.id}"`, mine_words: PEOPLE.giada.name, mine_at: typed,
      theirs: `"${PEOPLE.mario.id}"`, theirs_words: PEOPLE.mario.name,
      // An operator's name as the customer knows it.
      theirs_by_id: PEOPLE.nicolo.id, theirs_by_name: PEOPLE.nicolo.name, theirs_at: other.arrival, at: late.arrival,
    },
  ]);
});

test('the author settles the record in the cloud too: the other value comes back by the field\'s own command, and nobody else may (I9)', async () => {
  const [mario, giada] = await Promise.all([TestDesk.signedIn(cloud.url, PEOPLE.mario.email), TestDesk.signedIn(cloud.url, PEOPLE.giada.email)]);
  const bases = { [key]: Number((await mario.pullAll(rossi)).rows.get(key)?.['rev']) };
  await mario.run(rossi, 'ticket.update', priority('high'), { bases });
  const late = await giada.run(rossi, 'ticket.update', priority('low'), { bases });
  const [record] = conflictsOf((await giada.pullAll(rossi)).rows).filter((row) => row['command_id'] === late.commandId);
  const choice = (keep: string, value: unknown) => ({ conflictId: record?.['id'], entity: 'ticket', rowId: TICKETS.rossi, field: 'priority', keep, value });
  expect((await mario.run(rossi, 'conflict.settle', choice('theirs', 'high'))).outcome).toMatchObject({ state: 'refused', refusal: { code: 'conflict.unknown' } });
  expect((await giada.run(rossi, 'conflict.settle', choice('theirs', 'high'))).outcome).toMatchObject({ state: 'accepted', conflicts: 0 });
  const after = (await giada.pullAll(rossi)).rows;
  expect([after.get(key)?.['priority'], after.get(`conflict/${String(record?.['id'])}`)?.['kept']]).toEqual(['high', 'theirs']);
});

test('settling on a revision that another one has passed raises a record of its own: a choice is never silent either (I9)', async () => {
  const [mario, giada] = await Promise.all([TestDesk.signedIn(cloud.url, PEOPLE.mario.email), TestDesk.signedIn(cloud.url, PEOPLE.giada.email)]);
  const rev = async () => Number((await mario.pullAll(rossi)).rows.get(key)?.['rev']);
  const bases = { [key]: await rev() };
  await mario.run(rossi, 'ticket.update', priority('low'), { bases });
  const late = await giada.run(rossi, 'ticket.update', priority('high'), { bases });
  const [record] = conflictsOf((await giada.pullAll(rossi)).rows).filter((row) => row['command_id'] === late.commandId);
  const seen = await rev();
  await mario.run(rossi, 'ticket.update', priority('normal'), { bases: { [key]: seen } });
  const choice = { conflictId: record?.['id'], entity: 'ticket', rowId: TICKETS.rossi, field: 'priority', keep: 'theirs', value: 'low' };
  expect((await giada.run(rossi, 'conflict.settle', choice, { bases: { [key]: seen } })).outcome).toMatchObject({ state: 'accepted', conflicts: 1 });
});

test('a record does not outlive the right to see what it quotes: without the area of its entity it is not sent (I9)', async () => {
  const { services } = cloud.cloud;
  const seating = await services.access.seating(PEOPLE.mario.id, rossi);
  if (!seating) throw new Error('no seat');
  const entitiesOf = async (areas: (typeof seating)['areas']) => {
    const request = { client: v7(), incarnation: v7(), schema: 1, tenant: rossi, cursor: START, scope: seating.scope, limit: 5000 };
    const page = readPullReply((await pull(services.place.data, { ...seating, areas }, request, Date.now())).toString());
    return page.state === 'page' ? page.tables.map(({ entity }) => entity) : page.why;
  };
  expect(await entitiesOf(seating.areas)).toEqual(expect.arrayContaining(['conflict', 'ticket']));
  expect(await entitiesOf(['org', 'personal'])).toEqual(['membership']);
});

test("the author's own earlier command from the same log is no conflict; the same person's other device is", async () => {
  const [first, second] = await Promise.all([TestDesk.signedIn(cloud.url, PEOPLE.mario.email), TestDesk.signedIn(cloud.url, PEOPLE.mario.email)]);
  const rev = Number((await first.pullAll(rossi)).rows.get(key)?.['rev']);
  const bases = { [key]: rev };
  const results = await first.push(rossi, [
    first.command(rossi, 'ticket.update', priority('high'), { bases }),
    first.command(rossi, 'ticket.update', priority('normal'), { bases }),
  ]);
  expect(results.map(({ outcome }) => outcome)).toMatchObject([{ conflicts: 0 }, { conflicts: 0 }]);
  expect((await first.run(rossi, 'ticket.update', priority('low'), { bases })).outcome).toMatchObject({ conflicts: 0 });
  expect((await second.run(rossi, 'ticket.update', priority('high'), { bases })).outcome).toMatchObject({ conflicts: 1 });
});

test('who has seen the change before writes without a conflict, and who writes the same value has none', async () => {
  const [mario, giada] = await Promise.all([TestDesk.signedIn(cloud.url, PEOPLE.mario.email), TestDesk.signedIn(cloud.url, PEOPLE.giada.email)]);
  const seen = async () => ({ [key]: Number((await mario.pullAll(rossi)).rows.get(key)?.['rev']) });
  const before = await seen();
  await giada.run(rossi, 'ticket.update', priority('normal'), { bases: before });
  expect((await mario.run(rossi, 'ticket.update', priority('normal'), { bases: before })).outcome).toMatchObject({ conflicts: 0 });
  expect((await mario.run(rossi, 'ticket.update', priority('low'), { bases: await seen() })).outcome).toMatchObject({ conflicts: 0 });
});

test('guarded fields are guarded by the rule on the row as it stands: two operators take, one is told who was first', async () => {
  const [nicolo, veronica] = await Promise.all([TestDesk.signedIn(cloud.url, PEOPLE.nicolo.email), TestDesk.signedIn(cloud.url, PEOPLE.veronica.email)]);
  const take = (desk: TestDesk) => desk.run(rossi, 'ticket.take', { ticketId: TICKETS.rossi, eventId: v7() }, { bases: { [key]: 1 } });
  const outcomes = (await Promise.all([take(nicolo), take(veronica)])).map(({ outcome }) => outcome);
  expect(outcomes.filter(({ state }) => state === 'accepted')).toMatchObject([{ conflicts: 0 }]);
  expect(outcomes.filter(({ state }) => state === 'refused')).toMatchObject([{ refusal: { code: 'ticket.take.taken', facts: { name: expect.stringMatching(/NICOLÒ|VERONICA/) } } }]);
});

test('LST-02: what a screen remembers is no conflict between two devices of one person; the last one wins', async () => {
  const [first, second] = await Promise.all([TestDesk.signedIn(cloud.url, PEOPLE.mario.email), TestDesk.signedIn(cloud.url, PEOPLE.mario.email)]);
  const id = preferenceId(PEOPLE.mario.id, 'tickets.list');
  await first.run(rossi, 'preference.set', { key: 'tickets.list', value: { sort: 'created' } });
  const bases = { [`preference/${id}`]: 1 };
  await first.run(rossi, 'preference.set', { key: 'tickets.list', value: { sort: 'priority' } }, { bases });
  expect((await second.run(rossi, 'preference.set', { key: 'tickets.list', value: { sort: 'last_reply' } }, { bases })).outcome).toMatchObject({ state: 'accepted', conflicts: 0 });
  expect((await first.pullAll(rossi)).rows.get(`preference/${id}`)).toMatchObject({ value: '{"sort": "last_reply"}' });
});
