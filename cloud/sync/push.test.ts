import { v7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PEOPLE, TENANTS, TICKETS, ticketInput } from '#cloud/testing/small-data.ts';
import { createTestCloud, type TestCloud } from '#cloud/testing/test-cloud.ts';
import { TestDesk } from '#cloud/testing/test-desk.ts';
import { preferenceId } from '#shared/domain/org/preference-id.ts';
import { richTextOf } from '#shared/domain/kernel/rich-text.ts';

const { rossi } = TENANTS;
let cloud: TestCloud;
beforeAll(async () => {
  cloud = await createTestCloud();
});
afterAll(() => cloud.stop());

const mario = () => TestDesk.signedIn(cloud.url, PEOPLE.mario.email);
const create = (ticketId: string, title = 'Prova') => ticketInput(ticketId, title, PEOPLE.mario.email);
const reply = (ticketId: string, text: string, more: Record<string, unknown> = {}) => ({
  ticketId, messageId: v7(), eventId: v7(), body: richTextOf(text), close: false, reopen: false, ask: false, priority: null, contactId: null, files: [], ...more,
});

test('a person signs in, sends a ticket, and finds it in the feed with its number', async () => {
  const desk = await mario();
  const ticketId = v7();
  const result = await desk.run(rossi, 'ticket.create', create(ticketId));
  expect(result.outcome).toMatchObject({ state: 'accepted', given: [{ id: ticketId, values: { number: 1403 } }] });
  const { rows, pages } = await desk.pullAll(rossi);
  expect(rows.get(`ticket/${ticketId}`)).toMatchObject({ number: 1403, title: 'Prova', status: 'unassigned', rev: 1 });
  expect(pages.at(-1)?.results).toEqual([result]);
});

test('the same command again gets the stored result and has no second effect (R2, I2)', async () => {
  const desk = await mario();
  const command = desk.command(rossi, 'ticket.create', create(v7()));
  const [first] = await desk.push(rossi, [command]);
  const before = (await desk.pullAll(rossi)).rows.size;
  expect(await desk.push(rossi, [command])).toEqual([first]);
  const both = await Promise.all([desk.push(rossi, [command]), desk.push(rossi, [command])]);
  expect(both).toEqual([[first], [first]]);
  expect((await desk.pullAll(rossi)).rows.size).toBe(before);
});

test('the same new command twice at once takes effect once (R2: a proxy may double a request)', async () => {
  const desk = await mario();
  const before = (await desk.pullAll(rossi)).rows.size;
  const commands = [desk.command(rossi, 'ticket.create', create(v7())), desk.command(rossi, 'ticket.create', create(v7()))];
  const answers = await Promise.all([1, 2, 3, 4].map(() => desk.push(rossi, commands)));
  for (const answer of answers) expect(answer).toEqual(answers[0]);
  expect((await desk.pullAll(rossi)).rows.size).toBe(before + 2);
});

test('the same id with other bytes is refused with 422, whoever sends it', async () => {
  const desk = await mario();
  const command = desk.command(rossi, 'ticket.create', create(v7()));
  await desk.push(rossi, [command]);
  expect(await desk.pushRaw(rossi, [{ ...command, body: `${command.body} ` }])).toMatchObject({ status: 422, body: { error: { code: 'command.altered' } } });
  const giada = await TestDesk.signedIn(cloud.url, PEOPLE.giada.email);
  expect(await giada.pushRaw(rossi, [{ ...command, number: 1 }])).toMatchObject({ status: 422, body: { error: { code: 'command.altered' } } });
});

test('a hole in the numbers, or a number that stood for another command, asks for a new incarnation and writes nothing', async () => {
  const desk = await mario();
  const [first, second, third] = [1, 2, 3].map(() => desk.command(rossi, 'ticket.create', create(v7())));
  if (!first || !second || !third) throw new Error('three commands');
  await desk.push(rossi, [first]);
  const before = (await desk.pullAll(rossi)).rows.size;
  expect(await desk.pushRaw(rossi, [third])).toMatchObject({ status: 409, body: { error: { code: 'client.renumber' } } });
  expect(await desk.pushRaw(rossi, [{ ...second, number: 1 }])).toMatchObject({ status: 409, body: { error: { code: 'client.renumber' } } });
  expect(await desk.pushRaw(rossi, [second, { ...third, number: 4 }])).toMatchObject({ status: 409 });
  expect((await desk.pullAll(rossi)).rows.size).toBe(before);
  expect(await desk.push(rossi, [second, third])).toHaveLength(2);
});

test('after renumbering, known commands keep their results under new numbers and new ones go on (a restored backup)', async () => {
  const desk = await mario();
  const [first, second, third] = [1, 2, 3].map(() => desk.command(rossi, 'ticket.create', create(v7())));
  if (!first || !second || !third) throw new Error('three commands');
  const [one, two] = await desk.push(rossi, [first, second]);
  desk.incarnation = v7();
  const again = await desk.push(rossi, [{ ...second, number: 1 }, { ...third, number: 2 }]);
  expect(again[0]).toEqual({ ...two, number: 1 });
  expect(again[1]?.outcome.state).toBe('accepted');
  const results = (await desk.pullAll(rossi)).pages.flatMap((page) => page.results);
  expect(results).toContainEqual(one);
  expect(results.filter(({ commandId }) => commandId === second.id)).toEqual([{ ...two, number: 1 }]);
});

test('commands of one prefix see one another: create, reply, lower the priority', async () => {
  const desk = await mario();
  const ticketId = v7();
  const results = await desk.push(rossi, [
    desk.command(rossi, 'ticket.create', { ...create(ticketId), priority: 'high' }),
    desk.command(rossi, 'ticket.reply', reply(ticketId, 'Aggiungo: succede da ieri.')),
    desk.command(rossi, 'ticket.update', { ticketId, priority: 'low', contactId: PEOPLE.giada.id }, { bases: { [`ticket/${ticketId}`]: 0 } }),
  ]);
  expect(results.map(({ outcome }) => outcome.state)).toEqual(['accepted', 'accepted', 'accepted']);
  expect(results.at(-1)?.outcome).toMatchObject({ conflicts: 0 });
  expect(new Set(results.map(({ seq }) => seq)).size).toBe(1);
  const { rows } = await desk.pullAll(rossi);
  expect(rows.get(`ticket/${ticketId}`)).toMatchObject({ priority: 'low', contact_id: PEOPLE.giada.id, contact_name: 'GIADA BELLI' });
});

test('a refusal is a result with a number of the feed, and those behind it are not held up (I8)', async () => {
  const desk = await mario();
  const ticketId = v7();
  const results = await desk.push(rossi, [
    desk.command(rossi, 'ticket.reply', reply(v7(), 'A un ticket che non esiste')),
    desk.command(rossi, 'ticket.take', { ticketId, eventId: v7() }),
    desk.command(rossi, 'ticket.create', create(ticketId)),
  ]);
  expect(results.map(({ outcome }) => outcome)).toMatchObject([
    { state: 'refused', refusal: { code: 'ticket.unknown', why: 'state' } },
    { state: 'refused', refusal: { code: 'right.missing', why: 'right' } },
    { state: 'accepted' },
  ]);
  expect((await desk.pullAll(rossi)).pages.flatMap((page) => page.results)).toEqual(results);
});

test('bodies that are no command at all, or that the database cannot store, are refused one by one (R8, poison)', async () => {
  const desk = await mario();
  const fine = () => desk.command(rossi, 'ticket.create', create(v7()));
  const garbage = (body: string) => ({ ...fine(), body });
  const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;
  const commands = [
    garbage('<html>404</html>'),
    garbage(''),
    garbage('{"name":"ticket.create"}'),
    garbage(deep),
    garbage(JSON.stringify({ name: 'a\u0000\ud800b', schema: 1, input: null, now: 1, typed: 1, bases: {} })),
    garbage(JSON.stringify({ name: 'ticket.create', schema: 1, input: { 'k\u0000\ud800': 1 }, now: 1, typed: 1, bases: {} })),
    fine(),
  ];
  const results = await desk.push(rossi, commands);
  expect(results.map(({ outcome }) => outcome.state)).toEqual([...Array(6).fill('refused'), 'accepted']);
  expect(await desk.push(rossi, commands)).toEqual(results);
});

test('an id that is taken by a row the writer cannot see is a refusal, not a blocked queue (R5, I8)', async () => {
  const desk = await mario();
  const id = preferenceId(PEOPLE.mario.id, 'taken');
  // As an older cloud took it, when the id still came from the desk.
  await cloud.cloud.services.pools.owner.query(
    `insert into app.preference (tenant_id, id, seq, rev, field_rev, owner_id, key, value) values ($1, $2, 1, 1, '{}', $3, 'taken', '1')`, [rossi, id, PEOPLE.giada.id],
  );
  const results = await desk.push(rossi, [
    desk.command(rossi, 'preference.set', { key: 'taken', value: 'mio' }),
    desk.command(rossi, 'ticket.reply', { ...reply(TICKETS.rossi, 'Una risposta'), messageId: TICKETS.rossi }),
  ]);
  expect(results[0]?.outcome).toMatchObject({ state: 'refused', refusal: { code: 'row.exists' } });
  expect(results[1]?.outcome.state).toBe('accepted');
});

test("a preference cannot take a colleague's row before she writes it, not even by the older shape that named its id (R5)", async () => {
  const [desk, giada] = await Promise.all([mario(), TestDesk.signedIn(cloud.url, PEOPLE.giada.email)]);
  const hers = preferenceId(PEOPLE.giada.id, 'tickets.list');
  const [old] = await desk.push(rossi, [desk.command(rossi, 'preference.set', { id: hers, key: 'tickets.list', value: 'mio' }, { schema: 1 })]);
  expect(old?.outcome.state).toBe('accepted');
  expect((await giada.run(rossi, 'preference.set', { key: 'tickets.list', value: 'suo' })).outcome.state).toBe('accepted');
  expect((await giada.pullAll(rossi)).rows.get(`preference/${hers}`)).toMatchObject({ owner_id: PEOPLE.giada.id, value: '"suo"' });
  expect((await desk.pullAll(rossi)).rows.get(`preference/${preferenceId(PEOPLE.mario.id, 'tickets.list')}`)).toMatchObject({ value: '"mio"' });
});

test('a command of an older schema is cast for the rule, and the ledger keeps the hash of the bytes as they were sent (sync.md, Upgrades)', async () => {
  const desk = await mario();
  const old = desk.command(rossi, 'preference.set', { id: v7(), key: 'vecchia', value: 1 }, { schema: 1 });
  const [first] = await desk.push(rossi, [old]);
  expect(first?.outcome.state).toBe('accepted');
  expect(await desk.push(rossi, [old])).toEqual([first]);
  const cast = { ...old, body: old.body.replace('"schema":1', '"schema":2').replace(/"id":"[^"]+",/, '') };
  expect(await desk.pushRaw(rossi, [cast])).toMatchObject({ status: 422, body: { error: { code: 'command.altered' } } });
});

test('a newer protocol or a newer shape of a command is held by the desk, not refused', async () => {
  const desk = await mario();
  const command = desk.command(rossi, 'ticket.create', create(v7()), { schema: 99 });
  expect(await desk.pushRaw(rossi, [command])).toMatchObject({ status: 409, body: { error: { code: 'sync.too_new' } } });
  expect(await desk.pushRaw(rossi, [desk.command(rossi, 'ticket.create', create(v7()))], { schema: 2 })).toMatchObject({ status: 409, body: { error: { code: 'sync.too_new' } } });
  const named = await mario();
  const later = [named.command(rossi, 'ticket.create', create(v7())), named.command(rossi, 'ticket.dream', { a: 1 })];
  expect(await named.pushRaw(rossi, later)).toMatchObject({ status: 409, body: { error: { code: 'sync.too_new' } } });
  // Nothing of it was written: once the cloud knows it, all goes under the same numbers.
  expect((await named.push(rossi, later.slice(0, 1)))[0]?.outcome.state).toBe('accepted');
});

test('a clock years ahead or behind changes no outcome: times of typing are kept between what is known and now (I14)', async () => {
  const desk = await mario();
  const year = 365 * 24 * 60 * 60 * 1000;
  const [ahead, behind] = [v7(), v7()];
  const from = Date.now();
  const results = await desk.push(rossi, [
    desk.command(rossi, 'ticket.create', create(ahead), { now: Date.now() + 9 * year }),
    desk.command(rossi, 'ticket.create', create(behind), { now: Date.now() - 9 * year }),
    desk.command(rossi, 'ticket.reply', reply(ahead, 'Dopo'), { now: Date.now() - 60_000 }),
  ]);
  expect(results.map(({ outcome }) => outcome.state)).toEqual(['accepted', 'accepted', 'accepted']);
  const { rows } = await desk.pullAll(rossi);
  for (const id of [ahead, behind]) {
    const at = rows.get(`ticket/${id}`)?.['created_at'];
    expect(at).toBeGreaterThanOrEqual(from);
    expect(at).toBeLessThanOrEqual(Date.now());
  }
  const answer = [...rows.values()].find((row) => row['ticket_id'] === ahead);
  expect(answer?.['at']).toBe(rows.get(`ticket/${ahead}`)?.['created_at']);
});

test('a mail is kept once per command, address and template (TKT-06, TKT-13)', async () => {
  const desk = await mario();
  const command = desk.command(rossi, 'ticket.create', { ...create(v7()), email: 'ufficio@rossisrl.example' });
  await desk.push(rossi, [command]);
  await desk.push(rossi, [command]);
  const mails = await cloud.cloud.services.pools.jobs.selectFrom('mail').selectAll().where('command_id', '=', command.id).orderBy('recipient').execute();
  expect(mails).toMatchObject([
    { recipient: 'mario.rossi@rossisrl.example', template: 'ticket-created', sent_at: null, facts: { title: 'Prova', name: 'MARIO ROSSI', number: expect.any(Number) } },
    { recipient: 'ufficio@rossisrl.example', template: 'ticket-created' },
  ]);
});
