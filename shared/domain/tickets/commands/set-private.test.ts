import { expect, test } from 'vitest';
import type { Actor } from '../../kernel/command.ts';
import { message, ticket } from '../entities.ts';
import { createInput, replyInput, TICKET_ID } from '../example-inputs.ts';
import { ctxOf, GIADA, MARIO, NICOLO, NOON, rossiWorld, SYSTEM, testId } from '../../memory-world.ts';

const tenant = ctxOf(MARIO, NOON).tenant;
const ANNA: Actor = { ...MARIO, personId: testId(6), name: 'ANNA NERI' };
const TECHNICIAN: Actor = { ...ANNA, roles: ['company_technician'] };
function worldWith(isPrivate: boolean) {
  const world = rossiWorld();
  world.run('ticket.create', { ...createInput(), private: isPrivate }, ctxOf(MARIO, NOON));
  return world;
}
const set = (world: ReturnType<typeof worldWith>, actor: Actor, isPrivate: boolean, event = 900) =>
  world.run('ticket.set_private', { ticketId: TICKET_ID, eventId: testId(event), private: isPrivate }, ctxOf(actor, NOON + event));

test('LST-08: a request is private from the beginning where its requester chose so', () => {
  for (const chosen of [true, false]) expect(worldWith(chosen).row(tenant, ticket, TICKET_ID)?.private).toBe(chosen);
});

test("LST-08: its requester, the company's administrator and the vendor's side make it private and open again, and the chat says so", () => {
  for (const actor of [MARIO, GIADA, NICOLO]) {
    const world = worldWith(false);
    expect(set(world, actor, true, 900).kind).toBe('changes');
    expect(world.row(tenant, ticket, TICKET_ID)).toMatchObject({ private: true, updatedAt: NOON + 900 });
    expect(set(world, actor, false, 901).kind).toBe('changes');
    expect(world.row(tenant, ticket, TICKET_ID)?.private).toBe(false);
    expect(world.rows(tenant, message).map(({ event, authorId }) => [event?.code, authorId])).toEqual([['made_private', actor.personId], ['made_open', actor.personId]]);
  }
});

test('LST-08: nobody else does, a technician and the contact person among them; who wants what is so already changes nothing', () => {
  const world = worldWith(false);
  for (const actor of [ANNA, TECHNICIAN]) expect(set(world, actor, true)).toMatchObject({ refusal: { code: 'ticket.private.not_yours', why: 'right' } });
  expect(set(world, SYSTEM, true)).toMatchObject({ refusal: { code: 'right.missing' } });
  expect(set(world, MARIO, false)).toMatchObject({ kind: 'changes', changes: [] });
  expect(world.run('ticket.set_private', { ticketId: testId(99), eventId: testId(98), private: true }, ctxOf(MARIO, NOON))).toMatchObject({ refusal: { code: 'ticket.unknown', why: 'state' } });
});

test('LST-08: a closed request can be made private too', () => {
  const world = worldWith(false);
  world.run('ticket.reply', { ...replyInput(), close: true }, ctxOf(MARIO, NOON + 600_000));
  expect(set(world, MARIO, true).kind).toBe('changes');
  expect(world.row(tenant, ticket, TICKET_ID)).toMatchObject({ status: 'closed', private: true });
});
