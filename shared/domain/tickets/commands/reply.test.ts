import { expect, test } from 'vitest';
import type { Actor } from '../../kernel/command.ts';
import { richTextOf } from '../../kernel/rich-text.ts';
import { membership } from '../../org/entities.ts';
import { attachment, message, ticket } from '../entities.ts';
import { chosenFile, createInput, replyInput, TICKET_ID } from '../example-inputs.ts';
import { statusSchema, type Status } from '../values.ts';
import { ctxOf, GIADA, MARIO, NICOLO, NOON, rossiWorld, testId } from '../../memory-world.ts';

const tenant = ctxOf(MARIO, NOON).tenant;
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

function worldWith(status: Status = 'unassigned', closedAt = NOON) {
  const world = rossiWorld();
  world.run('ticket.create', createInput(), ctxOf(MARIO, NOON));
  const row = world.row(tenant, ticket, TICKET_ID);
  if (row !== undefined && status !== 'unassigned') {
    world.put(tenant, ticket, { ...row, status, operatorId: NICOLO.personId, operatorName: NICOLO.name, closedAt: status === 'closed' ? closedAt : null });
  }
  return world;
}
type World = ReturnType<typeof worldWith>;
const stand = (world: World) => world.row(tenant, ticket, TICKET_ID);
const texts = (world: World) => world.rows(tenant, message).flatMap(({ event, plain }) => (event === null ? [plain] : []));
const events = (world: World) => world.rows(tenant, message).flatMap(({ event }) => (event === null ? [] : [event.code]));
const reply = (world: World, actor: Actor, change: object = {}, now = NOON + 10 * MINUTE, arrival = now) =>
  world.run('ticket.reply', { ...replyInput(), ...change }, ctxOf(actor, now, arrival));

test('DET-11: a reply joins the chat with its author and its time, and tells both addresses', () => {
  const world = worldWith('in_progress');
  expect(reply(world, NICOLO, { body: richTextOf('Buongiorno,\npuò riprovare?') })).toMatchObject({
    kind: 'changes', remarks: [], notices: [{ template: 'ticket-replied', to: [MARIO.email], facts: { name: 'NICOLÒ RUGGERI' } }],
  });
  expect(world.rows(tenant, message)).toMatchObject([{ plain: 'Buongiorno,\npuò riprovare?', authorName: 'NICOLÒ RUGGERI', authorSide: 'vendor', at: NOON + 10 * MINUTE, event: null }]);
  expect(stand(world)).toMatchObject({ status: 'in_progress', lastReplyAt: NOON + 10 * MINUTE, updatedAt: NOON + 10 * MINUTE });
});

test('DET-11: the form of a reply is kept, and its plain words beside it', () => {
  const world = worldWith('in_progress');
  const body = { type: 'doc', content: [{ type: 'bulletList', content: [{ type: 'listItem', content: [{ type: 'paragraph', content: [{ type: 'text', text: 'riavvia', marks: [{ type: 'bold' }] }] }] }] }] };
  reply(world, NICOLO, { body });
  expect(world.rows(tenant, message)).toMatchObject([{ body, plain: 'riavvia' }]);
});

test('DET-05: the text is always required, also to close', () => {
  for (const close of [true, false]) expect(reply(worldWith(), MARIO, { close, body: richTextOf(' \n\u200b') })).toMatchObject({ refusal: { code: 'ticket.reply.empty', why: 'input' } });
});

test('DET-05: closing with a reply keeps the text, stamps the time and says so in the chat and in the mail', () => {
  const world = worldWith('in_progress');
  expect(reply(world, NICOLO, { close: true })).toMatchObject({ remarks: [], notices: [{ template: 'ticket-closed' }, { template: 'merged-answer', to: [], merged: { of: TICKET_ID, through: null } }] });
  expect(stand(world)).toMatchObject({ status: 'closed', closedAt: NOON + 10 * MINUTE, operatorId: NICOLO.personId });
  expect(texts(world)).toHaveLength(1);
  expect(events(world)).toEqual(['closed']);
});

test('DET-11: nobody gets a mail about their own reply', () => {
  expect(reply(worldWith('in_progress'), MARIO)).toMatchObject({ notices: [] });
  expect(reply(worldWith('in_progress'), GIADA)).toMatchObject({ notices: [{ to: [MARIO.email] }] });
});

test('DET-07: the fifteen days of a close that was typed offline begin when it arrives', () => {
  const world = worldWith('in_progress');
  reply(world, MARIO, { close: true }, NOON + 10 * MINUTE, NOON + 16 * DAY);
  expect(stand(world)).toMatchObject({ status: 'closed', closedAt: NOON + 16 * DAY });
  expect(reply(world, NICOLO, { reopen: true, messageId: testId(901), eventId: testId(902) }, NOON + 17 * DAY)).toMatchObject({ kind: 'changes' });
});

test('DET-06: one millisecond too soon the text goes and the closing stays behind, with the minutes that are missing', () => {
  const world = worldWith('in_progress');
  expect(reply(world, NICOLO, { close: true }, NOON + 5 * MINUTE - 1)).toMatchObject({
    kind: 'changes', remarks: [{ code: 'ticket.close.too_soon', facts: { minutes: 1 } }], notices: [{ template: 'ticket-replied' }],
  });
  expect(stand(world)).toMatchObject({ status: 'in_progress', closedAt: null });
  expect(texts(world)).toHaveLength(1);
  expect(events(world)).toEqual([]);
});

test('DET-06: at the minute it closes, and it is the time of typing that counts, however late it arrives or early it was decided', () => {
  const world = worldWith('in_progress');
  reply(world, MARIO, { close: true }, NOON + 5 * MINUTE);
  expect(stand(world)?.status).toBe('closed');
  const late = worldWith('in_progress');
  reply(late, MARIO, { close: true }, NOON + MINUTE, NOON + 30 * DAY);
  expect(stand(late)?.status).toBe('in_progress');
});

test('DET-06: the company\'s own minutes count, for both sides', () => {
  for (const actor of [MARIO, NICOLO]) {
    const world = worldWith('in_progress');
    world.run('support_settings.change', { closeAfterMinutes: 60 }, ctxOf(GIADA, NOON));
    expect(reply(world, actor, { close: true }, NOON + 59 * MINUTE)).toMatchObject({ remarks: [{ facts: { minutes: 1 } }] });
    expect(reply(world, actor, { ...replyInput(2), close: true }, NOON + 60 * MINUTE)).toMatchObject({ remarks: [] });
    expect(stand(world)?.status).toBe('closed');
  }
});

test('DET-07: exactly fifteen days after closing, by the time of arrival, a reply reopens; a millisecond later it does not', () => {
  const open = worldWith('closed');
  expect(reply(open, MARIO, { reopen: true }, NOON + DAY, NOON + 15 * DAY).kind).toBe('changes');
  expect(stand(open)).toMatchObject({ status: 'in_progress', closedAt: null });
  expect(events(open)).toEqual(['reopened']);
  const late = worldWith('closed');
  expect(reply(late, MARIO, { reopen: true }, NOON + DAY, NOON + 15 * DAY + 1)).toMatchObject({ refusal: { code: 'ticket.reopen.too_late', why: 'state' } });
  expect(stand(late)).toMatchObject({ status: 'closed', closedAt: NOON });
});

test('DET-12: a reply to a closed ticket asks first; typed before it was known to be closed it goes to needs you', () => {
  const world = worldWith('closed');
  expect(reply(world, MARIO)).toMatchObject({ refusal: { code: 'ticket.reply.closed', why: 'state' } });
  expect(texts(world)).toEqual([]);
});

test('DET-12: a reply that closes a ticket which is already closed is delivered and leaves it so', () => {
  const world = worldWith('closed');
  expect(reply(world, MARIO, { close: true }, NOON + 20 * DAY)).toMatchObject({ kind: 'changes', remarks: [] });
  expect(stand(world)).toMatchObject({ status: 'closed', closedAt: NOON });
  expect(texts(world)).toHaveLength(1);
  expect(events(world)).toEqual([]);
});

test('LST-09: the customer\'s reply makes Rinviato In attesa; the operator\'s does not, nor does either touch another status', () => {
  for (const status of statusSchema.options) {
    if (status === 'closed') continue;
    for (const actor of [MARIO, NICOLO]) {
      const world = worldWith(status);
      reply(world, actor);
      expect(stand(world)?.status).toBe(status === 'waiting_for_customer' && actor === MARIO ? 'in_progress' : status);
    }
  }
});

test('LST-09: an operator who asks makes the ticket wait for the customer', () => {
  for (const status of ['in_progress', 'in_development', 'waiting_for_customer'] as const) {
    const world = worldWith(status);
    expect(reply(world, NICOLO, { ask: true })).toMatchObject({ remarks: [] });
    expect(stand(world)?.status).toBe('waiting_for_customer');
    expect(events(world)).toEqual(status === 'waiting_for_customer' ? [] : ['waiting_for_customer']);
  }
});

test('LST-09: asking on a ticket that nobody has taken delivers the text and says why it does not wait', () => {
  const world = worldWith('unassigned');
  expect(reply(world, NICOLO, { ask: true })).toMatchObject({ kind: 'changes', remarks: [{ code: 'ticket.ask.unassigned' }] });
  expect(stand(world)?.status).toBe('unassigned');
  expect(texts(world)).toHaveLength(1);
});

test('LST-09: asking while reopening does both; asking while closing closes, or waits where it is too soon to close', () => {
  const reopened = worldWith('closed');
  reply(reopened, NICOLO, { ask: true, reopen: true });
  expect(stand(reopened)).toMatchObject({ status: 'waiting_for_customer', closedAt: null });
  expect(events(reopened)).toEqual(['reopened']);
  const closed = worldWith('in_progress');
  reply(closed, NICOLO, { ask: true, close: true });
  expect(stand(closed)?.status).toBe('closed');
  const early = worldWith('in_progress');
  expect(reply(early, NICOLO, { ask: true, close: true }, NOON + 1)).toMatchObject({ remarks: [{ code: 'ticket.close.too_soon' }] });
  expect(stand(early)?.status).toBe('waiting_for_customer');
});

test('LST-09: what is reopened waits for its operator, and for somebody to take it where it has none', () => {
  const nobodys = worldWith();
  reply(nobodys, MARIO, { close: true });
  reply(nobodys, MARIO, { reopen: true, messageId: testId(901), eventId: testId(902) }, NOON + DAY);
  expect(stand(nobodys)).toMatchObject({ status: 'unassigned', operatorId: null, closedAt: null });
  const taken = worldWith('closed');
  reply(taken, MARIO, { reopen: true });
  expect(stand(taken)).toMatchObject({ status: 'in_progress', operatorId: NICOLO.personId });
});

test('LST-09: asking is the operator\'s', () => {
  expect(reply(worldWith('in_progress'), GIADA, { ask: true })).toMatchObject({ refusal: { code: 'ticket.ask.operator_only', why: 'right' } });
});

test('DET-04: sending also saves a changed contact person and priority', () => {
  const world = worldWith('in_progress');
  reply(world, MARIO, { priority: 'low', contactId: GIADA.personId });
  expect(stand(world)).toMatchObject({ priority: 'low', contactId: GIADA.personId, contactName: 'GIADA BELLI' });
});

test('DET-03: a reply cannot raise to Bloccante; one that leaves Bloccante as it is can be sent', () => {
  expect(reply(worldWith('in_progress'), MARIO, { priority: 'blocking' })).toMatchObject({ refusal: { code: 'ticket.priority.blocking', why: 'input' } });
  const world = worldWith('in_progress');
  const row = stand(world);
  if (row) world.put(tenant, ticket, { ...row, priority: 'blocking' });
  expect(reply(world, MARIO, { priority: 'blocking' }).kind).toBe('changes');
});

test('DET-04: a contact person who has left meanwhile does not hold the text back', () => {
  const world = worldWith('in_progress');
  const giada = world.row(tenant, membership, GIADA.personId);
  if (giada) world.put(tenant, membership, { ...giada, active: false });
  expect(reply(world, MARIO, { contactId: GIADA.personId })).toMatchObject({ kind: 'changes', remarks: [{ code: 'ticket.contact.unknown' }] });
  expect(stand(world)?.contactId).toBe(MARIO.personId);
  expect(texts(world)).toHaveLength(1);
});

test('TKT-12: files of a reply hang on its message; one that is too large is refused before anything is written', () => {
  const world = worldWith('in_progress');
  reply(world, NICOLO, { files: [chosenFile(1)] });
  expect(world.rows(tenant, attachment)).toMatchObject([{ ticketId: TICKET_ID, messageId: replyInput().messageId, byId: NICOLO.personId }]);
  expect(reply(world, NICOLO, { ...replyInput(2), files: [chosenFile(2, 4 * 1024 * 1024)] })).toMatchObject({ refusal: { code: 'file.too_large' } });
});

test('a reply typed before another and arriving after it does not turn the ticket\'s times back', () => {
  const world = worldWith('in_progress');
  reply(world, NICOLO, {}, NOON + 60 * MINUTE);
  reply(world, MARIO, replyInput(2), NOON + 30 * MINUTE, NOON + 90 * MINUTE);
  expect(stand(world)).toMatchObject({ lastReplyAt: NOON + 60 * MINUTE, updatedAt: NOON + 60 * MINUTE });
  expect(world.rows(tenant, message).map(({ at }) => at)).toEqual([NOON + 60 * MINUTE, NOON + 30 * MINUTE]);
});

test('what this desk does not know is undecided, and the cloud says what is not there', () => {
  const world = rossiWorld();
  expect(reply(world, MARIO)).toMatchObject({ refusal: { code: 'ticket.unknown', why: 'state' } });
  expect(reply(worldWith(), MARIO, { messageId: testId(8), eventId: testId(8), close: true })).toMatchObject({ refusal: { code: 'input.ids_repeated' } });
});

test('TKT-11, DET-11: a picture in an answer is a file of that answer, not one of the request before it', () => {
  const world = rossiWorld();
  world.run('ticket.create', { ...createInput(), files: [chosenFile(1)] }, ctxOf(MARIO, NOON));
  const body = (id: string) => ({ type: 'doc', content: [...richTextOf('Ecco la videata').content, { type: 'picture', attrs: { attachmentId: id } }] });
  const answer = (id: string) => world.run('ticket.reply', { ...replyInput(), body: body(id), files: [chosenFile(2)] }, ctxOf(MARIO, NOON + 1));
  expect(answer(chosenFile(1).id)).toMatchObject({ refusal: { code: 'ticket.picture.not_attached', why: 'input' } });
  expect(answer(chosenFile(2).id).kind).toBe('changes');
});
