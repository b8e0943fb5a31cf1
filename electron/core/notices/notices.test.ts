import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { PEOPLE, TENANTS } from '#cloud/testing/small-data.ts';
import { richTextOf } from '#shared/domain/kernel/rich-text.ts';
import { NOTICE_KINDS, NOTICE_WISHES } from '#shared/domain/org/notice-wishes.ts';
import { createTicket, newId, numbered, replyInput, run, testOffice } from '../testing/test-office.ts';
import { temporaryRoot, type TestCore } from '../testing/test-core.ts';

const office = testOffice();

interface Heard {
  readonly title: string;
  readonly body: string;
  readonly open: { readonly screen: string; readonly parameters: Readonly<Record<string, string>> } | undefined;
}

async function desk(root: string, heard: Heard[], badges: number[] = []): Promise<TestCore> {
  const core = await office.signedIn({ root, ports: { notify: (title, body, open) => void heard.push({ title, body, open }), badge: (count) => void badges.push(count) } });
  // From here on what comes is news.
  await core.until(async () => (await told(core)).includes(TENANTS.rossi), 'the first mark');
  return core;
}
/** How far was told, as the disk has it; it changes when somebody looked. */
async function told(core: TestCore): Promise<string> {
  const { profileFolder } = await core.invoke('app.info', {});
  return readFile(join(profileFolder, 'notices.json'), 'utf8').catch(() => '');
}
/** NICOLÒ, at a desk far away. */
async function nicolo(core: TestCore, name: string, input: object): Promise<void> {
  const [outcome] = await office.cloud.cloud.admin.runAs(TENANTS.rossi, PEOPLE.nicolo.id, [{ name, input, now: Date.now() }]);
  expect(outcome).toMatchObject({ state: 'accepted' });
  await core.invoke('sync.now', {});
}
const reply = async (core: TestCore, ticketId: string, text: string) =>
  nicolo(core, 'ticket.reply', { ticketId, messageId: await newId(core), eventId: await newId(core), body: richTextOf(text), close: false, reopen: false, ask: false, priority: null, contactId: null, files: [] });

test('OFF-07: a reply to mine is told once, with the way to it; what I write myself, and what is in front of me, is not', async () => {
  const heard: Heard[] = [];
  const core = await desk(await temporaryRoot(), heard);
  const id = await createTicket(core, 'Stampa bloccata');
  const { number } = await numbered(core, id);
  await run(core, 'ticket.reply', { ticketId: id, messageId: await newId(core), eventId: await newId(core), body: richTextOf('Aggiungo'), close: false, reopen: false, ask: false, priority: null, contactId: null, files: [] });
  await nicolo(core, 'ticket.take', { ticketId: id, eventId: await newId(core) });
  await reply(core, id, 'Prova a riavviare.\nCiao');
  await core.until(() => heard.length > 0, 'the notice');
  expect(heard).toEqual([{ title: `#${number} Stampa bloccata`, body: `${PEOPLE.nicolo.name}: Prova a riavviare.`, open: { screen: 'ticket.detail', parameters: { tenant: TENANTS.rossi, id } } }]);

  const window = await newId(core);
  await core.invoke('notices.watching', { window, ticketId: id });
  const before = await told(core);
  await reply(core, id, 'Questa la vedi');
  await core.until(async () => (await told(core)) !== before, 'somebody looked');
  await core.invoke('notices.watching', { window, ticketId: null });
  // What was told while it was in sight is not told afterwards: only the next one is.
  await reply(core, id, 'E questa no');
  await core.until(() => heard.some((one) => one.body.endsWith('E questa no')), 'the next notice');
  expect(heard.filter((one) => one.body.includes('Questa la vedi'))).toEqual([]);
});

test('OFF-07: a request of mine that was merged into another is told with the other’s title (DET-10)', async () => {
  const heard: Heard[] = [];
  const core = await desk(await temporaryRoot(), heard);
  const [id, targetId] = [await createTicket(core, 'Plafond superato'), await createTicket(core, 'Lettera d’intento')];
  const { number } = await numbered(core, id);
  await numbered(core, targetId);
  await nicolo(core, 'ticket.merge', { ticketId: id, targetId, eventId: await newId(core), targetEventId: await newId(core) });
  await core.until(() => heard.length > 0, 'the notice');
  expect(heard).toMatchObject([{ title: `#${number} Plafond superato`, body: 'Unita alla richiesta «Lettera d’intento»' }]);
});

test('OFF-07: what came while the program slept is told at its start, once; a start after that tells nothing again', async () => {
  const [root, heard] = [await temporaryRoot(), [] as Heard[]];
  const first = await desk(root, heard);
  const id = await createTicket(first, 'Dopo il sonno');
  await numbered(first, id);
  await nicolo(first, 'ticket.take', { ticketId: id, eventId: await newId(first) });
  const messageId = await newId(first);
  const eventId = await newId(first);
  await first.stop();
  const [outcome] = await office.cloud.cloud.admin.runAs(TENANTS.rossi, PEOPLE.nicolo.id, [
    { name: 'ticket.reply', now: Date.now(), input: { ticketId: id, messageId, eventId, body: richTextOf('Mentre dormivi'), close: false, reopen: false, ask: false, priority: null, contactId: null, files: [] } },
  ]);
  expect(outcome).toMatchObject({ state: 'accepted' });
  const second = await desk(root, heard);
  await second.until(() => heard.some((one) => one.body.endsWith('Mentre dormivi')), 'the notice after sleep');
  await second.stop();
  const third = await desk(root, heard);
  await reply(third, id, 'Dopo');
  await third.until(() => heard.some((one) => one.body.endsWith('Dopo')), 'the last notice');
  expect(heard.map(({ body }) => body.split(': ').at(-1))).toEqual(['Mentre dormivi', 'Dopo']);

  // After a long sleep a number stands for many, with the way to the list.
  const others = await Promise.all(['Uno', 'Due', 'Tre', 'Quattro'].map((title) => createTicket(third, title)));
  for (const other of others) await numbered(third, other);
  const answers = await Promise.all([id, ...others].map(async (ticketId) => ({ name: 'ticket.reply', now: Date.now(), input: await replyInput(third, ticketId, 'Di notte') })));
  await third.stop();
  await office.cloud.cloud.admin.runAs(TENANTS.rossi, PEOPLE.nicolo.id, answers);
  const fourth = await desk(root, heard);
  await fourth.until(() => heard.length > 2, 'the notice of many');
  expect(heard.slice(2)).toEqual([{ title: '5 novità', body: 'in 5 richieste', open: { screen: 'ticket.list', parameters: {} } }]);
});

test('OFF-07: in quiet hours nothing is told; at their end it is. A kind that was switched off is never told', async () => {
  const heard: Heard[] = [];
  const core = await desk(await temporaryRoot(), heard);
  const id = await createTicket(core, 'Di notte');
  await numbered(core, id);
  await nicolo(core, 'ticket.take', { ticketId: id, eventId: await newId(core) });
  const minute = new Date().getHours() * 60 + new Date().getMinutes();
  const quiet = { from: (minute + 1440 - 60) % 1440, to: (minute + 60) % 1440 };
  await core.invoke('preferences.set', { key: NOTICE_WISHES, value: { kinds: [...NOTICE_KINDS], quiet } });
  await reply(core, id, 'Nel silenzio');
  await core.until(async () => (await core.invoke('tickets.get', { tenant: TENANTS.rossi, id }))?.messages.some((one) => one.plain === 'Nel silenzio'), 'the row');
  // Journeys to the cloud and back, for three times as long as news are gathered: it would have been told long since.
  for (const since = performance.now(); performance.now() - since < 1_000; ) await numbered(core, await createTicket(core, 'Intanto'));
  expect(heard).toEqual([]);
  await core.invoke('preferences.set', { key: NOTICE_WISHES, value: { kinds: ['reply'], quiet: null } });
  await core.until(() => heard.length > 0, 'the notice at the end');
  const before = await told(core);
  await nicolo(core, 'ticket.set_status', { ticketId: id, eventId: await newId(core), status: 'in_development' });
  await core.until(async () => (await told(core)) !== before, 'somebody looked at the new status');
  await reply(core, id, 'Fine');
  await core.until(() => heard.some((one) => one.body.endsWith('Fine')), 'the last one');
  expect(heard.map(({ body }) => body.split(': ').at(-1))).toEqual(['Nel silenzio', 'Fine']);
});

test('OFF-07: the icon’s number is what needs the person', async () => {
  const badges: number[] = [];
  const core = await desk(await temporaryRoot(), [], badges);
  await core.until(() => badges.length > 0, 'a badge');
  expect(badges.at(-1)).toBe(0);
  office.proxy.plan('/v1/sync/push', { kind: 'status', status: 422 });
  await createTicket(core, 'Che il servizio non prende');
  await core.until(async () => (await core.invoke('sync.state', {})).needsYou === 1, 'one that needs the person');
  await core.until(() => badges.at(-1) === 1, 'its badge');
});
