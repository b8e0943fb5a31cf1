import { expect, test } from 'vitest';
import { ticket } from '../entities.ts';
import { createInput, replyInput, TICKET_ID } from '../example-inputs.ts';
import { prioritySchema } from '../values.ts';
import { ctxOf, GIADA, MARIO, NICOLO, NOON, rossiWorld, testId } from '../../memory-world.ts';

const tenant = ctxOf(MARIO, NOON).tenant;
const update = (priority: string | null, contactId: string | null = null) => ({ ticketId: TICKET_ID, priority, contactId });
function worldWith(priority = 'normal') {
  const world = rossiWorld();
  world.run('ticket.create', { ...createInput(), priority, blocking: priority === 'blocking' ? { workStopped: true, cannotWait: true, reason: 'x' } : null }, ctxOf(MARIO, NOON));
  return world;
}

test('DET-03: every priority can become every other but Bloccante', () => {
  for (const from of prioritySchema.options) {
    for (const to of prioritySchema.options) {
      const world = worldWith(from);
      const decision = world.run('ticket.update', update(to), ctxOf(MARIO, NOON + 1));
      if (to === 'blocking' && from !== 'blocking') {
        expect(decision).toMatchObject({ refusal: { code: 'ticket.priority.blocking', why: 'input' } });
        expect(world.row(tenant, ticket, TICKET_ID)?.priority).toBe(from);
      } else {
        expect(decision.kind).toBe('changes');
        expect(world.row(tenant, ticket, TICKET_ID)).toMatchObject({ priority: to, updatedAt: NOON + 1 });
      }
    }
  }
});

test('DET-04: Conferma saves contact person and priority without a reply', () => {
  const world = worldWith();
  expect(world.run('ticket.update', update('low', GIADA.personId), ctxOf(NICOLO, NOON + 1))).toMatchObject({ kind: 'changes', notices: [] });
  expect(world.row(tenant, ticket, TICKET_ID)).toMatchObject({ priority: 'low', contactId: GIADA.personId, contactName: 'GIADA BELLI', lastReplyAt: NOON });
});

test('DET-04: nothing to save, nobody known, no such ticket, closed ticket: each says so', () => {
  const world = worldWith();
  expect(world.run('ticket.update', update(null), ctxOf(MARIO, NOON))).toMatchObject({ refusal: { code: 'ticket.update.nothing' } });
  expect(world.run('ticket.update', update(null, testId(99)), ctxOf(MARIO, NOON))).toMatchObject({ refusal: { code: 'ticket.contact.unknown', why: 'state' } });
  expect(world.run('ticket.update', { ...update('low'), ticketId: testId(99) }, ctxOf(MARIO, NOON))).toMatchObject({ refusal: { code: 'ticket.unknown', why: 'state' } });
  world.run('ticket.reply', { ...replyInput(), close: true }, ctxOf(MARIO, NOON + 600_000));
  expect(world.run('ticket.update', update('low'), ctxOf(MARIO, NOON + 700_000))).toMatchObject({ refusal: { code: 'ticket.update.closed', why: 'state' } });
});
