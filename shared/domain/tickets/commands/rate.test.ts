import { expect, test } from 'vitest';
import { ticket } from '../entities.ts';
import { createInput, replyInput, TICKET_ID } from '../example-inputs.ts';
import { ctxOf, GIADA, MARIO, NICOLO, NOON, rossiWorld } from '../../memory-world.ts';

const tenant = ctxOf(MARIO, NOON).tenant;
const LATER = NOON + 600_000;
const rate = (rating: number, words = ' Veloci e gentili.\n') => ({ ticketId: TICKET_ID, rating, words });

function closedWorld() {
  const world = rossiWorld();
  world.run('ticket.create', createInput(), ctxOf(MARIO, NOON));
  world.run('ticket.reply', { ...replyInput(), close: true }, ctxOf(NICOLO, LATER));
  return world;
}

test('SLA-03: the requester answers 1 to 5 and in words, once', () => {
  const world = closedWorld();
  expect(world.run('ticket.rate', rate(4), ctxOf(MARIO, LATER + 1))).toMatchObject({ kind: 'changes', notices: [] });
  expect(world.row(tenant, ticket, TICKET_ID)).toMatchObject({ rating: 4, ratingWords: 'Veloci e gentili.', ratedAt: LATER + 1 });
  expect(world.run('ticket.rate', rate(1), ctxOf(MARIO, LATER + 2))).toMatchObject({ refusal: { code: 'ticket.rate.given', why: 'state' } });
  expect(world.row(tenant, ticket, TICKET_ID)?.rating).toBe(4);
});

test('SLA-03: words may be left out, a mark may not, and is 1 to 5', () => {
  expect(closedWorld().run('ticket.rate', rate(5, ''), ctxOf(MARIO, LATER))).toMatchObject({ kind: 'changes' });
  for (const wrong of [0, 6, 2.5]) expect(closedWorld().run('ticket.rate', rate(wrong), ctxOf(MARIO, LATER))).toMatchObject({ refusal: { code: 'input.invalid' } });
});

test('SLA-03: nobody else is asked, and not while the request is open', () => {
  expect(closedWorld().run('ticket.rate', rate(4), ctxOf(GIADA, LATER))).toMatchObject({ refusal: { code: 'ticket.rate.requester_only', why: 'right', facts: { name: MARIO.name } } });
  expect(closedWorld().run('ticket.rate', rate(4), ctxOf(NICOLO, LATER))).toMatchObject({ refusal: { code: 'right.missing' } });
  const open = rossiWorld();
  open.run('ticket.create', createInput(), ctxOf(MARIO, NOON));
  expect(open.run('ticket.rate', rate(4), ctxOf(MARIO, LATER))).toMatchObject({ refusal: { code: 'ticket.rate.open', why: 'state' } });
});
