import { createTransport } from 'nodemailer';
import { v7 } from 'uuid';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { richTextOf } from '#shared/domain/kernel/rich-text.ts';
import { NOTICE_WISHES, noticeWishesOf, type DigestWish } from '#shared/domain/org/notice-wishes.ts';
import { preferenceId } from '#shared/domain/org/preference-id.ts';
import { sendWaitingMail } from '#cloud/mail/send-waiting-mail.ts';
import { mailsOf } from '#cloud/testing/mailbox.ts';
import { PEOPLE, TENANTS, TICKETS } from '#cloud/testing/small-data.ts';
import { decoded, listenForMail } from '#cloud/testing/smtp-listener.ts';
import { createTestCloud, type TestCloud } from '#cloud/testing/test-cloud.ts';
import { TestDesk } from '#cloud/testing/test-desk.ts';
import { sendDigests } from './send-digests.ts';
import { unsubscribeLink } from './unsubscribe.ts';

const { rossi, vendor } = TENANTS;
const HOUR = 60 * 60_000;
const DAY = 24 * HOUR;
// A Monday at 10 in Rome; wishes are for 18:00.
let clock = Date.UTC(2026, 10, 30, 9);
let cloud: TestCloud;
let mario: TestDesk;
let giada: TestDesk;
let nicolo: TestDesk;
beforeAll(async () => {
  cloud = await createTestCloud({ now: () => clock });
  [mario, giada, nicolo] = await Promise.all([PEOPLE.mario, PEOPLE.giada, PEOPLE.nicolo].map(({ email }) => TestDesk.signedIn(cloud.url, email))) as [TestDesk, TestDesk, TestDesk];
});
afterAll(() => cloud.stop());

const AT_SIX: DigestWish = { days: 'weekdays', at: 18 * 60, zone: 'Europe/Rome' };
const wish = (desk: TestDesk, tenant: string, digest: DigestWish | null) => desk.run(tenant, 'preference.set', { key: NOTICE_WISHES, value: { kinds: ['reply'], quiet: null, digest } }, { now: clock });
const send = () => sendDigests(cloud.cloud.services);
const digestsOf = (email: string) => mailsOf(cloud, email, 'digest');
const evening = async () => {
  clock += 8 * HOUR;
  const sent = await send();
  clock += 16 * HOUR;
  return sent;
};
async function reply(desk: TestDesk, ticketId: string, text: string) {
  clock += 60_000;
  const input = { ticketId, messageId: v7(), eventId: v7(), body: richTextOf(text), close: false, reopen: false, ask: false, priority: null, contactId: null, files: [] };
  expect((await desk.run(rossi, 'ticket.reply', input, { now: clock })).outcome.state).toBe('accepted');
}
/** A Monday at 10, with nobody's wish and nothing told. */
beforeEach(async () => {
  clock = Math.ceil(clock / DAY) * DAY + 9 * HOUR;
  while (new Date(clock).getUTCDay() !== 1) clock += DAY;
  await wish(mario, rossi, null);
  await wish(nicolo, vendor, null);
  await send();
  await cloud.cloud.services.pools.owner.query("delete from app.mail where template = 'digest'");
});

test('OFF-07: an operator is told at the chosen hour, once, what customers wrote to them since; nothing new, no mail', async () => {
  await wish(nicolo, vendor, AT_SIX);
  expect(await send()).toBe(0);
  await reply(mario, TICKETS.rossiTaken, 'Succede anche a Giada.\nE il toner è nuovo.');
  await reply(mario, TICKETS.rossi, 'Questa non è di Nicolò.');
  expect(await send()).toBe(0);
  clock += 8 * HOUR;
  expect([await send(), await send()]).toEqual([1, 0]);
  const [mail] = await digestsOf(PEOPLE.nicolo.email);
  expect(mail?.subject).toBe('Le tue richieste: novità (1)');
  expect(mail?.text).toContain('> #1401 Errore nella stampa del registro IVA\n> · MARIO ROSSI: Succede anche a Giada. E il toner è nuovo.');
  expect(mail?.text).not.toContain('non è di Nicolò');
  clock += 16 * HOUR;
  expect(await evening()).toBe(0);
});

test('OFF-07: what a mail told already, what the person wrote, and what was there before they answered is not told again', async () => {
  await wish(mario, rossi, AT_SIX);
  await wish(nicolo, vendor, AT_SIX);
  await send();
  // Mario gets the answer itself by mail; of the assignment nobody wrote to him.
  await reply(nicolo, TICKETS.rossiTaken, 'Spegnere e riaccendere.');
  await nicolo.run(rossi, 'ticket.assign', { ticketId: TICKETS.rossiTaken, eventId: v7(), operatorId: PEOPLE.veronica.id }, { now: clock });
  expect(await mailsOf(cloud, PEOPLE.mario.email, 'ticket-replied')).not.toEqual([]);
  expect(await evening()).toBe(1);
  const [mail] = await digestsOf(PEOPLE.mario.email);
  expect(mail?.text).toMatch(/> · .*VERONICA CONTI/);
  expect(mail?.text).not.toContain('Spegnere');
  expect(await digestsOf(PEOPLE.nicolo.email)).toEqual([]);
  // He has read what Giada wrote: he answered below it.
  await nicolo.run(rossi, 'ticket.assign', { ticketId: TICKETS.rossiTaken, eventId: v7(), operatorId: PEOPLE.nicolo.id }, { now: clock });
  await send();
  await reply(giada, TICKETS.rossiTaken, 'Anche da me.');
  await reply(nicolo, TICKETS.rossiTaken, 'Grazie, arrivo.');
  await evening();
  expect(await digestsOf(PEOPLE.nicolo.email)).toEqual([]);
});

test('OFF-07: what the person may not see any more is not told; who has left gets nothing', async () => {
  await wish(nicolo, vendor, AT_SIX);
  await send();
  await reply(mario, TICKETS.rossiTaken, 'Prima che finisca il contratto.');
  const { owner } = cloud.cloud.services.pools;
  await owner.query('update auth.service_contract set ends_at = $1 where customer_id = $2', [clock, rossi]);
  expect(await evening()).toBe(0);
  await owner.query('update auth.service_contract set ends_at = null where customer_id = $1', [rossi]);
});

test('OFF-07: from Friday to Monday it waits on weekdays, and tells of both days then', async () => {
  clock += 4 * DAY;
  await wish(nicolo, vendor, AT_SIX);
  await send();
  expect(await evening()).toBe(0);
  await reply(mario, TICKETS.rossiTaken, 'Di sabato.');
  expect([await evening(), await evening()]).toEqual([0, 0]);
  expect(await evening()).toBe(1);
  expect((await digestsOf(PEOPLE.nicolo.email))[0]?.text).toContain('Di sabato.');
});

test('OFF-07: two clouds, a crash before the mail was kept, and a crash after it make one mail', async () => {
  await wish(nicolo, vendor, AT_SIX);
  await send();
  await reply(mario, TICKETS.rossiTaken, 'Una volta sola.');
  clock += 8 * HOUR;
  const { services } = cloud.cloud;
  const crash = () => Promise.reject(new Error('the power went'));
  const { keepIn } = services.mailer;
  const keeping = vi.spyOn(services.mailer, 'keepIn');
  keeping.mockImplementationOnce(crash).mockImplementationOnce((...mail) => keepIn.apply(services.mailer, mail).then(crash));
  for (let crashes = 0; crashes < 2; crashes++) {
    await expect(send()).rejects.toThrow('the power went');
    // What was not told to the end was not told: what comes meanwhile goes along.
    expect(await digestsOf(PEOPLE.nicolo.email)).toEqual([]);
  }
  keeping.mockRestore();
  const sent = await Promise.all([send(), send(), send()]);
  expect(sent.sort()).toEqual([0, 0, 1]);
  expect(await digestsOf(PEOPLE.nicolo.email)).toHaveLength(1);
  // Another cloud does the whole of it while this one is reading what is new.
  await reply(mario, TICKETS.rossiTaken, 'E un’altra.');
  clock += DAY;
  let other = 0;
  vi.spyOn(services.access, 'seating').mockImplementationOnce(async (person, tenant) => {
    other = await send();
    return services.access.seating(person, tenant);
  });
  expect([await send(), other]).toEqual([0, 1]);
});

test('OFF-07: one whose digest cannot be made does not keep back the others\'', async () => {
  await wish(mario, rossi, AT_SIX);
  await wish(nicolo, vendor, AT_SIX);
  await send();
  await reply(mario, TICKETS.rossiTaken, 'Per Nicolò.');
  clock += 8 * HOUR;
  const { services } = cloud.cloud;
  vi.spyOn(services.access, 'me').mockRejectedValueOnce(new Error('a row that cannot be read'));
  await expect(send()).rejects.toThrow('a row that cannot be read');
  vi.restoreAllMocks();
  const first = await digestsOf(PEOPLE.nicolo.email);
  await send();
  expect([first.length, (await digestsOf(PEOPLE.nicolo.email)).length]).toEqual([1, 1]);
});

test('OFF-07: whoever chooses it anew after a while is not told of the time without it', async () => {
  await wish(nicolo, vendor, AT_SIX);
  await send();
  await wish(nicolo, vendor, null);
  await send();
  await reply(mario, TICKETS.rossiTaken, 'Mentre non lo voleva.');
  await wish(nicolo, vendor, AT_SIX);
  await send();
  expect([await evening(), await digestsOf(PEOPLE.nicolo.email)]).toEqual([0, []]);
});

test('OFF-07: the mail ends with one click of a mail program, of any browser and page, and never by looking (RFC 8058)', async () => {
  await wish(nicolo, vendor, AT_SIX);
  await send();
  await reply(mario, TICKETS.rossiTaken, 'Con il collegamento per non riceverlo.');
  await evening();
  const smtp = await listenForMail();
  await sendWaitingMail({ ...cloud.cloud.services, filler: async () => undefined }, { transport: createTransport(smtp.url), from: 'Sportello <noreply@nts.example>' });
  smtp.close();
  // Of all that was waiting, the digest alone can be ended.
  const [raw = '', ...others] = smtp.received.map(decoded).filter((one) => one.includes('List-Unsubscribe'));
  expect([smtp.received.length > 1, others]).toEqual([true, []]);
  expect(raw).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click');
  const link = /List-Unsubscribe: *<([^>]+)>/.exec(raw.replace(/\r?\n[ \t]+/g, ' '))?.[1] ?? '';
  expect(link).toBe(unsubscribeLink(cloud.cloud.services.secrets, cloud.url, PEOPLE.nicolo.id, 'it'));
  const wishes = async () => {
    const { rows } = await nicolo.pullAll(vendor);
    return noticeWishesOf(JSON.parse(String(rows.get(`preference/${preferenceId(PEOPLE.nicolo.id, NOTICE_WISHES)}`)?.['value'])));
  };
  const post = (address: string, init: RequestInit = {}) => fetch(address, { method: 'POST', headers: { 'sec-fetch-site': 'cross-site', 'user-agent': 'Mailer/1.0' }, ...init });
  await fetch(link, { headers: { 'user-agent': 'Mozilla/5.0 Chrome/130.0.0.0 Safari/537.36' } });
  for (const token of ['', 'x', `${PEOPLE.mario.id}.${link.split('.').at(-1)}`]) expect((await post(`${cloud.url}/mail/unsubscribe?token=${token}`)).status, token).toBe(404);
  expect((await wishes()).digest).toEqual(AT_SIX);
  const form = new FormData();
  form.set('List-Unsubscribe', 'One-Click');
  expect((await post(link, { body: form })).status).toBe(200);
  expect(await wishes()).toEqual({ kinds: ['reply'], quiet: null, digest: null });
  expect((await post(link, { body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }) })).status).toBe(200);
});
