import { expect, test } from 'vitest';
import { PEOPLE, TENANTS, ticketInput, TICKETS } from '#cloud/testing/small-data.ts';
import { richTextOf } from '#shared/domain/kernel/rich-text.ts';
import { UNDO_SEND } from '#shared/rpc/contract.ts';
import { createTicket, lampIs, newId, numbered, run, testOffice, tickets } from '../testing/test-office.ts';
import type { TestCore } from '../testing/test-core.ts';

const office = testOffice();

/** A clock that only the test moves: nothing here waits for ten real seconds, and nothing goes because they have passed. */
async function deskWithClock(person: { readonly email: string } = PEOPLE.mario): Promise<{ core: TestCore; pass: (ms: number) => void }> {
  let now = Date.now();
  const core = await office.signedIn({ ports: { now: () => now } }, person);
  return { core, pass: (ms) => void (now += ms) };
}
async function send(core: TestCore, title: string): Promise<{ ticketId: string; commandId: string; held: boolean }> {
  const ticketId = await newId(core);
  const answer = await run(core, 'ticket.create', ticketInput(ticketId, title, PEOPLE.mario.email), { undoable: true });
  if (answer.state !== 'saved') throw new Error(answer.state);
  return { ticketId, commandId: answer.commandId, held: answer.held };
}
const stateOf = async (core: TestCore, commandId: string) => (await core.invoke('outbox.list', { includeDelivered: true })).find((entry) => entry.commandId === commandId)?.state;

test('OFF-02: what was sent waits a moment, does not hold up what follows, and comes back as a draft', async () => {
  const { core } = await deskWithClock();
  const held = await send(core, 'Ripensata');
  expect(held.held).toBe(true);
  // What is given after it, and not to be undone, has its number while this one still waits.
  await numbered(core, await createTicket(core, 'Dopo, e prima'));
  await core.invoke('sync.now', {});
  expect(await stateOf(core, held.commandId)).toBe('held');
  const { draftId } = await core.invoke('outbox.edit', { commandId: held.commandId });
  expect(await core.invoke('drafts.get', { id: draftId ?? '' })).toMatchObject({ kind: 'ticket.new', title: 'Ripensata' });
  expect(await stateOf(core, held.commandId)).not.toBe('held');
});

test('OFF-02, TKT-14: an invitation or a group that is taken back is what was typed in its dialog', async () => {
  const giada = await office.signedIn({}, PEOPLE.giada);
  office.proxy.setOnline(false);
  await lampIs(giada, 'offline');
  const invitation = { invitationId: await newId(giada), email: 'ripensata@rossisrl.example', firstName: 'Ada', lastName: '', roles: ['user'], modules: [] };
  const given = [
    await run(giada, 'invitation.create', invitation),
    await run(giada, 'group.create', { groupId: await newId(giada), name: 'Magazzino', memberIds: [PEOPLE.mario.id] }),
  ];
  const drafts = [];
  for (const answer of given) {
    if (answer.state !== 'saved') throw new Error(answer.state);
    const { draftId } = await giada.invoke('outbox.withdraw', { commandId: answer.commandId });
    drafts.push(await giada.invoke('drafts.get', { id: draftId ?? '' }));
  }
  office.proxy.setOnline(true);
  expect(drafts).toMatchObject([
    { kind: `invitation.new:${PEOPLE.giada.tenant}`, title: invitation.email, content: { email: invitation.email, firstName: 'Ada', roles: ['user'] } },
    { kind: `group:${PEOPLE.giada.tenant}:new`, title: 'Magazzino', content: { name: 'Magazzino', add: [PEOPLE.mario.id], remove: [] } },
  ]);
});

test('OFF-02, DET-10: an internal note that is taken back is a note again, not an answer', async () => {
  const { core } = await deskWithClock(PEOPLE.nicolo);
  const given = await run(core, 'ticket.note', { ticketId: TICKETS.rossi, noteId: await newId(core), body: richTextOf('Solo per noi') }, { undoable: true });
  if (given.state !== 'saved') throw new Error(given.state);
  const { draftId } = await core.invoke('outbox.edit', { commandId: given.commandId });
  expect(await core.invoke('drafts.get', { id: draftId ?? '' })).toMatchObject({ kind: `ticket.reply:${TICKETS.rossi}`, content: { note: true, body: richTextOf('Solo per noi') } });
});

test('OFF-02: when the moment is over it goes by itself, and can no longer be taken back', async () => {
  const { core, pass } = await deskWithClock();
  const { ticketId, commandId } = await send(core, 'Parte da sola');
  pass(UNDO_SEND);
  await core.invoke('sync.now', {});
  await numbered(core, ticketId);
  await expect(core.invoke('outbox.edit', { commandId })).rejects.toMatchObject({ code: 'outbox.on_its_way' });
});

test('OFF-02: a click sends it at once, and a device may be set not to wait', async () => {
  const { core } = await deskWithClock();
  const { ticketId, commandId } = await send(core, 'Subito');
  await core.invoke('outbox.retry', { commandId });
  await numbered(core, ticketId);
  await core.invoke('app.changeSettings', { undoSend: false });
  const second = await send(core, 'Senza attesa');
  expect(second.held).toBe(false);
  await numbered(core, second.ticketId);
});

test('OFF-02, LST-09: a hand-over given while the take before it can still be undone arrives after it', async () => {
  const { core, pass } = await deskWithClock(PEOPLE.nicolo);
  const ticketId = await newId(core);
  await office.cloud.cloud.admin.runAs(TENANTS.rossi, PEOPLE.mario.id, [{ name: 'ticket.create', input: ticketInput(ticketId, 'Presa e passata', PEOPLE.mario.email), now: Date.now() }]);
  await core.invoke('sync.now', {});
  await numbered(core, ticketId);
  expect(await run(core, 'ticket.take', { ticketId, eventId: await newId(core) }, { undoable: true })).toMatchObject({ state: 'saved', held: true });
  const moved = await run(core, 'ticket.set_status', { ticketId, eventId: await newId(core), status: 'in_development' });
  if (moved.state !== 'saved') throw new Error(moved.state);
  await core.invoke('sync.now', {});
  expect(await stateOf(core, moved.commandId)).toBe('saved');
  pass(UNDO_SEND);
  await core.invoke('sync.now', {});
  await core.until(async () => (await tickets(core)).some((row) => row.id === ticketId && row.sync === 'settled' && row.status === 'in_development'), 'taken, then handed over');
});
