import { request as rawRequest } from 'node:http';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { v7 } from 'uuid';
import { signInReplySchema } from '#shared/api/access.ts';
import { ROUTES } from '#shared/api/routes.ts';
import { companyCode } from '#shared/domain/people/company-code.ts';
import { hashOf, newToken } from '#cloud/auth/secrets.ts';
import { LINK_IN_MAIL, fromMail, mailsOf } from '#cloud/testing/mailbox.ts';
import { PASSWORD, PEOPLE, TENANTS } from '#cloud/testing/small-data.ts';
import { createTestCloud, type TestCloud } from '#cloud/testing/test-cloud.ts';
import { TestDesk } from '#cloud/testing/test-desk.ts';

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

const CHROME = { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36' };
const NEW = 'Un’altra.2026';

async function person(): Promise<string> {
  people += 1;
  const [id, email] = [v7(), `lettore${people}@rossisrl.example`];
  await cloud.cloud.admin.createPerson({ id, name: `Lettore ${people}`, email, password: PASSWORD, language: 'it', secondFactor: 'email' });
  await cloud.cloud.admin.addMember(TENANTS.rossi, id, ['user']);
  return email;
}
async function look(path: string, headers: Record<string, string> = {}) {
  const response = await fetch(cloud.url + path, { headers: { ...CHROME, ...headers }, redirect: 'manual' });
  return { status: response.status, headers: response.headers, text: await response.text() };
}
async function fill(path: string, form: Record<string, string>, headers: Record<string, string> = {}) {
  const response = await fetch(cloud.url + path, { method: 'POST', headers: { ...CHROME, ...headers }, body: new URLSearchParams(form), redirect: 'manual' });
  return { status: response.status, headers: response.headers, text: await response.text() };
}
const forgot = (email: string) => new TestDesk(cloud.url).ask('POST', ROUTES.forgot, { email, language: 'it' });
async function linkFor(email: string): Promise<string> {
  await forgot(email);
  return new URL(await fromMail(cloud, email, 'reset-link', LINK_IN_MAIL)).searchParams.get('token') ?? '';
}
const choose = (token: string, next = NEW, again = next) => fill('/access/password', { token, next, again });

test('ACC-10: a forgotten password is answered alike for every address, before anything is looked up; only who has one gets a link', async () => {
  const email = await person();
  const strangers = ['nessuno@rossisrl.example', 'non un indirizzo', ''];
  const answers = [];
  for (const address of [email, ...strangers]) answers.push(await forgot(address));
  for (const { status, body } of answers) expect([status, body]).toEqual([200, { success: true }]);
  expect(await mailsOf(cloud, email, 'reset-link')).toHaveLength(1);
  for (const address of strangers) expect(await mailsOf(cloud, address, 'reset-link')).toEqual([]);
  // The work is no part of the answer, so its time tells nothing: with the database held, the answer comes all the same.
  const owner = await cloud.cloud.services.pools.owner.connect();
  await owner.query('begin; lock table auth."user" in access exclusive mode');
  expect((await forgot(email)).status).toBe(200);
  await owner.query('rollback');
  owner.release();
  expect(await mailsOf(cloud, email, 'reset-link')).toHaveLength(2);
});

test('ACC-10: the link opens once, even for two at once; it ends sessions and trust, and a mail tells of it', async () => {
  const email = await person();
  const desk = new TestDesk(cloud.url);
  const enter = async (password: string) => {
    const reply = signInReplySchema.parse((await desk.signIn(email, password)).body);
    if (reply.state !== 'code') return reply.state;
    await desk.code(reply.challenge, await fromMail(cloud, email, 'sign-in-code', /^(\d{6})$/m), 'email', true);
    return 'code';
  };
  expect([await enter(PASSWORD), await enter(PASSWORD)]).toEqual(['code', 'signed_in']);
  const token = await linkFor(email);
  // Looking, as a mail scanner does, uses nothing up.
  for (let looks = 0; looks < 3; looks++) expect((await look(`/access/password?token=${token}`)).status).toBe(200);
  const both = await Promise.all([choose(token), choose(token)]);
  expect(both.map(({ status }) => status).sort()).toEqual([200, 410]);
  expect((await choose(token, 'Terza.2026!')).status).toBe(410);
  expect((await desk.ask('GET', ROUTES.me)).status).toBe(401);
  expect([(await new TestDesk(cloud.url).signIn(email, PASSWORD)).status, await enter(NEW)]).toEqual([401, 'code']);
  expect(await mailsOf(cloud, email, 'password-changed')).toHaveLength(1);
});

test('ACC-10: a link is good for an hour, a made-up one never; what is wrong in the form says so and uses nothing up', async () => {
  const email = await person();
  const token = await linkFor(email);
  for (const none of ['', newToken(), hashOf(token), `${token}x`]) expect((await choose(none)).status, none).toBe(410);
  expect(await choose(token, 'corta')).toMatchObject({ status: 422, text: expect.stringContaining('meno di 8 caratteri') });
  expect(await choose(token, NEW, `${NEW}x`)).toMatchObject({ status: 422, text: expect.stringContaining('non sono uguali') });
  expect((await choose(token, 'x'.repeat(201))).status).toBe(422);
  const kept = await cloud.cloud.services.pools.owner.query('select * from auth.verification');
  expect(JSON.stringify(kept.rows)).not.toContain(token);
  await cloud.cloud.services.pools.owner.query(`update auth.verification set "expiresAt" = now() - interval '1 second'`);
  expect((await choose(token)).status).toBe(410);
});

test('ACC-10: somebody who was invited and has no password yet gets no link past the creation of the user', async () => {
  const { welcomeInvited } = await import('#cloud/auth/invited.ts');
  const email = 'nuova@rossisrl.example';
  await welcomeInvited(cloud.cloud.services, { tenant: TENANTS.rossi, invitationId: v7(), email, firstName: '', lastName: '', language: 'it', roles: ['user'], invitedBy: 'GIADA BELLI', invitedAt: clock, expiresAt: clock + 60_000 });
  await forgot(email);
  expect(await mailsOf(cloud, email)).toEqual([]);
});

test('the pages: strict headers, no script, no foreign address, nothing kept, forms to ourselves alone', async () => {
  const token = await linkFor(await person());
  for (const path of ['/access', `/access/password?token=${token}`, '/access/password', '/access/invitation?token=x', '/access/register/AAAA-BBBB-CCCC']) {
    const { headers, text } = await look(path);
    expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(headers.get('content-security-policy')).toBe("default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'");
    expect([headers.get('cache-control'), headers.get('referrer-policy'), headers.get('set-cookie')]).toEqual(['no-store', 'no-referrer', null]);
    expect(text).not.toMatch(/<script|javascript:|\son\w+=|style=|https?:\/\//i);
  }
});

test('no page leads anywhere else (open redirect), and what an address or a form holds comes back as text', async () => {
  const evil = 'https://evil.example/"><script>alert(1)</script>';
  const token = await linkFor(await person());
  const query = new URLSearchParams({ token, lang: evil, next: evil, callbackURL: evil, redirectTo: evil, return: evil }).toString();
  for (const page of [await look(`/access/password?${query}`), await look(`/access?${query}`), await look(`/access/invitation?${query}`), await look(`//evil.example/access?${query}`), await fill(`/access/password?${query}`, { token, next: 'x', again: evil, callbackURL: evil })]) {
    expect([page.headers.get('location'), page.status < 300 || page.status >= 400]).toEqual([null, true]);
    expect(page.text).not.toContain('evil.example');
  }
  await cloud.cloud.services.pools.identity.updateTable('tenant').set({ registration_code: 'AAAA-AAAA-AAAA', self_registration: true, name: '<b>ROSSI</b>' }).where('id', '=', TENANTS.rossi).execute();
  const again = await fill('/access/register/AAAA-AAAA-AAAA', { firstName: evil, email: '"><img src=x>' });
  expect([again.status, again.text.includes('<script'), again.text.includes('<img'), again.text.includes('<b>')]).toEqual([422, false, false, false]);
});

test('links in mails begin with our own address, whatever name a request gives us', async () => {
  const email = await person();
  await new Promise<void>((resolve, reject) => {
    const body = JSON.stringify({ email, language: 'it' });
    const { hostname, port } = new URL(cloud.url);
    const sent = rawRequest({ hostname, port, path: ROUTES.forgot, method: 'POST', headers: { host: 'evil.example', 'x-forwarded-host': 'evil.example', 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) } }, (answer) => {
      answer.resume();
      answer.once('end', () => resolve());
    });
    sent.once('error', reject);
    sent.end(body);
  });
  const [mail] = await mailsOf(cloud, email, 'reset-link');
  expect(mail?.text).toContain(`${cloud.url}/access/password?token=`);
  expect(JSON.stringify(mail)).not.toContain('evil.example');
});

test('ACC-10, ACC-11: nobody fills another one’s mailbox: an address gets five mails an hour of a stranger’s asking, and the answer stays the same', async () => {
  const [email, other] = [await person(), 'vittima@altrove.example'];
  for (let asked = 0; asked < 7; asked++) expect(await forgot(email)).toMatchObject({ status: 200, body: { success: true } });
  expect(await mailsOf(cloud, email, 'reset-link')).toHaveLength(5);
  await cloud.cloud.admin.runAs(TENANTS.serra, PEOPLE.anna.id, [{ name: 'company.change', input: { selfRegistration: true }, now: clock }]);
  const form = { firstName: 'Ada', lastName: 'Neri', email: other, contract: 'accepted' };
  for (let asked = 0; asked < 7; asked++) expect((await fill(`/access/register/${companyCode(TENANTS.serra)}`, form)).status).toBe(200);
  expect(await mailsOf(cloud, other, 'registration')).toHaveLength(5);
  clock += 61 * 60_000;
  await forgot(email);
  expect(await mailsOf(cloud, email, 'reset-link')).toHaveLength(6);
});

test('a form of a foreign page is refused, and no form reaches the API (CSRF)', async () => {
  const token = await linkFor(await person());
  for (const site of ['cross-site', 'same-site']) expect((await fill('/access/password', { token, next: NEW, again: NEW }, { 'sec-fetch-site': site })).status).toBe(403);
  // A browser that says nothing of the site, as over a line without encryption, tells the page's origin.
  for (const origin of ['https://altrove.example', 'http://127.0.0.1:1', 'nonsense']) expect((await fill('/access/password', { token, next: NEW, again: NEW }, { origin })).status, origin).toBe(403);
  for (const origin of [cloud.url, 'null']) expect((await fill('/access/password', { token, next: NEW, again: 'altro' }, { origin })).status, origin).toBe(422);
  const { email } = { email: await person() };
  expect((await fill(ROUTES.forgot, { email, language: 'it' })).status).toBe(415);
  expect((await fill(ROUTES.signIn, { email, password: PASSWORD })).status).toBe(415);
  expect((await fill('/access/password', { token, next: NEW, again: NEW }, { 'sec-fetch-site': 'same-origin' })).status).toBe(200);
});

test('R8: an address with letters that no text can hold is refused in words, not as a fault of ours', async () => {
  for (const path of ['/access/password?token=%00', '/access/invitation?token=%00', '/access/register/%00', '/site/%00/support', '/mail/unsubscribe?token=%00', '/access/register/%E0%A4%A', `/access/register/${'x'.repeat(3000)}`]) {
    expect([400, 404, 410], path).toContain((await look(path)).status);
  }
});

test('OFF-08: Chrome, Edge and Firefox get the page; any other a sentence and no half page, in its language', async () => {
  const agents = {
    page: [CHROME['user-agent'], 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36 Edg/130.0.0.0', 'Mozilla/5.0 (Windows NT 10.0; rv:131.0) Gecko/20100101 Firefox/131.0', 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/130.0 Mobile/15E148 Safari/604.1'],
    sentence: ['Mozilla/5.0 (Macintosh; Intel Mac OS X 14_0) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.0 Safari/605.1.15', 'Mozilla/5.0 (Windows NT 10.0; Trident/7.0; rv:11.0) like Gecko', 'Mozilla/5.0 (X11) AppleWebKit/537.36 Chrome/129.0.0.0 Safari/537.36 OPR/114.0.0.0', 'Lynx/2.8', ''],
  };
  for (const agent of agents.page) expect((await look('/access?lang=en', { 'user-agent': agent })).text, agent).toContain('How to start');
  for (const agent of agents.sentence) {
    const { text } = await look('/access', { 'user-agent': agent, 'accept-language': 'fr, ru;q=0.8' });
    expect(text, agent).toContain('Chrome, Edge и Firefox');
    expect(text).not.toContain('<ol>');
  }
});

test('the language is the address’ wish, else the browser’s, else Italian', async () => {
  const title = async (path: string, accepted: string) => /<h1>([^<]+)/.exec((await look(path, { 'accept-language': accepted })).text)?.[1];
  expect(await title('/access', 'fr-FR, en-GB;q=0.9')).toBe('How to start');
  expect(await title('/access', 'ru-RU')).toBe('С чего начать');
  expect(await title('/access', 'de')).toBe('Come si comincia');
  expect(await title('/access?lang=ru', 'en')).toBe('С чего начать');
});

test('ACC-11: only a company that lets people register has a page for it; another one and none look alike', async () => {
  const { identity } = cloud.cloud.services.pools;
  await identity.updateTable('tenant').set({ registration_code: 'CCCC-CCCC-CCCC', self_registration: false }).where('id', '=', TENANTS.bikelt).execute();
  const [shut, none] = [await look('/access/register/CCCC-CCCC-CCCC'), await look('/access/register/DDDD-DDDD-DDDD')];
  expect([shut.status, none.status, shut.text === none.text]).toEqual([404, 404, true]);
  const form = { firstName: 'Ada', lastName: 'Neri', email: 'ada@bikelt.example', contract: 'accepted' };
  expect((await fill('/access/register/CCCC-CCCC-CCCC', form)).status).toBe(404);
  await identity.updateTable('tenant').set({ self_registration: true }).where('id', '=', TENANTS.bikelt).execute();
  const page = await look('/access/register/cccc-cccc-cccc');
  expect([page.status, page.text.includes('BIKELT SPA')]).toEqual([200, true]);
  for (const missing of ['firstName', 'lastName', 'email', 'contract']) {
    const answer = await fill('/access/register/CCCC-CCCC-CCCC', { ...form, [missing]: '' });
    expect([answer.status, answer.text.includes('aria-invalid'), answer.text.includes('value="Neri"')], missing).toEqual([422, true, missing !== 'lastName']);
  }
});

test('the mailbox of development: only where nothing is sent, only for this machine by its own name; a mail can do nothing', async () => {
  const email = await person();
  await forgot(email);
  await mailsOf(cloud, email);
  const list = await look('/dev/mail');
  expect([list.status, list.text.includes(email)]).toEqual([200, true]);
  const [key] = /(?<=\/dev\/mail\/)\w+/.exec(list.text) ?? [];
  const page = await look(`/dev/mail/${String(key)}`);
  expect(page.text).toContain('sandbox');
  const mail = await look(`/dev/mail/${String(key)}/html`);
  expect(mail.headers.get('content-security-policy')).toContain('sandbox');
  expect((await look('/dev/mail/nothing')).status).toBe(404);
  // From elsewhere, through a proxy on this machine; and under a name that somebody pointed at this machine.
  expect((await look('/dev/mail', { 'x-forwarded-for': '203.0.113.9' })).status).toBe(404);
  expect((await look('/dev/mail', { 'x-forwarded-host': 'evil.example' })).status).toBe(404);
  const sending = await createTestCloud({ data: 'empty', smtp: { url: 'smtp://127.0.0.1:9', from: 'Sportello <noreply@nts.example>' } });
  expect((await fetch(`${sending.url}/dev/mail`)).status).toBe(404);
  await sending.stop();
});
