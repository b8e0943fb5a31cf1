import { expect, test } from 'vitest';
import { message, ticket } from '../entities.ts';
import { createInput, replyInput, TICKET_ID } from '../example-inputs.ts';
import { ctxOf, GIADA, MARIO, NICOLO, NOON, rossiWorld, testId } from '../../memory-world.ts';

const tenant = ctxOf(MARIO, NOON).tenant;
const OTHER = testId(300);
const MINUTE = 60_000;

/** Two requests about the same thing: Mario's and Giada's. */
function twoRequests() {
  const world = rossiWorld();
  world.run('ticket.create', createInput(), ctxOf(MARIO, NOON));
  world.run('ticket.create', { ...createInput(), ticketId: OTHER, title: 'ANCORA LA NOTA DI ACCREDITO', email: GIADA.email }, ctxOf(GIADA, NOON + 1));
  return world;
}
const merge = (part: object = {}) => ({ ticketId: OTHER, targetId: TICKET_ID, eventId: testId(401), targetEventId: testId(402), ...part });

test('DET-10: of two merged requests the target goes on, the other closes with a link, and its people are told', () => {
  const world = twoRequests();
  const decision = world.run('ticket.merge', merge(), ctxOf(NICOLO, NOON + MINUTE));
  expect(world.row(tenant, ticket, OTHER)).toMatchObject({ status: 'closed', mergedInto: TICKET_ID, closedAt: NOON + MINUTE, pausedAt: NOON + MINUTE });
  expect(world.row(tenant, ticket, TICKET_ID)).toMatchObject({ status: 'unassigned', mergedInto: null, updatedAt: NOON + MINUTE });
  expect(world.rows(tenant, message).map(({ ticketId, event }) => [ticketId, event?.code, event?.facts['title']])).toEqual([
    [OTHER, 'merged_into', createInput().title], [TICKET_ID, 'merged_from', 'ANCORA LA NOTA DI ACCREDITO'],
  ]);
  expect(decision).toMatchObject({ notices: [{ template: 'ticket-merged', to: [GIADA.email] }] });
});

test('DET-10: a later reply to a merged request is kept for the target and does not reopen it', () => {
  const world = twoRequests();
  world.run('ticket.merge', merge(), ctxOf(NICOLO, NOON + MINUTE));
  for (const reopen of [true, false]) {
    expect(world.run('ticket.reply', { ...replyInput(), ticketId: OTHER, reopen }, ctxOf(GIADA, NOON + 2 * MINUTE))).toMatchObject({ refusal: { code: 'ticket.reply.merged', why: 'state' } });
  }
  expect(world.row(tenant, ticket, OTHER)?.status).toBe('closed');
});

test('DET-10: a request is merged into another that is open and there, by the vendor', () => {
  const world = twoRequests();
  const by = (input: object, who = NICOLO) => world.run('ticket.merge', input, ctxOf(who, NOON + 10 * MINUTE));
  expect(by(merge({ targetId: OTHER }))).toMatchObject({ refusal: { code: 'ticket.merge.same', why: 'input' } });
  expect(by(merge({ targetId: testId(999) }))).toMatchObject({ refusal: { code: 'ticket.unknown' } });
  expect(by(merge(), MARIO)).toMatchObject({ refusal: { code: 'right.missing' } });
  world.run('ticket.reply', { ...replyInput(), close: true }, ctxOf(MARIO, NOON + 9 * MINUTE));
  expect(by(merge())).toMatchObject({ refusal: { code: 'ticket.merge.target_closed', why: 'state' } });
  expect(by(merge({ ticketId: TICKET_ID, targetId: OTHER }))).toMatchObject({ refusal: { code: 'ticket.update.closed' } });
});

const mark = (messageId: string | null, seen: string | null = null) => ({ ticketId: TICKET_ID, messageId, seen });

test('DET-10: a message of the request is marked as its solution, and unmarked', () => {
  const world = twoRequests();
  world.run('ticket.reply', replyInput(), ctxOf(NICOLO, NOON + MINUTE));
  const { messageId } = replyInput();
  expect(world.run('ticket.mark_solution', mark(messageId), ctxOf(NICOLO, NOON + 2 * MINUTE)).kind).toBe('changes');
  expect(world.row(tenant, ticket, TICKET_ID)).toMatchObject({ solutionId: messageId, updatedAt: NOON + 2 * MINUTE });
  expect(world.run('ticket.mark_solution', mark(null), ctxOf(NICOLO, NOON + 3 * MINUTE))).toMatchObject({ refusal: { code: 'ticket.solution.changed', why: 'state' } });
  expect(world.run('ticket.mark_solution', mark(null, messageId), ctxOf(NICOLO, NOON + 3 * MINUTE)).kind).toBe('changes');
  expect(world.row(tenant, ticket, TICKET_ID)?.solutionId).toBeNull();
});

test('DET-10: what happened, or what was written elsewhere, is no solution; a customer marks none', () => {
  const world = twoRequests();
  world.run('ticket.take', { ticketId: TICKET_ID, eventId: testId(50) }, ctxOf(NICOLO, NOON));
  world.run('ticket.reply', { ...replyInput(), ticketId: OTHER }, ctxOf(NICOLO, NOON + MINUTE));
  for (const wrong of [testId(50), testId(51), replyInput().messageId]) {
    expect(world.run('ticket.mark_solution', mark(wrong), ctxOf(NICOLO, NOON + MINUTE))).toMatchObject({ refusal: { code: 'ticket.solution.unknown' } });
  }
  expect(world.run('ticket.mark_solution', mark(replyInput().messageId), ctxOf(MARIO, NOON))).toMatchObject({ refusal: { code: 'right.missing' } });
});

test('LST-08: a private request names itself in no other chat and no other mail: it is merged only with a private one of the same person', () => {
  for (const hidden of [OTHER, TICKET_ID]) {
    const world = twoRequests();
    world.run('ticket.set_private', { ticketId: hidden, eventId: testId(410), private: true }, ctxOf(NICOLO, NOON + 2));
    expect(world.run('ticket.merge', merge(), ctxOf(NICOLO, NOON + MINUTE))).toMatchObject({ refusal: { code: 'ticket.merge.private', why: 'state' } });
  }
  const world = twoRequests();
  world.run('ticket.create', { ...createInput(), ticketId: testId(301), title: 'DI NUOVO MIA', private: true }, ctxOf(MARIO, NOON + 2));
  world.run('ticket.set_private', { ticketId: TICKET_ID, eventId: testId(410), private: true }, ctxOf(MARIO, NOON + 3));
  expect(world.run('ticket.merge', merge({ ticketId: testId(301) }), ctxOf(NICOLO, NOON + MINUTE)).kind).toBe('changes');
});
