import { expect, test } from 'vitest';
import { v7 as uuidv7 } from 'uuid';
import type { ConflictView } from '#shared/rpc/contract.ts';
import { PEOPLE, TENANTS } from '#cloud/testing/small-data.ts';
import { runSystem } from '#cloud/sync/run-system.ts';
import type { TestCore } from '../testing/test-core.ts';
import { allSent, createTicket, lampIs, newId, numbered, replyInput, run, signIn, testOffice, tickets } from '../testing/test-office.ts';

const office = testOffice();

const update = (core: TestCore, ticketId: string, change: object) => run(core, 'ticket.update', { ticketId, priority: null, contactId: null, ...change });
const conflicts = (core: TestCore, settled = false) => core.invoke('conflicts.list', { settled });
const shown = async (core: TestCore, id: string) => (await tickets(core)).find((row) => row.id === id);
const needsYou = async (core: TestCore) => (await core.invoke('sync.state', {})).needsYou;
const choice = ({ id, entity, rowId, field }: ConflictView, keep: string, value: unknown) => ({ conflictId: id, entity, rowId, field, keep, value });

/** Mario writes `his` without a network while Giada's `hers` arrives; then the network is back. Answers the open records. */
async function clash(his: object, hers: object): Promise<{ mario: TestCore; giada: TestCore; ticketId: string; open: readonly ConflictView[] }> {
  const mario = await office.signedIn();
  const ticketId = await createTicket(mario, 'Due persone alla volta');
  await numbered(mario, ticketId);
  const giada = await office.signedIn({ cloudUrl: office.cloud.url }, PEOPLE.giada);
  office.proxy.setOnline(false);
  await lampIs(mario, 'offline');
  expect(await update(mario, ticketId, his)).toMatchObject({ state: 'saved' });
  expect(await update(giada, ticketId, hers)).toMatchObject({ state: 'saved' });
  await allSent(giada);
  office.proxy.setOnline(true);
  await mario.invoke('sync.now', {});
  await allSent(mario);
  const open = await mario.until(async () => ((await conflicts(mario)).length > 0 ? conflicts(mario) : undefined), 'the records');
  return { mario, giada, ticketId, open };
}

test('I9: the record comes to its author with both values, who and when, and what the row holds now; the lamp and the row say so', async () => {
  const { mario, giada, ticketId, open } = await clash({ priority: 'low', contactId: PEOPLE.giada.id }, { priority: 'high' });
  expect(open).toMatchObject([
    {
      tenant: TENANTS.rossi, tenantName: 'ROSSI SRL', entity: 'ticket', rowId: ticketId, field: 'priority', isText: false, kept: null, sync: 'settled',
      mine: { value: 'low', words: null, at: expect.any(Number) }, theirs: { value: 'high', words: null, byId: PEOPLE.giada.id, byName: 'GIADA BELLI', at: expect.any(Number) },
      now: { value: 'low' }, row: { title: 'Due persone alla volta', number: expect.any(Number) },
    },
  ]);
  await mario.until(async () => (await needsYou(mario)) === 1, 'the lamp counts it');
  expect(await mario.invoke('sync.state', {})).toMatchObject({ lamp: 'needs_you', waiting: 0 });
  expect(await shown(mario, ticketId)).toMatchObject({ priority: 'low', sync: 'needs_you' });
  const [entry] = await mario.invoke('outbox.list', { includeDelivered: true });
  expect(entry).toMatchObject({ commandId: open[0]?.commandId, outcome: { state: 'accepted', conflicts: 1 } });
  // Nobody else is told.
  expect(await conflicts(giada, true)).toEqual([]);
  // Mine stands already: one click, no other value, no other record.
  for (const record of open) expect(await run(mario, 'conflict.settle', choice(record, 'mine', 'low'))).toMatchObject({ state: 'saved' });
  await lampIs(mario, 'online');
  expect(await shown(mario, ticketId)).toMatchObject({ priority: 'low', sync: 'settled' });
  expect(await conflicts(mario)).toEqual([]);
});

test('R4, OFF-01: it is settled without a network, and undone by the other choice; then both desks agree (I4)', async () => {
  const { mario, giada, ticketId, open } = await clash({ priority: 'low' }, { priority: 'high' });
  const [record] = open;
  if (!record) throw new Error('no record');
  office.proxy.setOnline(false);
  expect(await run(mario, 'conflict.settle', choice(record, 'mine', 'low'))).toMatchObject({ state: 'saved' });
  // Although it writes the record alone, In uscita says of which request it is.
  expect((await mario.invoke('outbox.list', { includeDelivered: false }))[0]).toMatchObject({ title: 'Due persone alla volta', target: { entity: 'ticket', id: ticketId } });
  expect(await run(mario, 'conflict.settle', choice(record, 'theirs', 'high'))).toMatchObject({ state: 'saved', toConfirm: false });
  await mario.until(async () => (await needsYou(mario)) === 0, 'the lamp is quiet');
  expect(await shown(mario, ticketId)).toMatchObject({ priority: 'high', sync: 'waiting' });
  expect(await conflicts(mario)).toEqual([]);
  const decided = async () => (await conflicts(mario, true)).filter((one) => one.rowId === ticketId);
  expect(await decided()).toMatchObject([{ id: record.id, kept: 'theirs', sync: 'waiting', now: { value: 'high' } }]);
  // In uscita says of which request it is.
  expect((await mario.invoke('outbox.list', { includeDelivered: false }))[0]).toMatchObject({ name: 'conflict.settle', title: 'Due persone alla volta', target: { entity: 'ticket', id: ticketId } });
  expect(await run(mario, 'conflict.settle', choice(record, 'mine', 'low'))).toMatchObject({ state: 'saved' });
  office.proxy.setOnline(true);
  await mario.invoke('sync.now', {});
  await lampIs(mario, 'online');
  for (const desk of [mario, giada]) await desk.until(async () => (await shown(desk, ticketId))?.priority === 'low', 'the choice');
  expect(await decided()).toMatchObject([{ kept: 'mine', sync: 'settled' }]);
  expect(await conflicts(mario)).toEqual([]);
});


test('I9: a value that this desk could not judge when it was typed is told of all the same', async () => {
  // An operator has no list of the company's people: the cloud alone knows whether the contact person is one.
  const mario = await office.signedIn();
  const ticketId = await createTicket(mario, 'Referente');
  await numbered(mario, ticketId);
  const nicolo = await office.signedIn({}, PEOPLE.nicolo);
  await nicolo.until(() => shown(nicolo, ticketId), 'the request');
  office.proxy.setOnline(false);
  await lampIs(nicolo, 'offline');
  expect(await update(nicolo, ticketId, { contactId: PEOPLE.mario.id })).toMatchObject({ state: 'saved', toConfirm: true });
  const giada = await office.signedIn({ cloudUrl: office.cloud.url }, PEOPLE.giada);
  expect(await update(giada, ticketId, { contactId: PEOPLE.giada.id })).toMatchObject({ state: 'saved' });
  await allSent(giada);
  office.proxy.setOnline(true);
  await nicolo.invoke('sync.now', {});
  const [record] = await nicolo.until(async () => ((await conflicts(nicolo)).length > 0 ? conflicts(nicolo) : undefined), 'the record');
  // Names, on a desk that has no list of them.
  expect(record).toMatchObject({ field: 'contactId', mine: { words: 'MARIO ROSSI' }, theirs: { words: 'GIADA BELLI', byName: 'GIADA BELLI' }, now: { words: 'MARIO ROSSI' } });
});

test('I12: a file that never came from another device of mine is named to me, until I put it away by a click', async () => {
  const other = await office.signedIn();
  const ticketId = await createTicket(other, 'Con un file');
  await numbered(other, ticketId);
  office.proxy.plan('/v1/uploads', { kind: 'status', status: 413 }, 1);
  const file = await other.invoke('files.keep', { id: await newId(other), name: 'estratto.txt', mime: 'text/plain', bytes: new TextEncoder().encode('estratto conto') });
  await run(other, 'ticket.reply', { ...(await replyInput(other, ticketId, 'Ecco il file')), files: [file] });
  await other.until(async () => (await needsYou(other)) === 1, 'refused there');
  const settle = { tenant: TENANTS.rossi, vendor: TENANTS.vendor, id: uuidv7(), name: 'attachment.settle', input: { attachmentId: file.id, state: 'missing' }, now: Date.now() };
  await runSystem(office.cloud.cloud.services.place, settle);

  const mario = await office.start();
  await signIn(mario);
  await mario.until(async () => (await needsYou(mario)) === 1, 'the lamp counts it');
  expect(await mario.invoke('files.missing', {})).toMatchObject([{ id: file.id, name: 'estratto.txt', of: { entity: 'ticket', id: ticketId }, title: 'Con un file' }]);
  // Where it was made it is one thing to look at, not two.
  expect(await other.invoke('files.missing', {})).toEqual([]);
  await mario.invoke('files.putAway', { tenant: TENANTS.rossi, id: file.id });
  await lampIs(mario, 'online');
  expect(await mario.invoke('files.missing', {})).toEqual([]);
});

test('R4: a text whose file was refused is one thing to look at, and given up it never comes back as missing', async () => {
  const mario = await office.signedIn();
  const ticketId = await createTicket(mario, 'File rifiutato');
  await numbered(mario, ticketId);
  office.proxy.plan('/v1/uploads', { kind: 'status', status: 413 }, 2);
  const files = [];
  for (const name of ['primo.txt', 'secondo.txt']) files.push(await mario.invoke('files.keep', { id: await newId(mario), name, mime: 'text/plain', bytes: new TextEncoder().encode(name) }));
  await run(mario, 'ticket.reply', { ...(await replyInput(mario, ticketId, 'Ecco i file')), files });
  await mario.until(async () => (await mario.invoke('outbox.list', { includeDelivered: false })).flatMap((entry) => entry.files).filter(({ state }) => state === 'failed').length === 2, 'both refused');
  await mario.until(async () => (await needsYou(mario)) === 1, 'one entry, one count');
  for (const { id } of files) await mario.invoke('outbox.cancelFile', { attachmentId: id });
  await allSent(mario);
  await mario.until(async () => (await mario.invoke('tickets.get', { tenant: TENANTS.rossi, id: ticketId }))?.attachments.every(({ state }) => state === 'missing'), 'given up');
  await lampIs(mario, 'online');
  expect(await mario.invoke('files.missing', {})).toEqual([]);
});
