import { v7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PEOPLE, TENANTS, TICKETS, ticketInput } from '#cloud/testing/small-data.ts';
import { createTestCloud, type TestCloud } from '#cloud/testing/test-cloud.ts';
import { TestDesk } from '#cloud/testing/test-desk.ts';
import { preferenceId } from '#shared/domain/org/preference-id.ts';
import { richTextOf } from '#shared/domain/kernel/rich-text.ts';
import { ROUTES } from '#shared/api/routes.ts';
import { START } from '#shared/api/sync.ts';

const { rossi, bikelt, vendor } = TENANTS;
const desks = {} as Record<keyof typeof PEOPLE, TestDesk>;
let cloud: TestCloud;
beforeAll(async () => {
  cloud = await createTestCloud();
  for (const [name, { email }] of Object.entries(PEOPLE)) desks[name as keyof typeof PEOPLE] = await TestDesk.signedIn(cloud.url, email);
});
afterAll(() => cloud.stop());

test("another company's feed can be neither pulled nor pushed to, and the answer is the same as for one that does not exist (R5)", async () => {
  const { mario } = desks;
  const { scope } = await mario.feed(rossi);
  const { cursor } = await mario.pullAll(rossi);
  const forbidden = { status: 403, body: { error: { code: 'tenant.forbidden' } } };
  const pull = (tenant: string, at: unknown) => mario.ask('POST', ROUTES.pull, { client: mario.client, incarnation: mario.incarnation, schema: 1, tenant, cursor: at, scope, limit: 100 });
  for (const tenant of [bikelt, vendor, v7()]) {
    expect(await pull(tenant, START)).toMatchObject(forbidden);
    expect(await pull(tenant, cursor)).toMatchObject(forbidden);
    const answer = await mario.pushRaw(tenant, [{ ...mario.command(bikelt, 'ticket.create', ticketInput(v7(), 'Altrove', PEOPLE.mario.email)) }]);
    expect(answer).toMatchObject(forbidden);
  }
});

test("a command cannot reach a row of another company: to its writer it is not there (R5)", async () => {
  const { mario, luca } = desks;
  const results = await mario.push(rossi, [
    mario.command(rossi, 'ticket.update', { ticketId: TICKETS.bikelt, priority: 'low', contactId: null }),
    mario.command(rossi, 'ticket.update', { ticketId: TICKETS.rossi, priority: null, contactId: PEOPLE.luca.id }),
  ]);
  expect(results.map(({ outcome }) => outcome)).toMatchObject([
    { state: 'refused', refusal: { code: 'ticket.unknown' } },
    { state: 'refused', refusal: { code: 'ticket.contact.unknown' } },
  ]);
  expect((await luca.pullAll(bikelt)).rows.get(`ticket/${TICKETS.bikelt}`)).toMatchObject({ priority: 'normal', rev: 1 });
});

test('what a role may not do is refused, as is a command that only the system may give (ACC-16)', async () => {
  const refusals = async (desk: TestDesk, tenant: string, name: string, input: unknown) => (await desk.run(tenant, name, input)).outcome;
  const right = { state: 'refused', refusal: { code: 'right.missing', why: 'right' } };
  expect(await refusals(desks.mario, rossi, 'ticket.take', { ticketId: TICKETS.rossi, eventId: v7() })).toMatchObject(right);
  expect(await refusals(desks.mario, rossi, 'support_settings.change', { closeAfterMinutes: 0 })).toMatchObject(right);
  expect(await refusals(desks.giada, rossi, 'support_settings.change', { closeAfterMinutes: 4 })).toMatchObject({ state: 'accepted' });
  expect(await refusals(desks.nicolo, rossi, 'ticket.create', ticketInput(v7(), 'Da operatore', PEOPLE.nicolo.email))).toMatchObject(right);
  const roles = { name: 'M', email: PEOPLE.mario.email, phone: '', roles: ['company_admin'], activeSince: 0, active: true };
  expect(await refusals(desks.giada, rossi, 'membership.publish', { id: PEOPLE.mario.id, values: roles })).toMatchObject(right);
  expect(await refusals(desks.mario, rossi, 'attachment.settle', { attachmentId: v7(), state: 'available' })).toMatchObject(right);
});

test("internal notes reach the vendor's people only, by the first page and by any later one (DET-10)", async () => {
  const { nicolo, veronica, mario, giada } = desks;
  const before = (await mario.pullAll(rossi)).cursor;
  const noteId = v7();
  const secret = 'Il cliente non ha pagato la manutenzione';
  expect((await nicolo.run(rossi, 'ticket.note', { ticketId: TICKETS.rossi, noteId, body: richTextOf(secret) })).outcome.state).toBe('accepted');
  for (const desk of [nicolo, veronica]) expect((await desk.pullAll(rossi)).rows.get(`internal_note/${noteId}`)).toMatchObject({ plain: secret });
  for (const desk of [mario, giada]) {
    for (const from of [START, before]) expect(JSON.stringify(await desk.pull(rossi, from))).not.toContain(secret);
    expect([...(await desk.pullAll(rossi)).rows.keys()].filter((key) => key.startsWith('internal_note'))).toEqual([]);
  }
});

test('what is personal reaches its owner only, on every device of theirs', async () => {
  const { giada, mario } = desks;
  const id = preferenceId(PEOPLE.giada.id, 'tickets.list');
  await giada.run(rossi, 'preference.set', { key: 'tickets.list', value: { sort: 'priority' } });
  const second = await TestDesk.signedIn(cloud.url, PEOPLE.giada.email);
  expect((await second.pullAll(rossi)).rows.has(`preference/${id}`)).toBe(true);
  expect((await mario.pullAll(rossi)).rows.has(`preference/${id}`)).toBe(false);
});

test("results go to the device that sent the command, and to its person (I11)", async () => {
  const { mario, giada } = desks;
  const result = await mario.run(rossi, 'ticket.create', ticketInput(v7(), 'Risultato', PEOPLE.mario.email));
  expect((await mario.pullAll(rossi)).pages.flatMap((page) => page.results)).toContainEqual(result);
  const clone = Object.assign(new TestDesk(cloud.url), { token: giada.token, device: giada.device, client: mario.client });
  expect((await clone.pullAll(rossi)).pages.flatMap((page) => page.results)).toEqual([]);
});

test('membership lost is access lost at the next request; the desk is told by a poke', async () => {
  const { luca } = desks;
  await luca.pullAll(bikelt);
  await cloud.cloud.services.pools.identity.updateTable('membership').set({ active: false }).where('person_id', '=', PEOPLE.luca.id).execute();
  expect((await luca.me()).feeds).toEqual([]);
  const answer = await luca.pushRaw(bikelt, [luca.command(bikelt, 'ticket.create', ticketInput(v7(), 'Dopo', PEOPLE.luca.email))]);
  expect(answer).toMatchObject({ status: 403, body: { error: { code: 'tenant.forbidden' } } });
});

test('a contract that has ended closes the customer to the vendor', async () => {
  const { nicolo } = desks;
  expect((await nicolo.me()).feeds.map(({ tenant }) => tenant)).toContain(TENANTS.serra);
  await cloud.cloud.services.pools.identity.updateTable('service_contract').set({ ends_at: Date.now() - 1 }).where('customer_id', '=', TENANTS.serra).execute();
  expect((await nicolo.me()).feeds.map(({ tenant }) => tenant)).not.toContain(TENANTS.serra);
  expect(await nicolo.pushRaw(TENANTS.serra, [nicolo.command(TENANTS.serra, 'preference.set', { key: 'k', value: 1 })])).toMatchObject({ status: 403 });
});
