import { v7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { richTextOf } from '#shared/domain/kernel/rich-text.ts';
import type { Id } from '#shared/domain/kernel/ids.ts';
import { SITE_WRITER } from '#shared/domain/tickets/site-writer.ts';
import { mailsOf } from '#cloud/testing/mailbox.ts';
import { PEOPLE, TENANTS, ticketInput } from '#cloud/testing/small-data.ts';
import { createTestCloud, type TestCloud } from '#cloud/testing/test-cloud.ts';
import { TestDesk } from '#cloud/testing/test-desk.ts';
import { receiveRequest } from '#cloud/site/receive-request.ts';

const { rossi } = TENANTS;
const { mario, giada, nicolo } = PEOPLE;
let cloud: TestCloud;
let clock = Date.now();
let desks: Record<'mario' | 'giada' | 'nicolo', TestDesk>;
beforeAll(async () => {
  cloud = await createTestCloud({ now: () => clock });
  const desk = (email: string) => TestDesk.signedIn(cloud.url, email);
  desks = { mario: await desk(mario.email), giada: await desk(giada.email), nicolo: await desk(nicolo.email) };
  await desks.giada.run(rossi, 'company.change', { siteForm: true });
});
afterAll(() => cloud.stop());

async function raised(desk: TestDesk, email: string, title: string): Promise<Id> {
  const id = v7();
  await desk.run(rossi, 'ticket.create', ticketInput(id, title, email), { now: (clock += 1000) });
  return id;
}
/** By the site's form, of somebody who has no desk. */
async function fromOutside(email: string, title: string, language: 'it' | 'ru'): Promise<Id> {
  await receiveRequest(cloud.cloud.services, rossi, v7(), { name: 'Ada Neri', email, phone: '', area: 'systems', title, text: 'Da stamattina.', language });
  const { rows } = await cloud.cloud.services.pools.owner.query<{ id: Id }>('select id from app.ticket where email = $1 and requester_id = $2', [email, SITE_WRITER]);
  return rows[0]?.id ?? '';
}
const done = async (name: string, input: object, desk = desks.nicolo) => {
  const { outcome } = await desk.run(rossi, name, input, { now: (clock += 10 * 60_000) });
  expect(outcome).toMatchObject({ state: 'accepted' });
};
const merge = (ticketId: Id, targetId: Id) => done('ticket.merge', { ticketId, targetId, eventId: v7(), targetEventId: v7() });
async function reply(ticketId: Id, text: string, { close = false, desk = desks.nicolo } = {}): Promise<Id> {
  const messageId = v7();
  await done('ticket.reply', { ticketId, messageId, eventId: v7(), body: richTextOf(text), close, reopen: false, ask: false, priority: null, contactId: null, files: [] }, desk);
  return messageId;
}
const answers = async (email: string) => (await mailsOf(cloud, email, 'merged-answer')).map(({ subject, text }) => ({ subject, text }));

test('DET-10, TKT-01: whoever raised a merged request hears the solution of the one that it went into, each in their language and under their own number', async () => {
  const target = await raised(desks.mario, mario.email, 'Stampa ferma, conto 4711');
  const between = await raised(desks.giada, giada.email, 'Anche da me');
  const outside = await fromOutside('ada@example.com', 'Non parte la stampa', 'ru');
  await merge(outside, between);
  await merge(between, target);
  await merge(await raised(desks.mario, mario.email, 'La stessa di prima'), target);
  await reply(target, 'Parole di Mario, non per altri', { desk: desks.mario });
  const solution = await reply(target, 'Spegnere la stampante.\nRiaccenderla.');
  await reply(target, 'Un saluto.');
  expect([await answers('ada@example.com'), await answers(giada.email)]).toEqual([[], []]);
  await done('ticket.mark_solution', { ticketId: target, messageId: solution, seen: null });
  const [toAda, ...more] = await answers('ada@example.com');
  expect(more).toEqual([]);
  expect(toAda?.subject).toMatch(/^Re: \[#\d+\] Non parte la stampa$/);
  expect(toAda?.text).toMatch(/^Здравствуйте[\s\S]*> Spegnere la stampante\.\n> Riaccenderla\./);
  const [toGiada] = await answers(giada.email);
  expect(toGiada?.text).toMatch(/^Buongiorno[\s\S]*«Anche da me»[\s\S]*NICOLÒ RUGGERI[\s\S]*> Spegnere la stampante\./);
  for (const mail of [toAda, toGiada]) expect(`${mail?.subject}${mail?.text}`).not.toMatch(/4711|Mario|MARIO|non per altri/);
  // Its own people have read it, and closing says nothing new.
  expect(await answers(mario.email)).toEqual([]);
  await reply(target, 'Chiudo.', { close: true });
  expect([(await answers('ada@example.com')).length, (await answers(giada.email)).length]).toEqual([1, 1]);
});

test('DET-10: merged after the solution: it is heard at once, and by nobody a second time', async () => {
  const target = await raised(desks.mario, mario.email, 'VPN lenta');
  const early = await fromOutside('bea@example.com', 'VPN lenta da casa', 'it');
  await merge(early, target);
  await done('ticket.mark_solution', { ticketId: target, messageId: await reply(target, 'Cambiare server.'), seen: null });
  const late = await fromOutside('carla@example.com', 'VPN lenta in ufficio', 'it');
  await merge(late, target);
  expect((await answers('carla@example.com'))[0]?.text).toContain('> Cambiare server.');
  expect([(await answers('bea@example.com')).length, (await answers('carla@example.com')).length]).toEqual([1, 1]);
});

test('DET-10, LST-08: closed with nothing marked, the last answer of the vendor is the one; an internal note and a customer\'s words never are', async () => {
  const target = await raised(desks.mario, mario.email, 'Fattura doppia');
  const outside = await fromOutside('dora@example.com', 'Due fatture', 'it');
  await merge(outside, target);
  await reply(target, 'Stornata la seconda.');
  await done('ticket.note', { ticketId: target, noteId: v7(), body: richTextOf('Cliente confuso') });
  await reply(target, 'Grazie da Mario', { close: true, desk: desks.mario });
  const [mail] = await answers('dora@example.com');
  expect(mail?.text).toContain('> Stornata la seconda.');
  expect(mail?.text).not.toMatch(/confuso|Grazie da Mario/);
  // Closed by somebody who sees their own requests alone.
  const own = await raised(desks.mario, mario.email, 'Fattura tripla');
  await merge(await fromOutside('fulvia@example.com', 'Tre fatture', 'it'), own);
  await reply(own, 'Stornata la terza.');
  await done('support_settings.change', { usersSeeAll: false }, desks.giada);
  await reply(own, 'Grazie', { close: true, desk: desks.mario });
  await done('support_settings.change', { usersSeeAll: true }, desks.giada);
  expect((await answers('fulvia@example.com')).map(({ text }) => text)).toEqual([expect.stringContaining('> Stornata la terza.')]);
  const unsolved = await raised(desks.mario, mario.email, 'Niente');
  const other = await fromOutside('elsa@example.com', 'Niente nemmeno io', 'it');
  await merge(other, unsolved);
  await reply(unsolved, 'Risolto da solo', { close: true, desk: desks.mario });
  expect(await answers('elsa@example.com')).toEqual([]);
});
