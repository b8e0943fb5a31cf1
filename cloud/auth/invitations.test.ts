import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { v7 } from 'uuid';
import { accountSchema, signInReplySchema } from '#shared/api/access.ts';
import { ROUTES } from '#shared/api/routes.ts';
import { companyCode } from '#shared/domain/people/company-code.ts';
import { CODE_IN_MAIL, fromMail, LINK_IN_MAIL, mailsOf, PASSWORD_IN_MAIL } from '#cloud/testing/mailbox.ts';
import { PASSWORD, PEOPLE, TENANTS } from '#cloud/testing/small-data.ts';
import { createTestCloud, type TestCloud } from '#cloud/testing/test-cloud.ts';
import { TestDesk, type Answer } from '#cloud/testing/test-desk.ts';

/* The whole way in, with a mailbox in hand: company, mails, pages and desks as they really meet. */
const { rossi, bikelt } = TENANTS;
const DAY = 24 * 60 * 60_000;
const CHROME = { 'user-agent': 'Mozilla/5.0 Chrome/130.0.0.0 Safari/537.36' };
let cloud: TestCloud;
let giada: TestDesk;
let clock = Date.now();
beforeAll(async () => {
  cloud = await createTestCloud({ now: () => clock });
  giada = await TestDesk.signedIn(cloud.url, PEOPLE.giada.email);
});
afterAll(() => cloud.stop());
beforeEach(() => {
  clock += 2 * 60_000;
});

const tell = ({ status, body }: Answer) => [status, (body as { error?: { code: string } }).error?.code];
async function give(desk: TestDesk, tenant: string, name: string, input: object): Promise<void> {
  const { outcome } = await desk.run(tenant, name, input, { now: clock });
  expect(outcome, name).toMatchObject({ state: 'accepted' });
}
async function invite(email: string, roles: string[] = ['user']): Promise<string> {
  const invitationId = v7();
  await give(giada, rossi, 'invitation.create', { invitationId, email, firstName: '', lastName: '', roles, modules: [] });
  return invitationId;
}
/** The creation of the user with what the mail said, then password and code. */
async function firstSignIn(email: string, template: 'welcome' | 'registration', password: string): Promise<TestDesk> {
  const desk = new TestDesk(cloud.url);
  const reply = signInReplySchema.parse((await desk.signIn(email, await fromMail(cloud, email, template, PASSWORD_IN_MAIL))).body);
  if (reply.state !== 'activate') throw new Error(reply.state);
  const created = await desk.ask('POST', ROUTES.activate, { challenge: reply.challenge, firstName: 'Carla', lastName: 'Bianchi', password, privacyVersion: reply.privacy.version, privacyOpenedAt: clock, language: 'it' });
  expect(created.status).toBe(200);
  const half = signInReplySchema.parse((await desk.signIn(email, password)).body);
  if (half.state !== 'code') throw new Error(half.state);
  expect((await desk.code(half.challenge, await fromMail(cloud, email, 'sign-in-code', CODE_IN_MAIL))).status).toBe(200);
  return desk;
}
const accountOf = async (desk: TestDesk) => accountSchema.parse((await desk.ask('GET', ROUTES.account)).body);
const answer = (desk: TestDesk, id: string, accept: boolean) => desk.ask('POST', ROUTES.answerInvitation, { id, accept });
const feeds = async (desk: TestDesk) => (await desk.me()).feeds.map(({ tenant, roles }) => [tenant, roles]);
async function post(link: string): Promise<number> {
  const { pathname, searchParams } = new URL(link);
  return (await fetch(cloud.url + pathname, { method: 'POST', headers: CHROME, body: new URLSearchParams({ token: searchParams.get('token') ?? '' }) })).status;
}

test('ACC-01, ACC-02, ACC-04, ACC-06: invited, welcomed, created, let in by a code, and a member by accepting; no sooner', async () => {
  const email = 'carla@rossisrl.example';
  const id = await invite(email);
  // Newest first.
  expect((await mailsOf(cloud, email)).map(({ template }) => template)).toEqual(['invitation', 'welcome']);
  const desk = await firstSignIn(email, 'welcome', 'Mia.2026!');
  expect(await feeds(desk)).toEqual([]);
  expect((await accountOf(desk)).invitations).toMatchObject([{ id, tenantName: 'ROSSI SRL', invitedBy: PEOPLE.giada.name, roles: ['user'] }]);
  expect((await answer(desk, id, true)).status).toBe(200);
  expect([await feeds(desk), (await accountOf(desk)).invitations]).toEqual([[[rossi, ['user']]], []]);
  expect(tell(await answer(desk, id, true))).toEqual([410, 'auth.invitation_over']);
  const { id: person } = (await desk.me()).person;
  expect((await giada.pullAll(rossi)).rows.get(`membership/${person}`)).toMatchObject({ name: 'Carla Bianchi', email });
});

test('ACC-06, R5: an invitation is answered by the invited person alone; a no is final', async () => {
  const email = 'dina@rossisrl.example';
  const id = await invite(email);
  const mario = await TestDesk.signedIn(cloud.url, PEOPLE.mario.email);
  expect(tell(await answer(mario, id, true))).toEqual([410, 'auth.invitation_over']);
  const desk = await firstSignIn(email, 'welcome', 'Mia.2026!');
  expect((await answer(desk, id, false)).status).toBe(200);
  expect(tell(await answer(desk, id, true))).toEqual([410, 'auth.invitation_over']);
  expect([await feeds(desk), await post(`${cloud.url}/access/invitation?token=x`)]).toEqual([[], 410]);
});

test('ACC-01, ACC-08: the link of the mail accepts once, for who has a password; taken back or run out it opens nothing', async () => {
  const luca = await TestDesk.signedIn(cloud.url, PEOPLE.luca.email);
  const link = async (email: string) => fromMail(cloud, email, 'invitation', LINK_IN_MAIL);
  const id = await invite(PEOPLE.luca.email, ['company_technician']);
  // Who has a password gets no credentials.
  expect(await mailsOf(cloud, PEOPLE.luca.email, 'welcome')).toEqual([]);
  const first = await link(PEOPLE.luca.email);
  expect([await post(first), await post(first)]).toEqual([200, 410]);
  expect(await feeds(luca)).toContainEqual([rossi, ['company_technician']]);
  expect(tell(await answer(luca, id, true))).toEqual([410, 'auth.invitation_over']);

  const revoked = await invite(PEOPLE.anna.email);
  const second = await link(PEOPLE.anna.email);
  await give(giada, rossi, 'invitation.revoke', { invitationId: revoked });
  expect([await post(second), await mailsOf(cloud, PEOPLE.anna.email, 'invitation')]).toEqual([410, []]);

  await invite('tardi@rossisrl.example');
  const third = await link('tardi@rossisrl.example');
  const password = await fromMail(cloud, 'tardi@rossisrl.example', 'welcome', PASSWORD_IN_MAIL);
  // Nobody who has not created their user accepts by a link.
  expect(await post(third)).toBe(200);
  clock += 14 * DAY;
  expect(await post(third)).toBe(410);
  expect(tell(await new TestDesk(cloud.url).signIn('tardi@rossisrl.example', password))).toEqual([401, 'auth.wrong_password']);
});

test('ACC-11: who registers gets credentials by mail and is a user once they were used, with the support period from that day', async () => {
  const admin = v7();
  await cloud.cloud.admin.createPerson({ id: admin, name: 'Marta Fabbri', email: 'marta@bikelt.example', password: PASSWORD, language: 'it' });
  await cloud.cloud.admin.addMember(bikelt, admin, ['company_admin']);
  const marta = await TestDesk.signedIn(cloud.url, 'marta@bikelt.example');
  const page = `${cloud.url}/access/register/${companyCode(bikelt)}?lang=it`;
  const register = async (email: string) => {
    const { status } = await fetch(page, { method: 'POST', headers: CHROME, body: new URLSearchParams({ firstName: 'Ada', lastName: 'Neri', phone: '333', email, contract: 'accepted' }) });
    await cloud.cloud.services.afterwards.idle();
    return status;
  };
  expect(await register('ada@bikelt.example')).toBe(404);
  await give(marta, bikelt, 'company.change', { selfRegistration: true, supportDays: 90 });
  const answers = [await register('ada@bikelt.example'), await register(PEOPLE.luca.email), await register(PEOPLE.mario.email)];
  expect(answers).toEqual([200, 200, 200]);
  // A member is written nothing; somebody with a password is told to sign in.
  expect((await mailsOf(cloud, PEOPLE.luca.email)).filter(({ template }) => /regist/.test(template))).toEqual([]);
  expect(await mailsOf(cloud, PEOPLE.mario.email, 'already-registered')).toHaveLength(1);
  expect([...(await marta.pullAll(bikelt)).rows.keys()].filter((key) => key.startsWith('membership/'))).toHaveLength(2);

  const desk = await firstSignIn('ada@bikelt.example', 'registration', 'Mia.2026!');
  expect(await feeds(desk)).toEqual([[bikelt, ['user']]]);
  expect(await accountOf(desk)).toMatchObject({ invitations: [], support: [{ tenantId: bikelt, tenant: 'BIKELT SPA', from: clock, to: clock + 90 * DAY }] });
  const kept = await cloud.cloud.services.pools.owner.query("select a.document from auth.acceptance a join auth.person p on p.id = a.person_id where p.email = 'ada@bikelt.example' order by 1");
  expect(kept.rows).toEqual([{ document: 'contract' }, { document: 'privacy' }]);

  const mario = await TestDesk.signedIn(cloud.url, PEOPLE.mario.email);
  const [waiting] = (await accountOf(mario)).invitations;
  expect(waiting).toMatchObject({ tenantId: bikelt });
  expect((await answer(mario, waiting?.id ?? '', true)).status).toBe(200);
  expect((await accountOf(mario)).support).toHaveLength(1);
  // Again by somebody who waits: the same credentials once more, nothing else.
  await register('eva@bikelt.example');
  const first = await fromMail(cloud, 'eva@bikelt.example', 'registration', PASSWORD_IN_MAIL);
  await register('eva@bikelt.example');
  expect(await fromMail(cloud, 'eva@bikelt.example', 'registration', PASSWORD_IN_MAIL)).toBe(first);
});
