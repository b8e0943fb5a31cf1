import { createHash } from 'node:crypto';
import pg from 'pg';
import { v7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Role } from '#shared/domain/access/roles.ts';
import { richTextOf } from '#shared/domain/kernel/rich-text.ts';
import { ROUTES } from '#shared/api/routes.ts';
import { checkReplySchema, START, type Cursor } from '#shared/api/sync.ts';
import { trimTombstones } from '#cloud/jobs/trim.ts';
import { openPools } from '#cloud/db/pools.ts';
import { PASSWORD, PEOPLE, TENANTS, TICKETS, ticketInput } from '#cloud/testing/small-data.ts';
import { createTestCloud, type TestCloud } from '#cloud/testing/test-cloud.ts';
import { TestDesk } from '#cloud/testing/test-desk.ts';

/* LST-08 as the cloud keeps it: what is hidden from somebody leaves by no way, and what they lose sight of is told once. */

const { rossi } = TENANTS;
let cloud: TestCloud;
let mario: TestDesk, giada: TestDesk, nicolo: TestDesk, paolo: TestDesk, tea: TestDesk;
const PAOLO = { id: v7(), email: 'paolo.neri@rossisrl.example' };
const TEA = { id: v7(), email: 'tea.riva@rossisrl.example' };
beforeAll(async () => {
  cloud = await createTestCloud();
  const { admin } = cloud.cloud;
  const join = async ({ id, email }: typeof PAOLO, name: string, roles: readonly Role[]) => {
    await admin.createPerson({ id, name, email, password: PASSWORD, language: 'it' });
    await admin.addMember(rossi, id, roles);
  };
  await join(PAOLO, 'PAOLO NERI', ['user']);
  await join(TEA, 'TEA RIVA', ['company_technician', 'user']);
  [mario, giada, nicolo, paolo, tea] = await Promise.all([PEOPLE.mario, PEOPLE.giada, PEOPLE.nicolo, PAOLO, TEA].map(({ email }) => TestDesk.signedIn(cloud.url, email)) as [Promise<TestDesk>, Promise<TestDesk>, Promise<TestDesk>, Promise<TestDesk>, Promise<TestDesk>]);
});
afterAll(() => cloud.stop());

const bytes = Buffer.from('%PDF-1.4 riservato');
interface Made {
  readonly id: string;
  readonly file: string;
  readonly rows: readonly string[];
}
/** A request of Mario's with an answer, an internal note and a file that has arrived. */
async function request(title: string, isPrivate: boolean): Promise<Made> {
  const [id, file, message, note] = [v7(), v7(), v7(), v7()];
  const chosen = { id: file, name: 'busta paga.pdf', size: bytes.length, mime: 'application/pdf', sha256: createHash('sha256').update(bytes).digest('hex') };
  const created = await mario.run(rossi, 'ticket.create', { ...ticketInput(id, title, PEOPLE.mario.email), private: isPrivate, files: [chosen] });
  expect(created.outcome.state).toBe('accepted');
  await nicolo.run(rossi, 'ticket.reply', { ticketId: id, messageId: message, eventId: v7(), body: richTextOf('Una risposta'), close: false, reopen: false, ask: false, priority: null, contactId: null, files: [] });
  await nicolo.run(rossi, 'ticket.note', { ticketId: id, noteId: note, body: richTextOf('Solo per noi') });
  await cloud.cloud.admin.putFile(rossi, file, bytes);
  return { id, file, rows: [`ticket/${id}`, `message/${message}`, `attachment/${file}`] };
}
const setPrivate = async (desk: TestDesk, ticketId: string, value: boolean) => {
  expect((await desk.run(rossi, 'ticket.set_private', { ticketId, eventId: v7(), private: value })).outcome.state).toBe('accepted');
};
const rowsAt = async (desk: TestDesk, from: Cursor = START) => {
  const { rows, pages, cursor } = await desk.pullAll(rossi, from);
  return { rows, cursor, keys: [...rows.keys()], gone: pages.flatMap((page) => page.gone.map(({ entity, id }) => `${entity}/${id}`)), text: JSON.stringify(pages) };
};
const download = async (desk: TestDesk, file: string) => (await desk.ask('GET', `${ROUTES.attachments}/${rossi}/${file}`)).status;
const sums = async (desk: TestDesk, cursor: Cursor) => {
  const { client, incarnation } = desk;
  const reply = checkReplySchema.parse((await desk.ask('POST', ROUTES.check, { client, incarnation, schema: 1, tenant: rossi, cursor, scope: (await desk.feed(rossi)).scope })).body);
  if (reply.state !== 'sums') throw new Error('moved');
  return new Map(reply.sums.map(({ entity, rows }) => [entity, rows]));
};

test("LST-08: a private request reaches its requester, the company's administrator and technician and the vendor, and nobody else by any way (R5)", async () => {
  const made = await request('Riservata dal principio', true);
  for (const desk of [mario, giada, tea, nicolo]) expect((await rowsAt(desk)).keys).toEqual(expect.arrayContaining([...made.rows]));
  const outside = await rowsAt(paolo);
  // Neither its rows nor a word of it, nor that it is there: it was never in sight.
  expect(outside.text).not.toContain(made.id);
  expect(outside.text).not.toContain('Riservata dal principio');
  expect(outside.gone).toEqual([]);
  expect(outside.keys).toContain(`ticket/${TICKETS.rossi}`);
  // By its file's address: as one that does not exist.
  expect([await download(mario, made.file), await download(nicolo, made.file), await download(paolo, made.file), await download(paolo, v7())]).toEqual([200, 200, 404, 404]);
  // By sums: what they count is what there is to be seen.
  const count = (keys: readonly string[], entity: string) => keys.filter((key) => key.startsWith(`${entity}/`)).length;
  const counted = await sums(paolo, outside.cursor);
  for (const entity of ['ticket', 'message', 'attachment', 'conflict']) expect(counted.get(entity), entity).toBe(count(outside.keys, entity));
  expect((await sums(mario, (await rowsAt(mario)).cursor)).get('ticket')).toBeGreaterThan(counted.get('ticket') ?? 0);
});

test('LST-08: a command on a request that its giver may not see is refused like one on none, with not a word of it (R5)', async () => {
  const made = await request('Da non toccare', true);
  const all = (ticketId: string, attachmentId: string): [string, unknown][] => [
    ['ticket.update', { ticketId, priority: 'low', contactId: null }],
    ['ticket.update', { ticketId, priority: null, contactId: PAOLO.id }],
    ['ticket.set_private', { ticketId, eventId: v7(), private: false }],
    ['ticket.reply', { ticketId, messageId: v7(), eventId: v7(), body: richTextOf('Posso?'), close: false, reopen: false, ask: false, priority: null, contactId: null, files: [] }],
    ['attachment.give_up', { attachmentId }],
  ];
  const outcomes = async (ticketId: string, attachmentId: string) => {
    const results = await paolo.push(rossi, all(ticketId, attachmentId).map(([name, input]) => paolo.command(rossi, name, input)));
    return results.map(({ outcome }) => outcome);
  };
  const hidden = await outcomes(made.id, made.file);
  expect(hidden).toEqual(await outcomes(v7(), v7()));
  expect(hidden).toMatchObject([...Array.from({ length: 4 }, () => ({ refusal: { code: 'ticket.unknown', why: 'state' } })), { refusal: { code: 'file.unknown' } }]);
  expect((await rowsAt(mario)).rows.get(`ticket/${made.id}`)).toMatchObject({ private: 1, priority: 'normal', contact_id: PEOPLE.mario.id });
});

test('LST-08: made private, its rows are gone at the next pull of those who saw it, once, and a later change of it tells them nothing', async () => {
  const made = await request('Prima di tutti', false);
  const before = await rowsAt(paolo);
  expect(before.keys).toEqual(expect.arrayContaining([...made.rows]));
  const away = await rowsAt(tea);
  await setPrivate(giada, made.id, true);
  const hidden = await rowsAt(paolo, before.cursor);
  expect(hidden.keys).toEqual([]);
  expect(hidden.gone.sort()).toEqual([...made.rows].sort());
  // Whoever still sees it hears of the change, and of nothing that is gone.
  const still = await rowsAt(tea, away.cursor);
  expect(still.gone).toEqual([]);
  expect(still.rows.get(`ticket/${made.id}`)).toMatchObject({ private: 1 });
  await mario.run(rossi, 'ticket.update', { ticketId: made.id, priority: 'high', contactId: null });
  const after = await rowsAt(paolo, hidden.cursor);
  expect([after.keys, after.gone]).toEqual([[], []]);
  // A desk of theirs that has nothing has nothing to lose.
  expect((await rowsAt(paolo)).gone).toEqual([]);
  expect(await download(paolo, made.file)).toBe(404);
});

test('LST-08: shown again, all of it comes back to those who had lost it', async () => {
  const made = await request('Va e viene', false);
  const before = await rowsAt(paolo);
  await setPrivate(mario, made.id, true);
  const hidden = await rowsAt(paolo, before.cursor);
  await setPrivate(nicolo, made.id, false);
  const back = await rowsAt(paolo, hidden.cursor);
  expect(back.keys).toEqual(expect.arrayContaining([...made.rows]));
  expect(back.gone).toEqual([]);
  // A desk that was away all the while never hears that it was gone.
  const slow = await rowsAt(paolo, before.cursor);
  expect([slow.gone, slow.keys]).toEqual([[], expect.arrayContaining([...made.rows])]);
  expect((await sums(paolo, back.cursor)).get('message')).toBe((await rowsAt(paolo)).keys.filter((key) => key.startsWith('message/')).length);
});

test('LST-08: the contact person sees a private request while they are it, and it is written although its writer sees it no more', async () => {
  const made = await request('Di chi è il referente', true);
  const before = await rowsAt(paolo);
  await mario.run(rossi, 'ticket.update', { ticketId: made.id, priority: null, contactId: PAOLO.id });
  const gained = await rowsAt(paolo, before.cursor);
  expect(gained.keys).toEqual(expect.arrayContaining([...made.rows]));
  // The contact person hands it on, and with it their own sight; what comes behind in the same push finds nothing there.
  const [handed, late] = await paolo.push(rossi, [
    paolo.command(rossi, 'ticket.update', { ticketId: made.id, priority: null, contactId: PEOPLE.mario.id }),
    paolo.command(rossi, 'ticket.update', { ticketId: made.id, priority: 'low', contactId: null }),
  ]);
  expect([handed?.outcome, late?.outcome]).toMatchObject([{ state: 'accepted' }, { state: 'refused', refusal: { code: 'ticket.unknown' } }]);
  const lost = await rowsAt(paolo, gained.cursor);
  expect([lost.keys, lost.gone.sort()]).toEqual([[], [...made.rows].sort()]);
  expect((await rowsAt(mario)).rows.get(`ticket/${made.id}`)).toMatchObject({ contact_id: PEOPLE.mario.id, priority: 'normal' });
});

test('LST-08: a record of two values goes and comes with the request that it quotes (I9)', async () => {
  const made = await request('Citata in un conflitto', false);
  const key = `ticket/${made.id}`;
  const bases = { [key]: Number((await rowsAt(mario)).rows.get(key)?.['rev']) };
  await mario.run(rossi, 'ticket.update', { ticketId: made.id, priority: 'high', contactId: null }, { bases });
  await paolo.run(rossi, 'ticket.update', { ticketId: made.id, priority: 'low', contactId: null }, { bases });
  const before = await rowsAt(paolo);
  const record = before.keys.find((one) => one.startsWith('conflict/') && before.rows.get(one)?.['row_id'] === made.id);
  expect(record).toBeDefined();
  await setPrivate(mario, made.id, true);
  const hidden = await rowsAt(paolo, before.cursor);
  expect(hidden.gone).toContain(record);
  const anew = await rowsAt(paolo);
  expect(anew.text).not.toContain(made.id);
  expect((await sums(paolo, anew.cursor)).get('conflict')).toBe(anew.keys.filter((one) => one.startsWith('conflict/')).length);
  const settle = { conflictId: record?.split('/')[1], entity: 'ticket', rowId: made.id, field: 'priority', keep: 'theirs', value: 'high' };
  expect((await paolo.run(rossi, 'conflict.settle', settle)).outcome).toMatchObject({ refusal: { code: 'conflict.unknown' } });
  await setPrivate(mario, made.id, false);
  expect((await rowsAt(paolo, hidden.cursor)).keys).toContain(record);
});

test("LST-08: what plain users see is the company's to choose; only whose sight changes starts again, and it is theirs alone", async () => {
  const [mine, other] = [await request('Di Mario', false), v7()];
  await paolo.run(rossi, 'ticket.create', ticketInput(other, 'Di Paolo', PAOLO.email));
  const [wide, before] = [await paolo.feed(rossi), { giada: await rowsAt(giada), nicolo: await rowsAt(nicolo) }];
  expect([wide.sight, (await giada.feed(rossi)).sight, (await nicolo.feed(rossi)).sight]).toEqual(['open', 'all', 'all']);
  expect((await paolo.run(rossi, 'support_settings.change', { usersSeeAll: false })).outcome).toMatchObject({ refusal: { code: 'right.missing' } });
  expect((await giada.run(rossi, 'support_settings.change', { usersSeeAll: false })).outcome.state).toBe('accepted');
  expect(await paolo.pull(rossi, START, 5000, wide.scope)).toMatchObject({ state: 'reset', why: 'scope' });
  expect((await paolo.feed(rossi)).sight).toBe('own');
  const own = await rowsAt(paolo);
  expect(own.keys.filter((key) => key.startsWith('ticket/'))).toContain(`ticket/${other}`);
  expect(own.text).not.toContain(mine.id);
  expect(own.text).not.toContain(TICKETS.rossi);
  expect((await rowsAt(mario)).keys).toContain(`ticket/${mine.id}`);
  // Nobody else is asked to start again.
  expect((await rowsAt(giada, before.giada.cursor)).gone).toEqual([]);
  expect((await rowsAt(nicolo, before.nicolo.cursor)).gone).toEqual([]);
  // By themselves, those who lost sight of a request by its contact person are told, and nobody else.
  await mario.run(rossi, 'ticket.update', { ticketId: mine.id, priority: null, contactId: PAOLO.id });
  const gained = await rowsAt(paolo, own.cursor);
  expect(gained.keys).toEqual(expect.arrayContaining([...mine.rows]));
  await mario.run(rossi, 'ticket.update', { ticketId: mine.id, priority: null, contactId: PEOPLE.mario.id });
  await setPrivate(mario, TICKETS.rossi, true);
  expect((await rowsAt(paolo, gained.cursor)).gone.sort()).toEqual([...mine.rows].sort());
  await giada.run(rossi, 'support_settings.change', { usersSeeAll: true });
  // Whoever has slept meanwhile still has what was made private: as before, and yet from the beginning.
  expect((await paolo.feed(rossi)).sight).toBe('open');
  expect(await paolo.pull(rossi, START, 5000, wide.scope)).toMatchObject({ state: 'reset', why: 'scope' });
  expect((await rowsAt(paolo)).keys).toContain(`ticket/${mine.id}`);
});

test('LST-08: mail about a private request goes to its own two addresses, and a poke says no more than that there is something', async () => {
  const made = await request('Posta riservata', true);
  const owner = new pg.Client({ connectionString: cloud.databaseUrl });
  await owner.connect();
  const { rows } = await owner.query<{ recipient: string }>("select recipient from app.mail where facts->>'title' = 'Posta riservata'");
  await owner.end();
  expect(made.rows).toHaveLength(3);
  expect(new Set(rows.map(({ recipient }) => recipient))).toEqual(new Set([PEOPLE.mario.email]));
});

test('LST-08: the statements alone hide as much as the policies of the database, should those ever be missing (R5)', async () => {
  const made = await request('Solo dalle istruzioni', true);
  const owner = new pg.Client({ connectionString: cloud.databaseUrl });
  await owner.connect();
  const { rows: policies } = await owner.query<{ tablename: string; qual: string }>("select tablename, qual from pg_policies where schemaname = 'app' and policyname = 'in_sight'");
  try {
    for (const { tablename } of policies) await owner.query(`drop policy in_sight on app.${tablename}`);
    const outside = await rowsAt(paolo);
    expect(outside.text).not.toContain(made.id);
    expect((await sums(paolo, outside.cursor)).get('ticket')).toBe(outside.keys.filter((key) => key.startsWith('ticket/')).length);
    expect(await download(paolo, made.file)).toBe(404);
    expect((await paolo.run(rossi, 'ticket.update', { ticketId: made.id, priority: 'low', contactId: null })).outcome).toMatchObject({ refusal: { code: 'ticket.unknown' } });
  } finally {
    for (const { tablename, qual } of policies) await owner.query(`create policy in_sight on app.${tablename} as restrictive to sportello_app using (${qual})`);
    await owner.end();
  }
});

test('LST-08: what was told long ago is forgotten with the numbers below the horizon', async () => {
  const made = await request('Per il taglio', false);
  await setPrivate(mario, made.id, true);
  const pools = openPools(cloud.databaseUrl, () => undefined);
  const count = async () => (await pools.owner.query<{ count: number }>('select count(*)::int as count from app.gone')).rows[0]?.count;
  try {
    expect(await count()).toBeGreaterThan(0);
    await trimTombstones({ pools, now: () => Date.now() + 181 * 24 * 60 * 60_000 });
    expect(await count()).toBe(0);
  } finally {
    await pools.close();
  }
});
