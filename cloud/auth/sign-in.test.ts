import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { v7 } from 'uuid';
import { accountSchema, signInReplySchema, trustedDevicesSchema } from '#shared/api/access.ts';
import { ROUTES } from '#shared/api/routes.ts';
import { PASSWORD, TENANTS } from '#cloud/testing/small-data.ts';
import { codeOfApp } from '#cloud/testing/app-code.ts';
import { CODE_IN_MAIL, fromMail, mailsOf, PASSWORD_IN_MAIL } from '#cloud/testing/mailbox.ts';
import { createTestCloud, type TestCloud } from '#cloud/testing/test-cloud.ts';
import { TestDesk, type Answer } from '#cloud/testing/test-desk.ts';
import { welcomeInvited } from './invited.ts';
import { newToken } from './secrets.ts';

let cloud: TestCloud;
let clock = Date.now();
let people = 0;
beforeAll(async () => {
  cloud = await createTestCloud({ now: () => clock });
});
afterAll(() => cloud.stop());
beforeEach(() => {
  clock += 60_000;
});

/** Somebody new whose address asks for a code at each sign-in. */
async function coded(): Promise<{ id: string; email: string }> {
  people += 1;
  const [id, email] = [v7(), `persona${people}@rossisrl.example`];
  await cloud.cloud.admin.createPerson({ id, name: `Persona ${people}`, email, password: PASSWORD, language: 'it', secondFactor: 'email' });
  await cloud.cloud.admin.addMember(TENANTS.rossi, id, ['user']);
  return { id, email };
}
const codeOf = (answer: Answer) => (answer.body as { error?: { code: string } }).error?.code;
const tell = (answer: Answer) => [answer.status, codeOf(answer)];
const alive = async (desk: TestDesk) => (await desk.ask('GET', ROUTES.me)).status;
/** The half sign-in's answer. */
async function half(desk: TestDesk, email: string) {
  // The newest code of a mailbox is the one of the latest moment.
  clock += 1;
  const reply = signInReplySchema.parse((await desk.signIn(email)).body);
  if (reply.state !== 'code') throw new Error(`not a code: ${reply.state}`);
  return reply;
}
const mailed = (email: string) => fromMail(cloud, email, 'sign-in-code', CODE_IN_MAIL);

test('ACC-04: a short code by mail is the second factor; without it nothing opens, with it the desk does', async () => {
  const { email } = await coded();
  const desk = new TestDesk(cloud.url);
  const { challenge, methods, sentTo } = await half(desk, email);
  expect([methods, sentTo, desk.token]).toEqual([['email'], 'p•••@rossisrl.example', '']);
  const code = await mailed(email);
  expect(tell(await desk.code(challenge, code === '000000' ? '111111' : '000000'))).toEqual([401, 'auth.code_wrong']);
  expect((await desk.code(challenge, `${code.slice(0, 3)} ${code.slice(3)}`)).status).toBe(200);
  expect([await alive(desk), desk.trust]).toEqual([200, null]);
  // Used up: the same code and the same half sign-in open nothing again.
  expect(tell(await new TestDesk(cloud.url).code(challenge, code))).toEqual([410, 'auth.code_expired']);
});

test('ACC-04: a half sign-in dies after five wrong codes, tried at once or in turn, and the right one comes too late', async () => {
  const { email } = await coded();
  const desk = new TestDesk(cloud.url);
  const { challenge } = await half(desk, email);
  const code = await mailed(email);
  const wrong = Array.from({ length: 12 }, (_one, index) => String((Number(code) + index + 1) % 1_000_000).padStart(6, '0'));
  const answers = await Promise.all(wrong.map((guess) => desk.code(challenge, guess)));
  expect(answers.filter(({ status }) => status === 401).length).toBeLessThanOrEqual(5);
  expect(tell(await desk.code(challenge, code))).toEqual([410, 'auth.code_expired']);
  expect(desk.token).toBe('');
});

test('ACC-04: a code that was sent again gives no further tries', async () => {
  const { email } = await coded();
  const desk = new TestDesk(cloud.url);
  const { challenge } = await half(desk, email);
  const wrongOf = (code: string) => (code === '000000' ? '111111' : '000000');
  for (let tries = 0; tries < 4; tries++) expect((await desk.code(challenge, wrongOf(await mailed(email)))).status).toBe(401);
  clock += 30_000;
  expect((await desk.ask('POST', ROUTES.resendCode, { challenge })).status).toBe(200);
  const code = await mailed(email);
  expect((await desk.code(challenge, wrongOf(code))).status).toBe(401);
  expect(tell(await desk.code(challenge, code))).toEqual([410, 'auth.code_expired']);
});

test('ACC-04: guessing codes over many sign-ins is slowed down more and more', async () => {
  const { email } = await coded();
  const waits: number[] = [];
  for (let round = 0; round < 4; round++) {
    const desk = new TestDesk(cloud.url);
    const answer = await desk.signIn(email);
    if (answer.status === 429) {
      waits.push(Number(answer.headers.get('retry-after')));
      clock += Number(answer.headers.get('retry-after')) * 1000;
      round -= 1;
      continue;
    }
    const reply = signInReplySchema.parse(answer.body);
    if (reply.state !== 'code') throw new Error('no code');
    const code = await mailed(email);
    for (let tries = 0; tries < 5; tries++) await desk.code(reply.challenge, code === '000000' ? '111111' : '000000');
  }
  expect(waits.length).toBeGreaterThan(0);
  expect([...waits].sort((a, b) => a - b)).toEqual(waits);
});

test('ACC-04: a code comes again on request, not twice within half a minute and not for ever; the earlier one is void', async () => {
  const { email } = await coded();
  const desk = new TestDesk(cloud.url);
  const { challenge } = await half(desk, email);
  const first = await mailed(email);
  const again = () => desk.ask('POST', ROUTES.resendCode, { challenge });
  const early = await again();
  expect([tell(early), Number(early.headers.get('retry-after'))]).toEqual([[429, 'rate.limited'], 30]);
  for (let sends = 2; sends <= 5; sends++) {
    clock += 30_000;
    expect((await again()).status).toBe(200);
  }
  clock += 30_000;
  expect(tell(await again())).toEqual([410, 'auth.code_expired']);
  const last = await mailed(email);
  if (first !== last) expect(tell(await desk.code(challenge, first))).toEqual([401, 'auth.code_wrong']);
  expect((await desk.code(challenge, last)).status).toBe(200);
});

test('ACC-04: a code that is ten minutes old opens nothing', async () => {
  const { email } = await coded();
  const desk = new TestDesk(cloud.url);
  const { challenge } = await half(desk, email);
  clock += 10 * 60_000 + 1;
  expect(tell(await desk.code(challenge, await mailed(email)))).toEqual([410, 'auth.code_expired']);
});

test('ACC-05: a trusted device is asked for no code; another device, another person and a copied trust are', async () => {
  const [{ email }, other] = [await coded(), await coded()];
  const desk = new TestDesk(cloud.url);
  await desk.code((await half(desk, email)).challenge, await mailed(email), 'email', true);
  expect(desk.trust).toMatch(/^[\w-]{43}$/);
  const state = async (from: TestDesk, who = email) => signInReplySchema.parse((await from.signIn(who)).body).state;
  clock += 400 * 24 * 60 * 60_000;
  expect(await state(desk)).toBe('signed_in');
  expect(await alive(desk)).toBe(200);
  expect(await state(desk, other.email)).toBe('code');
  const thief = Object.assign(new TestDesk(cloud.url), { trust: desk.trust });
  expect(await state(thief)).toBe('code');
  thief.device.id = desk.device.id;
  expect(await state(thief)).toBe('code');
});

test('ACC-05, ACC-07: trusted devices have names, are listed, and are revoked one by one or all; nobody else’s', async () => {
  const [{ email }, other] = [await coded(), await coded()];
  const trusting = async (who: string) => {
    const desk = new TestDesk(cloud.url);
    await desk.code((await half(desk, who)).challenge, await mailed(who), 'email', true);
    return desk;
  };
  const [here, there, stranger] = [await trusting(email), await trusting(email), await trusting(other.email)];
  const list = async (desk: TestDesk) => trustedDevicesSchema.parse((await desk.ask('GET', ROUTES.trustedDevices)).body).devices;
  const end = (id: string | null) => here.ask('POST', `${ROUTES.trustedDevices}/end`, { id });
  const shown = await list(here);
  expect(shown).toMatchObject([{ current: true, name: 'Linux, banco di prova' }, { current: false }]);
  expect(JSON.stringify(shown)).not.toContain(here.trust);
  const state = async (desk: TestDesk, who = email) => signInReplySchema.parse((await desk.signIn(who)).body).state;
  await end((await list(stranger))[0]?.id ?? '');
  expect(await state(stranger, other.email)).toBe('signed_in');
  await end(shown[1]?.id ?? '');
  expect([await state(here), await state(there)]).toEqual(['signed_in', 'code']);
  await end(null);
  expect([await state(here), await list(here)]).toEqual(['code', []]);
});

test('ACC-12, ACC-05: a new password ends every trust and every other sign-in, keeps this one on its device, and is told by mail', async () => {
  const { email } = await coded();
  const desk = new TestDesk(cloud.url);
  await desk.code((await half(desk, email)).challenge, await mailed(email), 'email', true);
  const answer = await desk.ask('POST', ROUTES.changePassword, { currentPassword: PASSWORD, newPassword: 'Un’altra.2026' });
  expect(answer.status).toBe(200);
  const token = answer.headers.get('set-auth-token') ?? '';
  const stolen = Object.assign(new TestDesk(cloud.url), { token });
  expect(tell(await stolen.ask('GET', ROUTES.me))).toEqual([401, 'auth.device']);
  desk.token = token;
  expect(await alive(desk)).toBe(200);
  expect(signInReplySchema.parse((await desk.signIn(email, 'Un’altra.2026')).body).state).toBe('code');
  expect(await mailsOf(cloud, email, 'password-changed')).toHaveLength(1);
});

test('OFF-04, R5: a copied token without the secret of its device opens nothing', async () => {
  const { email } = await coded();
  const desk = new TestDesk(cloud.url);
  await desk.code((await half(desk, email)).challenge, await mailed(email));
  for (const secret of ['', newToken(), desk.device.id, `${desk.device.secret}x`]) {
    const thief = new TestDesk(cloud.url);
    thief.token = desk.token;
    thief.device.secret = secret;
    for (const [method, path, body] of [['GET', ROUTES.me], ['GET', ROUTES.events], ['POST', ROUTES.pull, {}], ['POST', ROUTES.uploads, ''], ['GET', `${ROUTES.attachments}/${TENANTS.rossi}/${v7()}`], ['POST', `${ROUTES.auth}/sign-out`, {}]] as const) {
      expect(tell(await thief.ask(method, path, body)), `${path} ${secret}`).toEqual([401, 'auth.device']);
    }
  }
  expect(await alive(desk)).toBe(200);
});

test('OFF-04: a session that no device was bound to opens nothing', async () => {
  const { email } = await coded();
  const desk = new TestDesk(cloud.url);
  await desk.code((await half(desk, email)).challenge, await mailed(email));
  await cloud.cloud.services.pools.identity.updateTable('session').set({ deviceHash: null }).where('token', '=', desk.token.split('.')[0] ?? '').execute();
  expect(tell(await desk.ask('GET', ROUTES.me))).toEqual([401, 'auth.device']);
});

test('ACC-04: nobody is signed in by a half sign-in of another device, nor by one they have planted (fixation)', async () => {
  const { email } = await coded();
  const [victim, attacker] = [new TestDesk(cloud.url), new TestDesk(cloud.url)];
  const { challenge } = await half(victim, email);
  expect(tell(await attacker.code(challenge, await mailed(email)))).toEqual([410, 'auth.code_expired']);
  expect(tell(await attacker.code(newToken(), '123456'))).toEqual([410, 'auth.code_expired']);
  expect((await victim.code(challenge, await mailed(email))).status).toBe(200);
});

test('ACC-07: a sign-in from a device that was never used before is told by mail, once', async () => {
  const { email } = await coded();
  const enter = async (desk: TestDesk) => desk.code((await half(desk, email)).challenge, await mailed(email));
  const first = new TestDesk(cloud.url);
  await enter(first);
  expect(await mailsOf(cloud, email, 'new-device')).toHaveLength(0);
  const second = new TestDesk(cloud.url);
  await enter(second);
  clock += 60_000;
  await enter(second);
  const told = await mailsOf(cloud, email, 'new-device');
  expect(told).toHaveLength(1);
  expect(told[0]?.text).toContain('Linux, banco di prova');
});

const appCode = (secret: string) => codeOfApp(cloud, secret);

test('ACC-04: an authenticator app is asked for in place of the mail once its first code was right; a code of it opens once; recovery codes do too', async () => {
  const { email } = await coded();
  const desk = new TestDesk(cloud.url);
  await desk.code((await half(desk, email)).challenge, await mailed(email));
  const begin = (password: string) => desk.ask('POST', ROUTES.appFactorBegin, { password });
  expect(tell(await begin('sbagliata'))).toEqual([422, 'auth.current_password_wrong']);
  const { secret, uri } = (await begin(PASSWORD)).body as { secret: string; uri: string };
  expect(uri).toMatch(/^otpauth:\/\/totp\/Sportello/);
  const confirm = (code: string) => desk.ask('POST', ROUTES.appFactorConfirm, { code });
  expect(tell(await confirm('12345'))).toEqual([422, 'auth.code_wrong']);
  expect((await half(new TestDesk(cloud.url), email)).methods).toEqual(['email']);
  const { recoveryCodes } = (await confirm(await appCode(secret))).body as { recoveryCodes: string[] };
  expect(recoveryCodes).toHaveLength(10);
  expect(await alive(desk)).toBe(200);
  const account = async () => accountSchema.parse((await desk.ask('GET', ROUTES.account)).body).secondFactor;
  expect(await account()).toEqual({ email: true, app: true, recoveryLeft: 10 });

  const before = (await mailsOf(cloud, email, 'sign-in-code')).length;
  const byApp = await half(new TestDesk(cloud.url), email);
  expect([byApp.methods, byApp.sentTo]).toEqual([['app', 'email'], null]);
  expect(await mailsOf(cloud, email, 'sign-in-code')).toHaveLength(before);
  const [one, two] = [new TestDesk(cloud.url), new TestDesk(cloud.url)];
  const [first, second] = [await half(one, email), await half(two, email)];
  const code = await appCode(secret);
  expect((await one.code(first.challenge, code, 'app')).status).toBe(200);
  // The same six digits, though they are still good by the clock.
  expect(tell(await two.code(second.challenge, code, 'app'))).toEqual([401, 'auth.code_wrong']);
  expect((await two.code(second.challenge, recoveryCodes[0] ?? '', 'recovery')).status).toBe(200);
  const three = new TestDesk(cloud.url);
  const third = await half(three, email);
  expect(tell(await three.code(third.challenge, recoveryCodes[0] ?? '', 'recovery'))).toEqual([401, 'auth.code_wrong']);
  expect((await account()).recoveryLeft).toBe(9);

  const fresh = ((await desk.ask('POST', ROUTES.recoveryCodes, { password: PASSWORD })).body as { recoveryCodes: string[] }).recoveryCodes;
  expect(tell(await three.code(third.challenge, recoveryCodes[1] ?? '', 'recovery'))).toEqual([401, 'auth.code_wrong']);
  expect((await three.code(third.challenge, (fresh[1] ?? '').toUpperCase().replace('-', ' '), 'recovery')).status).toBe(200);
  expect(tell(await desk.ask('POST', ROUTES.appFactorEnd, { password: 'sbagliata' }))).toEqual([422, 'auth.current_password_wrong']);
  expect((await desk.ask('POST', ROUTES.appFactorEnd, { password: PASSWORD })).status).toBe(200);
  expect([await account(), (await half(new TestDesk(cloud.url), email)).methods]).toEqual([{ email: true, app: false, recoveryLeft: 0 }, ['email']]);
});

test('ACC-01, ACC-02: provisional credentials open the creation of the user and nothing else, once; then the own password and a code', async () => {
  const email = 'carla.bianchi@rossisrl.example';
  const invited = {
    tenant: TENANTS.rossi, invitationId: v7(), email, firstName: '', lastName: '', language: 'it', roles: ['user'], invitedBy: 'GIADA BELLI', invitedAt: clock, expiresAt: clock + 14 * 24 * 60 * 60_000,
  } as const;
  const { services } = cloud.cloud;
  const person = await welcomeInvited(services, invited);
  expect(await welcomeInvited(services, invited)).toBe(person);
  // As the command of an invitation keeps it.
  await services.pools.owner.query(`insert into app.mail (tenant_id, command_id, recipient, template, facts, created_at) values ($1, $2, $3, 'welcome', $4, $5)`, [TENANTS.rossi, v7(), email, JSON.stringify({ invitationId: invited.invitationId }), clock]);
  const provisional = await fromMail(cloud, email, 'welcome', PASSWORD_IN_MAIL);
  const dump = await services.pools.owner.query('select p.*, v.*, i.*, m.* from auth.person p, auth.provisional v, auth.invitation i, app.mail m where p.id = v.person_id');
  expect(JSON.stringify(dump.rows)).not.toContain(provisional);

  const desk = new TestDesk(cloud.url);
  expect(tell(await desk.signIn(email, 'sbagliata'))).toEqual([401, 'auth.wrong_password']);
  const reply = signInReplySchema.parse((await desk.signIn(email, ` ${provisional.toUpperCase()} `)).body);
  if (reply.state !== 'activate') throw new Error(`not an activation: ${reply.state}`);
  expect([desk.token, reply.email, reply.privacy.text.it.length > 500]).toEqual(['', email, true]);
  const input = { challenge: reply.challenge, firstName: 'Carla', lastName: ' Bianchi ', password: 'Mia.2026!', privacyVersion: reply.privacy.version, privacyOpenedAt: clock, language: 'ru' };
  const create = (more: object = {}) => desk.ask('POST', ROUTES.activate, { ...input, ...more });
  expect(tell(await create({ password: 'corta' }))).toEqual([422, 'auth.password_short']);
  expect(tell(await create({ password: provisional }))).toEqual([422, 'auth.password_same']);
  expect(tell(await create({ privacyVersion: '1999-01' }))).toEqual([409, 'auth.privacy_changed']);
  expect(tell(await create({ privacyOpenedAt: clock - 3 * 24 * 60 * 60_000 }))).toEqual([422, 'auth.privacy_unread']);
  expect((await create({ privacyOpenedAt: 0 })).status).toBe(400);
  expect(tell(await create({ challenge: newToken() }))).toEqual([410, 'auth.link_expired']);
  const both = await Promise.all([create(), create()]);
  expect(both.map(({ status }) => status).sort()).toEqual([200, 410]);
  expect(tell(await desk.signIn(email, provisional))).toEqual([401, 'auth.wrong_password']);
  const kept = await services.pools.owner.query("select version, opened_at, accepted_at from auth.acceptance where person_id = $1 and document = 'privacy'", [person]);
  expect(kept.rows).toEqual([{ version: reply.privacy.version, opened_at: clock, accepted_at: clock }]);

  const entered = signInReplySchema.parse((await desk.signIn(email, input.password)).body);
  if (entered.state !== 'code') throw new Error('the second factor is missing');
  expect((await desk.code(entered.challenge, await mailed(email))).status).toBe(200);
  const account = accountSchema.parse((await desk.ask('GET', ROUTES.account)).body);
  expect(account).toMatchObject({ firstName: 'Carla', lastName: 'Bianchi', language: 'ru', invitations: [{ id: invited.invitationId, tenantName: 'ROSSI SRL', invitedBy: 'GIADA BELLI', roles: ['user'] }] });
  expect((await desk.me()).person.name).toBe('Carla Bianchi');
});

test('ACC-01: provisional credentials end with their invitation, by time and when it is taken back', async () => {
  const { services } = cloud.cloud;
  const invite = async (email: string) => {
    const invitationId = v7();
    await welcomeInvited(services, { tenant: TENANTS.rossi, invitationId, email, firstName: '', lastName: '', language: 'en', roles: ['user'], invitedBy: 'GIADA BELLI', invitedAt: clock, expiresAt: clock + 60_000 });
    await services.pools.owner.query(`insert into app.mail (tenant_id, command_id, recipient, template, facts, created_at) values ($1, $2, $3, 'welcome', $4, $5)`, [TENANTS.rossi, v7(), email, JSON.stringify({ invitationId }), clock]);
    return { invitationId, password: await fromMail(cloud, email, 'welcome', PASSWORD_IN_MAIL) };
  };
  const late = await invite('tardi@rossisrl.example');
  const revoked = await invite('revocata@rossisrl.example');
  const { endInvited } = await import('./invited.ts');
  await endInvited(services, revoked.invitationId, 'revoked');
  expect(tell(await new TestDesk(cloud.url).signIn('revocata@rossisrl.example', revoked.password))).toEqual([401, 'auth.wrong_password']);
  // And its mail has nothing to say any more.
  expect(await mailsOf(cloud, 'revocata@rossisrl.example', 'welcome')).toEqual([]);
  clock += 60_000;
  expect(tell(await new TestDesk(cloud.url).signIn('tardi@rossisrl.example', late.password))).toEqual([401, 'auth.wrong_password']);
});
