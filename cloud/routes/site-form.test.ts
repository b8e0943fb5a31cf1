import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { siteCode } from '#shared/domain/people/company-code.ts';
import { SITE_WRITER } from '#shared/domain/tickets/site-writer.ts';
import { mailsOf } from '#cloud/testing/mailbox.ts';
import { PEOPLE, TENANTS } from '#cloud/testing/small-data.ts';
import { takeSiteTurn } from '#cloud/site/site-limits.ts';
import { createTestCloud, type TestCloud } from '#cloud/testing/test-cloud.ts';
import { TestDesk } from '#cloud/testing/test-desk.ts';

const { rossi, bikelt } = TENANTS;
const CODE = siteCode(rossi);
const PATH = `/site/${CODE}/support`;
const CHROME = { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36' };
let cloud: TestCloud;
let clock = Date.now();
let giada: TestDesk;
beforeAll(async () => {
  cloud = await createTestCloud({ now: () => clock });
  giada = await TestDesk.signedIn(cloud.url, PEOPLE.giada.email);
  await giada.run(rossi, 'company.change', { siteForm: true, siteOrigins: 'https://www.rossisrl.example https://shop.rossisrl.example' });
});
afterAll(() => cloud.stop());
// Each test has an hour of its own, so that none meets what another one has counted.
beforeEach(() => {
  clock += 2 * 60 * 60_000;
});

const ADA = { name: 'Ada Neri', email: 'ada@example.com', phone: '', area: 'systems', title: 'Non parte la stampa', text: 'Da stamattina.\r\nAnche dopo il riavvio.', homepage: '' };

async function look(path = PATH, headers: Record<string, string> = {}) {
  const response = await fetch(cloud.url + path, { headers: { ...CHROME, ...headers } });
  return { status: response.status, headers: response.headers, text: await response.text() };
}
/** The token of a form that was opened ten seconds ago. */
async function opened(path = PATH): Promise<string> {
  const token = tokenIn((await look(path)).text);
  clock += 10_000;
  return token;
}
const tokenIn = (page: string) => /name="form" value="([^"]+)"/.exec(page)?.[1] ?? '';
async function send(form: Record<string, string>, { path = PATH, from = '198.51.100.7', headers = {} }: { path?: string; from?: string; headers?: Record<string, string> } = {}) {
  const response = await fetch(cloud.url + path, { method: 'POST', headers: { ...CHROME, 'x-forwarded-for': from, ...headers }, body: new URLSearchParams(form) });
  return { status: response.status, text: await response.text() };
}
const numberIn = (page: string) => Number(/(?:numero #|обращения )(\d+)/.exec(page)?.[1]);
async function ticketOf(page: { text: string }, email: string = PEOPLE.nicolo.email) {
  const { rows } = await (await TestDesk.signedIn(cloud.url, email)).pullAll(rossi);
  return [...rows].find(([key, row]) => key.startsWith('ticket/') && row['number'] === numberIn(page.text))?.[1];
}
const count = async () => Number((await cloud.cloud.services.pools.owner.query<{ count: string }>('select count(*) from app.ticket')).rows[0]?.count);

test('TKT-01: what is sent by the site\'s form is on a technician\'s desk at once, with a mail to the address that quotes nothing of it', async () => {
  const page = await send({ form: await opened(), ...ADA });
  expect(page.status).toBe(200);
  expect(await ticketOf(page)).toMatchObject({ title: 'Non parte la stampa', plain: 'Da stamattina.\nAnche dopo il riavvio.', area: 'systems', priority: 'normal', status: 'unassigned', requester_id: SITE_WRITER, requester_name: 'Ada Neri' });
  const [mail, ...others] = await mailsOf(cloud, 'ada@example.com');
  expect([mail?.template, others.length, mail?.text.includes('ROSSI SRL')]).toEqual(['site-received', 0, true]);
  expect(`${mail?.subject}${mail?.text}`).not.toMatch(/stampa|Ada Neri/);
});

test('TKT-01: a page and its answer are alike for an address that is known and one that is not; the member\'s request is the member\'s', async () => {
  const pages = [];
  for (const email of [PEOPLE.mario.email, 'nessuno@example.com']) pages.push(await send({ form: await opened(), ...ADA, email }));
  const [known, unknown] = pages.map(({ status, text }) => [status, text.replace(/#\d+/, '#')]);
  expect(known).toEqual(unknown);
  expect(await ticketOf(pages[0] ?? { text: '' })).toMatchObject({ requester_id: PEOPLE.mario.id, requester_name: PEOPLE.mario.name });
});

test('TKT-01: off, switched off, and none at all look alike; the code of the registration is another one', async () => {
  const none = await look('/site/AAAA-BBBB-CCCC/support');
  expect(none.status).toBe(404);
  expect((await look(`/site/${siteCode(bikelt)}/support`)).text).toBe(none.text);
  const token = await opened();
  await giada.run(rossi, 'company.change', { siteForm: false });
  expect([(await look()).text, (await send({ form: token, ...ADA })).text]).toEqual([none.text, none.text]);
  await giada.run(rossi, 'company.change', { siteForm: true });
  const { rows } = await cloud.cloud.services.pools.owner.query<{ registration_code: string; site_code: string }>('select registration_code, site_code from auth.tenant where id = $1', [rossi]);
  expect([rows[0]?.site_code, rows[0]?.registration_code === CODE]).toEqual([CODE, false]);
});

test('TKT-01: only the named sites may show it in a frame, every other page in none; it runs no script and names no other host', async () => {
  const { headers, text } = await look();
  expect(headers.get('content-security-policy')).toBe("default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors https://www.rossisrl.example https://shop.rossisrl.example; base-uri 'none'");
  expect([headers.get('x-frame-options'), headers.get('cache-control'), headers.get('set-cookie')]).toEqual([null, 'no-store', null]);
  expect(text).not.toMatch(/<script|javascript:|\son\w+=|style=|https?:\/\//i);
  for (const path of ['/access', '/site/AAAA-BBBB-CCCC/support']) expect((await look(path)).headers.get('content-security-policy'), path).toContain("frame-ancestors 'none'");
  await giada.run(rossi, 'company.change', { siteOrigins: '' });
  expect((await look()).headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  await giada.run(rossi, 'company.change', { siteOrigins: 'https://www.rossisrl.example' });
});

test('TKT-01: what fills in every field, is too quick, too old or of no form of ours makes no request; nothing typed is lost', async () => {
  const before = await count();
  const kept = (page: { status: number; text: string }) => [page.status, page.text.includes('value="Ada Neri"'), page.text.includes('Anche dopo il riavvio.')];
  expect(kept(await send({ form: await opened(), ...ADA, homepage: 'https://spam.example' }))).toEqual([422, true, true]);
  const fast = tokenIn((await look()).text);
  clock += 2000;
  expect(kept(await send({ form: fast, ...ADA }))).toEqual([422, true, true]);
  const old = await opened();
  clock += 25 * 60 * 60_000;
  const stale = await send({ form: old, ...ADA });
  expect([...kept(stale), tokenIn(stale.text) === old]).toEqual([422, true, true, false]);
  for (const forged of ['', 'x', old.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')), `${(clock - 10_000).toString(36)}.nonce.${'A'.repeat(43)}`]) expect(kept(await send({ form: forged, ...ADA })), forged).toEqual([422, true, true]);
  expect(await count()).toBe(before);
  clock += 10_000;
  expect((await send({ form: tokenIn(stale.text), ...ADA })).status).toBe(200);
});

test('TKT-01: a form of another company\'s opens nothing here', async () => {
  const anna = await TestDesk.signedIn(cloud.url, PEOPLE.anna.email);
  await anna.run(TENANTS.serra, 'company.change', { siteForm: true });
  const form = await opened(`/site/${siteCode(TENANTS.serra)}/support`);
  expect((await send({ form, ...ADA })).status).toBe(422);
  expect((await send({ form, ...ADA }, { path: `/site/${siteCode(TENANTS.serra)}/support` })).status).toBe(200);
});

test('TKT-01: the same form sent twice, even at once, is one request; other words from it are another', async () => {
  const form = await opened();
  const before = await count();
  const pages = await Promise.all([send({ form, ...ADA }), send({ form, ...ADA })]);
  const again = await send({ form, ...ADA });
  expect(new Set([...pages, again].map(({ text }) => numberIn(text))).size).toBe(1);
  expect(await count()).toBe(before + 1);
  expect(numberIn((await send({ form, ...ADA, title: 'Un’altra cosa' })).text)).not.toBe(numberIn(again.text));
});

test('TKT-01: an hour takes so many of one mail address, one network, one company, and says when the next may come', async () => {
  const form = await opened();
  const one = async (part: Record<string, string>, from?: string) => (await send({ form, ...ADA, ...part }, from === undefined ? {} : { from })).status;
  const before = await count();
  for (let times = 0; times < 5; times++) expect(await one({ title: `n. ${times}` }, `198.51.100.${times}`)).toBe(200);
  expect(await one({ title: 'n. 6', email: 'ADA@example.com' }, '198.51.100.9')).toBe(429);
  for (let times = 0; times < 10; times++) expect(await one({ email: `a${times}@example.com` }, '203.0.113.5')).toBe(200);
  const busy = await send({ form, ...ADA, email: 'a11@example.com' }, { from: '203.0.113.5' });
  expect([busy.status, busy.text.includes('value="Ada Neri"'), /fra (59|60) minuti/.test(busy.text)]).toEqual([429, true, true]);
  for (let times = 0; times < 85; times++) expect(await one({ email: `b${times}@example.com` }, `192.0.2.${times}`)).toBe(200);
  expect(await one({ email: 'c@example.com' }, '192.0.2.200')).toBe(429);
  expect(await count()).toBe(before + 100);
  clock += 61 * 60_000;
  expect(await one({ email: 'c@example.com' }, '192.0.2.200')).toBe(200);
}, 60_000);

test('TKT-01: what one cloud counted another knows, and what comes at once is counted one by one; no address is kept in words', async () => {
  const { pools } = cloud.cloud.services;
  const by = { network: '203.0.113.77', email: 'insieme@example.com', company: rossi };
  // Ten at once, none by the cloud that answers the pages.
  const turns = await Promise.all(Array.from({ length: 10 }, () => takeSiteTurn({ pools, now: () => clock }, by)));
  expect(turns.filter((minutes) => minutes === 0)).toHaveLength(5);
  expect((await send({ form: await opened(), ...ADA, email: by.email }, { from: '203.0.113.78' })).status).toBe(429);
  // What was not taken filled nothing: five of the network's ten are left.
  const others = await Promise.all(Array.from({ length: 6 }, (_, index) => takeSiteTurn({ pools, now: () => clock }, { ...by, email: `n${index}@example.com` })));
  expect(others.filter((minutes) => minutes === 0)).toHaveLength(5);
  expect(JSON.stringify(await pools.identity.selectFrom('site_sent').selectAll().execute())).not.toMatch(/203\.0|example\.com/);
  // An hour later the next one sweeps them away.
  clock += 61 * 60_000;
  expect(await takeSiteTurn({ pools, now: () => clock }, by)).toBe(0);
  expect(await pools.identity.selectFrom('site_sent').select('who').execute()).toHaveLength(3);
});

test('TKT-01: no line that was typed makes a header of a mail or a second recipient, none a tag', async () => {
  const before = await count();
  for (const email of ['a@example.com\r\nBcc: b@example.com', 'a@example.com,b@example.com', 'a@example.com b@example.com', '<a@example.com>']) {
    const page = await send({ form: await opened(), ...ADA, email });
    expect([page.status, page.text.includes('aria-invalid')], email).toEqual([422, true]);
  }
  expect(await count()).toBe(before);
  const page = await send({ form: await opened(), ...ADA, email: 'eva@example.com', name: 'Eva\r\nBcc: b@example.com', title: '"><script>alert(1)</script>\r\nTo: x' });
  expect(await ticketOf(page)).toMatchObject({ requester_name: 'Eva Bcc: b@example.com', title: '"><script>alert(1)</script> To: x' });
  const evil = await send({ form: await opened(), ...ADA, email: 'no', title: '"><script>alert(1)</script>', text: '</textarea><script>' });
  expect(evil.text).not.toContain('<script');
});

test('TKT-01: what is too long, missing or from a foreign page is not taken', async () => {
  const form = await opened();
  const before = await count();
  for (const part of [{ text: 'я'.repeat(10_001) }, { title: 'x'.repeat(201) }, { name: 'x'.repeat(161) }, { phone: '1'.repeat(41) }, { name: '' }, { title: ' ' }, { text: '\r\n' }, { area: 'crm' }]) {
    const page = await send({ form, ...ADA, ...part });
    expect([page.status, page.text.includes('value="ada@example.com"')], JSON.stringify(part).slice(0, 40)).toEqual([422, true]);
  }
  expect((await send({ form, ...ADA, text: 'x'.repeat(200_000) })).status).toBe(413);
  expect((await send({ form, ...ADA }, { headers: { 'sec-fetch-site': 'cross-site' } })).status).toBe(403);
  expect(await count()).toBe(before);
  expect((await send({ form, ...ADA, text: 'я'.repeat(10_000) })).status).toBe(200);
});

test('TKT-01: the mails of a stranger speak the language of the form, and the answer is in the mail', async () => {
  const page = await send({ form: await opened(), ...ADA, email: 'vera@example.com' }, { path: `${PATH}?lang=ru` });
  const ticketId = (await ticketOf(page))?.['id'];
  const nicolo = await TestDesk.signedIn(cloud.url, PEOPLE.nicolo.email);
  const body = { type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text: 'Spegnere la stampante.' }] }, { type: 'paragraph', content: [{ type: 'text', text: 'Riaccenderla.' }] }] };
  await nicolo.run(rossi, 'ticket.reply', { ticketId, messageId: crypto.randomUUID(), eventId: crypto.randomUUID(), body, close: false, reopen: false, ask: false, priority: null, contactId: null, files: [] }, { now: clock });
  const [received] = await mailsOf(cloud, 'vera@example.com', 'site-received');
  const [replied] = await mailsOf(cloud, 'vera@example.com', 'site-replied');
  expect([received?.text.startsWith('Здравствуйте'), replied?.text.startsWith('Здравствуйте')]).toEqual([true, true]);
  expect(replied?.text).toContain('> Spegnere la stampante.\n> Riaccenderla.');
});
