import { expect, test } from 'vitest';
import { attachment, message, ticket } from '../entities.ts';
import { chosenFile, createInput, replyInput, TICKET_ID } from '../example-inputs.ts';
import { ctxOf, MARIO, NICOLO, NOON, rossiWorld, SYSTEM, testId } from '../../memory-world.ts';

const tenant = ctxOf(MARIO, NOON).tenant;
const attach = (...files: object[]) => ({ ticketId: TICKET_ID, eventId: testId(200), files });
function worldWith() {
  const world = rossiWorld();
  world.run('ticket.create', createInput(), ctxOf(MARIO, NOON));
  return world;
}
const settle = (attachmentId: string, state: string) => ({ attachmentId, state });

test('DET-08: files can be added to an open ticket, and the chat says so', () => {
  const world = worldWith();
  expect(world.run('ticket.attach', attach(chosenFile(1), chosenFile(2)), ctxOf(NICOLO, NOON + 5)).kind).toBe('changes');
  expect(world.rows(tenant, message)).toMatchObject([{ event: { code: 'attached', facts: { count: '2' } }, authorName: 'NICOLÒ RUGGERI', body: null }]);
  expect(world.rows(tenant, attachment)).toMatchObject([{ messageId: testId(200) }, { messageId: testId(200) }]);
  expect(world.row(tenant, ticket, TICKET_ID)).toMatchObject({ updatedAt: NOON + 5, lastReplyAt: NOON });
});

test('DET-08, TKT-12: not to a closed ticket, not to none, not a file over the limit', () => {
  const world = worldWith();
  expect(world.run('ticket.attach', attach(), ctxOf(MARIO, NOON))).toMatchObject({ refusal: { code: 'input.invalid' } });
  expect(world.run('ticket.attach', attach(chosenFile(1, 4 * 1024 * 1024)), ctxOf(MARIO, NOON))).toMatchObject({ refusal: { code: 'file.too_large' } });
  expect(world.run('ticket.attach', { ...attach(chosenFile(1)), ticketId: testId(9) }, ctxOf(MARIO, NOON))).toMatchObject({ refusal: { code: 'ticket.unknown' } });
  world.run('ticket.reply', { ...replyInput(), close: true }, ctxOf(MARIO, NOON + 600_000));
  expect(world.run('ticket.attach', attach(chosenFile(1)), ctxOf(MARIO, NOON + 700_000))).toMatchObject({ refusal: { code: 'ticket.update.closed' } });
});

test('the cloud settles a file: a missing one may still come, one that is there stays', () => {
  const world = worldWith();
  world.run('ticket.attach', attach(chosenFile(1)), ctxOf(MARIO, NOON));
  const { id } = chosenFile(1);
  const state = () => world.row(tenant, attachment, id)?.state;
  expect(state()).toBe('arriving');
  world.run('attachment.settle', settle(id, 'missing'), ctxOf(SYSTEM, NOON + 1));
  expect(state()).toBe('missing');
  world.run('attachment.settle', settle(id, 'available'), ctxOf(SYSTEM, NOON + 2));
  expect(state()).toBe('available');
  expect(world.run('attachment.settle', settle(id, 'missing'), ctxOf(SYSTEM, NOON + 3))).toMatchObject({ kind: 'changes', changes: [] });
  expect(state()).toBe('available');
  expect(world.run('attachment.settle', settle(testId(9), 'available'), ctxOf(SYSTEM, NOON))).toMatchObject({ refusal: { code: 'file.unknown' } });
  expect(world.run('attachment.settle', settle(id, 'arriving'), ctxOf(SYSTEM, NOON))).toMatchObject({ refusal: { code: 'input.invalid' } });
  expect(world.run('attachment.settle', settle(id, 'missing'), ctxOf(MARIO, NOON))).toMatchObject({ refusal: { code: 'right.missing' } });
});

test('a file that its author gives up is missing for all, may still come, and is nobody else’s to give up', () => {
  const world = worldWith();
  world.run('ticket.attach', attach(chosenFile(1)), ctxOf(MARIO, NOON));
  const { id } = chosenFile(1);
  const giveUp = (attachmentId: string) => ({ attachmentId });
  expect(world.run('attachment.give_up', giveUp(id), ctxOf(NICOLO, NOON))).toMatchObject({ refusal: { code: 'upload.not_yours', why: 'right' } });
  expect(world.run('attachment.give_up', giveUp(testId(9)), ctxOf(MARIO, NOON))).toMatchObject({ refusal: { code: 'file.unknown' } });
  world.run('attachment.give_up', giveUp(id), ctxOf(MARIO, NOON));
  expect(world.row(tenant, attachment, id)?.state).toBe('missing');
  world.run('attachment.settle', settle(id, 'available'), ctxOf(SYSTEM, NOON + 2));
  expect(world.run('attachment.give_up', giveUp(id), ctxOf(MARIO, NOON + 3))).toMatchObject({ kind: 'changes', changes: [] });
  expect(world.row(tenant, attachment, id)?.state).toBe('available');
});
