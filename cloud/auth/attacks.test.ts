import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { v7 } from 'uuid';
import { signInReplySchema } from '#shared/api/access.ts';
import { ROUTES } from '#shared/api/routes.ts';
import { CODE_IN_MAIL, fromMail, LINK_IN_MAIL } from '#cloud/testing/mailbox.ts';
import { PASSWORD, PEOPLE, TENANTS } from '#cloud/testing/small-data.ts';
import { createTestCloud, type TestCloud } from '#cloud/testing/test-cloud.ts';
import { TestDesk, type Answer } from '#cloud/testing/test-desk.ts';
import { welcomeInvited } from './invited.ts';
import { networkOf, SignInGuard } from './sign-in-guard.ts';

/* What somebody who wants in does at the door (issue 4, Attack it); codes, tokens and links have their own tests. */
let cloud: TestCloud;
let clock = Date.now();
beforeAll(async () => {
  cloud = await createTestCloud({ now: () => clock });
});
afterAll(() => cloud.stop());
beforeEach(() => {
  clock += 60 * 60_000;
});

const tell = ({ status, body }: Answer) => [status, (body as { error?: { code: string } }).error?.code];
/** As if from that address of the network: a proxy on this machine says so. */
const from = (ip: string, email: string, password: string) => {
  const desk = new TestDesk(cloud.url);
  return desk.ask('POST', ROUTES.signIn, { email, password, device: desk.device, trust: null }, { 'x-forwarded-for': ip });
};

test('credential stuffing: many addresses tried from one network make that network wait, and nobody else', async () => {
  // Fifty before, on as many addresses; the guard counts them as the route does.
  for (let tries = 0; tries < 50; tries++) await cloud.cloud.services.networks.failed('203.0.113.7');
  expect((await from('203.0.113.7', 'vittima@rossisrl.example', 'Password.123')).status).toBe(401);
  const next = await from('203.0.113.7', PEOPLE.giada.email, PASSWORD);
  expect(tell(next)).toEqual([429, 'rate.limited']);
  expect(Number(next.headers.get('retry-after'))).toBeGreaterThan(0);
  expect((await from('203.0.113.8', PEOPLE.giada.email, PASSWORD)).status).toBe(200);
  // One household has a whole half of an IPv6 address to try from.
  expect(networkOf('2001:db8:1:2:3:4:5:6')).toBe(networkOf('2001:db8:1:2:ffff::1'));
  expect(networkOf('203.0.113.7')).not.toBe(networkOf('203.0.113.8'));
});

test('one address tried from a hundred networks waits all the same (ACC-10)', async () => {
  const tries = await Promise.all(Array.from({ length: 6 }, (_one, index) => from(`198.51.100.${index}`, PEOPLE.anna.email, 'sbagliata')));
  expect(tries.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401, 401]);
  expect(tell(await from('198.51.100.99', PEOPLE.anna.email, PASSWORD))).toEqual([429, 'rate.limited']);
});

test('ACC-10: a cloud that starts again still counts the wrong passwords, and one beside it counts with it', async () => {
  const { email } = PEOPLE.luca;
  for (let tries = 0; tries < 6; tries++) expect((await from('198.51.100.7', email, 'sbagliata')).status).toBe(401);
  await cloud.restart();
  expect(tell(await from('198.51.100.8', email, PASSWORD))).toEqual([429, 'rate.limited']);
  const beside = new SignInGuard(cloud.cloud.services, 'one', 5);
  const wait = await beside.wait(email);
  expect(wait).toBeGreaterThan(0);
  await beside.failed(email);
  expect(await cloud.cloud.services.guard.wait(email)).toBeGreaterThan(wait);
  // A quarter of an hour's rest forgets them, and they do not stay in the table.
  clock += 16 * 60_000;
  await beside.failed('qualcuno@rossisrl.example');
  const kept = await cloud.cloud.services.pools.identity.selectFrom('failed_try').selectAll().execute();
  expect(kept.map(({ count, last_at }) => [count, last_at])).toEqual([[1, clock]]);
  expect((await from('198.51.100.8', email, PASSWORD)).status).toBe(200);
});

test('ACC-10: unknown, known and invited addresses cost the same work and answer alike (enumeration by words and by time)', async () => {
  const invited = 'invitata@rossisrl.example';
  await welcomeInvited(cloud.cloud.services, { tenant: TENANTS.rossi, invitationId: v7(), email: invited, firstName: '', lastName: '', language: 'it', roles: ['user'], invitedBy: 'GIADA BELLI', invitedAt: clock, expiresAt: clock + 60_000 });
  const { password } = await cloud.cloud.services.auth.$context;
  const { hash, verify } = password;
  let work = 0;
  password.hash = (text) => ((work += 1), hash(text));
  password.verify = (input) => ((work += 1), verify(input));
  const seen = [];
  for (const email of ['nessuno@rossisrl.example', PEOPLE.luca.email, invited]) {
    work = 0;
    const answer = await from('192.0.2.1', email, 'Sbagliata.1');
    const { error } = answer.body as { error: { code: string; message: string } };
    seen.push({ work, status: answer.status, code: error.code, message: error.message, headers: [...answer.headers.keys()].sort() });
  }
  Object.assign(password, { hash, verify });
  expect(seen[0]).toMatchObject({ work: 1, status: 401, code: 'auth.wrong_password' });
  expect(seen[1]).toEqual(seen[0]);
  expect(seen[2]).toEqual(seen[0]);
});

test('a token that was there before does not become the new session (fixation), and an ended one opens nothing again (replay)', async () => {
  const desk = await TestDesk.signedIn(cloud.url, PEOPLE.mario.email);
  const planted = desk.token;
  await desk.signIn(PEOPLE.mario.email);
  expect(desk.token).not.toBe(planted);
  await desk.ask('POST', `${ROUTES.auth}/sign-out`, {});
  expect(tell(await desk.ask('GET', ROUTES.me))).toEqual([401, 'auth.required']);
  const raw = desk.token.split('.')[0] ?? '';
  for (const token of [raw, `${raw}.`, `${raw}.AAAA`, encodeURIComponent(desk.token)]) {
    desk.token = token;
    expect((await desk.ask('GET', ROUTES.me)).status, token).toBe(401);
  }
});

test('R5, OFF-04: a stolen database tells nothing that opens: no password, token, device secret, trust, code or link stands in it', async () => {
  const email = 'rubata@rossisrl.example';
  const services = cloud.cloud.services;
  await cloud.cloud.admin.createPerson({ id: v7(), name: 'Rubata', email, password: PASSWORD, language: 'it', secondFactor: 'email' });
  const desk = new TestDesk(cloud.url);
  const half = signInReplySchema.parse((await desk.signIn(email)).body);
  const challenge = half.state === 'code' ? half.challenge : '';
  const code = await fromMail(cloud, email, 'sign-in-code', CODE_IN_MAIL);
  expect((await desk.code(challenge, code, 'email', true)).status).toBe(200);
  const waiting = signInReplySchema.parse((await new TestDesk(cloud.url).signIn(email)).body);
  await desk.ask('POST', ROUTES.forgot, { email, language: 'it' });
  const link = new URL(await fromMail(cloud, email, 'reset-link', LINK_IN_MAIL)).searchParams.get('token') ?? '';
  const { rows } = await services.pools.owner.query<{ table: string }>("select table_schema || '.\"' || table_name || '\"' as table from information_schema.tables where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')");
  const asText = (row: object) => JSON.stringify(Object.values(row).map((value: unknown) => (value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value)));
  const dump = (await Promise.all(rows.map(async ({ table }) => (await services.pools.owner.query<object>(`select * from ${table}`)).rows.map(asText).join('\n')))).join('\n');
  // It is the real thing: names are in it, and the raw token, which nobody can sign without the cloud's secret.
  expect(dump).toContain(email);
  const [raw = '', signature = ''] = decodeURIComponent(desk.token).split('.');
  expect(dump).toContain(raw);
  const secrets = { password: PASSWORD, token: desk.token, signature, device: desk.device.secret, trust: desk.trust ?? '', link, challenge: waiting.state === 'code' ? waiting.challenge : '' };
  for (const [what, secret] of Object.entries(secrets)) {
    expect(secret.length, what).toBeGreaterThan(8);
    expect(dump.includes(secret), what).toBe(false);
  }
  // Six digits may stand anywhere by chance; as a text of their own they do not.
  const later = await fromMail(cloud, email, 'sign-in-code', CODE_IN_MAIL);
  expect(new RegExp(`"(${code}|${later})\\\\*"`).test(dump)).toBe(false);
});

test('R8: what is no credential at all is refused in words, whatever it is', async () => {
  const desk = new TestDesk(cloud.url);
  const good = { email: PEOPLE.mario.email, password: PASSWORD, device: desk.device, trust: null };
  const shapes: unknown[] = [
    {}, { ...good, device: undefined }, { ...good, device: { ...desk.device, secret: 'short' } }, { ...good, device: { ...desk.device, id: 'x' } }, { ...good, email: { $ne: '' } },
    { ...good, rememberMe: true }, { ...good, password: 'x'.repeat(201) }, [], null, 'x',
  ];
  for (const body of shapes) expect((await desk.ask('POST', ROUTES.signIn, body === null ? 'null' : body)).status, JSON.stringify(body)).toBe(400);
  for (const email of ['', "' or 1=1 --", 'mario.rossi@rossisrl.example\u0000', `${'x'.repeat(300)}@x.example`]) {
    expect([400, 401], email).toContain((await desk.ask('POST', ROUTES.signIn, { ...good, email })).status);
  }
  // Case and spaces around are no other person.
  expect((await desk.signIn(` ${PEOPLE.mario.email.toUpperCase()} `)).status).toBe(200);
});
