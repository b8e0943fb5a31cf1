import { v7 } from 'uuid';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { signedInDevicesSchema } from '#shared/api/account.ts';
import { ROUTES } from '#shared/api/routes.ts';
import { resetPassword } from '#cloud/auth/passwords.ts';
import { fromMail, LINK_IN_MAIL } from '#cloud/testing/mailbox.ts';
import { PASSWORD, PEOPLE, TENANTS, TICKETS, ticketInput } from '#cloud/testing/small-data.ts';
import { createTestCloud, type TestCloud } from '#cloud/testing/test-cloud.ts';
import { listenTo } from '#cloud/testing/poke-stream.ts';
import { TestDesk } from '#cloud/testing/test-desk.ts';

const { rossi, bikelt } = TENANTS;
let cloud: TestCloud;
beforeAll(async () => {
  cloud = await createTestCloud();
  // No stream looks by the clock whether its sign-in stands: what ends, ends because it was told.
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'], shouldClearNativeTimers: true });
});
afterAll(async () => {
  vi.useRealTimers();
  await cloud.stop();
});

const listen = (desk: TestDesk) => listenTo(cloud.url, desk);

test('DET-10: a colleague hears who is writing an answer; not the writer\'s own desks, requesters, or whoever does not serve the company', async () => {
  const [nicolo, nicoloToo, veronica, giada] = await Promise.all([PEOPLE.nicolo, PEOPLE.nicolo, PEOPLE.veronica, PEOPLE.giada].map(({ email }) => TestDesk.signedIn(cloud.url, email)));
  if (!nicolo || !nicoloToo || !veronica || !giada) throw new Error('four desks');
  const streams = await Promise.all([giada, nicoloToo, veronica].map(listen));
  const [requester, own, colleague] = streams;
  const say = (desk: TestDesk, body: object) => desk.ask('POST', ROUTES.writing, body);
  const before = await cloud.cloud.services.pools.owner.query('select (select count(*) from app.command) as commands, (select sum(seq) from app.feed) as seqs');
  expect((await say(nicolo, { tenant: rossi, ticketId: TICKETS.rossi })).status).toBe(200);
  expect(await colleague?.next()).toEqual({ writing: { tenant: rossi, ticketId: TICKETS.rossi, person: PEOPLE.nicolo.id, name: PEOPLE.nicolo.name } });
  // A request of another company's, one that is not there, and what requesters say, reach nobody.
  expect((await say(nicolo, { tenant: rossi, ticketId: TICKETS.bikelt })).status).toBe(200);
  expect((await say(giada, { tenant: rossi, ticketId: TICKETS.rossi })).status).toBe(403);
  expect((await say(giada, { tenant: bikelt, ticketId: TICKETS.bikelt })).status).toBe(403);
  expect((await say(new TestDesk(cloud.url), { tenant: rossi, ticketId: TICKETS.rossi })).status).toBe(401);
  expect((await say(nicolo, { tenant: rossi, ticketId: TICKETS.rossi, words: 'x' })).status).toBe(400);
  expect((await cloud.cloud.services.pools.owner.query('select (select count(*) from app.command) as commands, (select sum(seq) from app.feed) as seqs')).rows).toEqual(before.rows);
  // What comes next on each stream is the next poke, and no word of anybody's writing before it.
  const { seq } = await giada.run(rossi, 'ticket.update', { ticketId: TICKETS.rossi, priority: 'low', contactId: null });
  for (const stream of [requester, own, colleague]) expect(await stream?.next()).toEqual({ tenant: rossi, seq });
  for (const stream of streams) stream.close();
  await Promise.all(streams.map(({ ended }) => ended));
});

test('DET-10: whoever no longer serves the company hears no more of who is writing there', async () => {
  const [nicolo, veronica] = await Promise.all([PEOPLE.nicolo, PEOPLE.veronica].map(({ email }) => TestDesk.signedIn(cloud.url, email)));
  if (!nicolo || !veronica) throw new Error('two desks');
  const stream = await listen(veronica);
  const { owner } = cloud.cloud.services.pools;
  await owner.query('update auth.service_contract set ends_at = 1 where customer_id = $1', [bikelt]);
  cloud.cloud.services.pokes.me(PEOPLE.veronica.id);
  expect(await stream.next()).toEqual({ me: true });
  cloud.cloud.services.pokes.writing({ tenant: bikelt, ticketId: TICKETS.bikelt, person: PEOPLE.nicolo.id, name: 'X' });
  expect((await nicolo.ask('POST', ROUTES.writing, { tenant: rossi, ticketId: TICKETS.rossi })).status).toBe(200);
  expect(await stream.next()).toMatchObject({ writing: { tenant: rossi } });
  await owner.query('update auth.service_contract set ends_at = null where customer_id = $1', [bikelt]);
  stream.close();
  await stream.ended;
});

test('a commit pokes the desks whose feed it is, and no others', async () => {
  const [mario, luca, nicolo] = await Promise.all([PEOPLE.mario, PEOPLE.luca, PEOPLE.nicolo].map(({ email }) => TestDesk.signedIn(cloud.url, email)));
  if (!mario || !luca || !nicolo) throw new Error('three desks');
  const [hisOwn, other, vendors] = await Promise.all([listen(mario), listen(luca), listen(nicolo)]);
  expect(hisOwn.response.headers.get('content-type')).toContain('text/event-stream');
  expect(hisOwn.response.headers.get('x-accel-buffering')).toBe('no');
  const result = await mario.run(rossi, 'ticket.create', ticketInput(v7(), 'Avviso', PEOPLE.mario.email));
  expect(await hisOwn.next()).toEqual({ tenant: rossi, seq: result.seq });
  expect(await vendors.next()).toEqual({ tenant: rossi, seq: result.seq });
  const elsewhere = await luca.run(bikelt, 'ticket.update', { ticketId: TICKETS.bikelt, priority: 'high', contactId: null });
  expect(await other.next()).toEqual({ tenant: bikelt, seq: elsewhere.seq });
  expect(hisOwn.heard).toEqual([]);
  for (const one of [hisOwn, other, vendors]) one.close();
});

test('a role given or a company gained pokes the person to ask who they are, and their stream follows', async () => {
  const anna = await TestDesk.signedIn(cloud.url, PEOPLE.anna.email);
  const stream = await listen(anna);
  await cloud.cloud.admin.addMember(bikelt, PEOPLE.anna.id, ['user']);
  expect(await stream.next()).toEqual({ me: true });
  const result = await anna.run(bikelt, 'ticket.create', ticketInput(v7(), 'Nuova azienda', PEOPLE.anna.email));
  expect(await stream.next()).toEqual({ tenant: bikelt, seq: result.seq });
  stream.close();
});

/** Each of the streams hears that, and nothing after it, and ends. */
async function dismissed<T>(streams: readonly Awaited<ReturnType<typeof listen>>[], act: () => Promise<T>): Promise<T> {
  const answer = await act();
  await Promise.all(streams.map(({ ended }) => ended));
  expect(streams.map(({ heard }) => heard)).toEqual(streams.map(() => [{ me: true }]));
  return answer;
}

test('ACC-07, ACC-10, ACC-12, R5: a desk whose sign-in was ended, by whatever way, is told at once and its stream ends; the others hear nothing of it and go on', async () => {
  const { email, id: person } = PEOPLE.giada;
  const [here, there, third] = [await TestDesk.signedIn(cloud.url, email), await TestDesk.signedIn(cloud.url, email), await TestDesk.signedIn(cloud.url, email)];
  const [mine, ended, last] = await Promise.all([here, there, third].map(listen));
  if (!mine || !ended || !last) throw new Error('three streams');
  const devices = signedInDevicesSchema.parse((await there.ask('GET', ROUTES.signedInDevices)).body).devices;
  await dismissed([ended], () => here.ask('POST', `${ROUTES.signedInDevices}/end`, { id: devices.find(({ current }) => current)?.id }));
  expect((await there.ask('GET', ROUTES.me)).status).toBe(401);
  // What comes next for the others is the next poke of their company.
  const { seq } = await here.run(rossi, 'ticket.update', { ticketId: TICKETS.rossi, priority: 'high', contactId: null });
  for (const stream of [mine, last]) expect(await stream.next()).toEqual({ tenant: rossi, seq });

  // *Esci ovunque*, and the own sign-in after it.
  await dismissed([last], () => here.ask('POST', `${ROUTES.signedInDevices}/end`, { id: null }));
  await dismissed([mine], () => here.ask('POST', `${ROUTES.auth}/sign-out`, {}));

  // A new password; then a lost one's link.
  await Promise.all([here.signIn(email), there.signIn(email)]);
  const [own, other] = await Promise.all([here, there].map(listen));
  if (!own || !other) throw new Error('two streams');
  const changed = await dismissed([own, other], () => here.ask('POST', ROUTES.changePassword, { currentPassword: PASSWORD, newPassword: 'Un’altra.2026' }));
  here.token = changed.headers.get('set-auth-token') ?? '';
  const renewed = await listen(here);
  await here.ask('POST', ROUTES.forgot, { email, language: 'it' });
  const { searchParams } = new URL(await fromMail(cloud, email, 'reset-link', LINK_IN_MAIL));
  await dismissed([renewed], () => resetPassword(cloud.cloud.services, searchParams.get('token') ?? '', 'Una.terza.2026'));
  expect((await here.ask('GET', ROUTES.me)).status).toBe(401);

  // What a person is told of their companies ends no stream.
  await here.signIn(email, 'Una.terza.2026');
  const again = await listen(here);
  cloud.cloud.services.pokes.me(person);
  expect(await again.next()).toEqual({ me: true });
  again.close();
});

test('R8: one person’s streams do not use up the cloud: after fifty a further one is told to wait, and one that ends makes room', async () => {
  const luca = await TestDesk.signedIn(cloud.url, PEOPLE.luca.email);
  const tries = await Promise.all(Array.from({ length: 60 }, () => listen(luca)));
  const open = tries.filter(({ response }) => response.status === 200);
  const refused = tries.filter(({ response }) => response.status === 429);
  expect([open.length, refused.length, refused[0]?.response.headers.get('retry-after')]).toEqual([50, 10, '60']);
  const mario = await TestDesk.signedIn(cloud.url, PEOPLE.mario.email);
  const his = await listen(mario);
  expect(his.response.status).toBe(200);
  // An ended sign-in ends them all.
  await luca.ask('POST', `${ROUTES.auth}/sign-out`, {});
  await Promise.all(open.map(({ ended }) => ended));
  await luca.signIn(PEOPLE.luca.email);
  const again = await listen(luca);
  expect(again.response.status).toBe(200);
  for (const one of [again, his]) one.close();
});

test('a stop of the cloud ends the streams at once, so that desks reconnect', async () => {
  const mario = await TestDesk.signedIn(cloud.url, PEOPLE.mario.email);
  const stream = await listen(mario);
  await cloud.halt();
  await stream.ended;
  await cloud.restart();
  const again = await listen(mario);
  expect(again.response.status).toBe(200);
  again.close();
});
