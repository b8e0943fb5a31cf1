import { expect, test } from 'vitest';
import { children, insert, patch, remove, type Change } from './kernel/command.ts';
import { agent, preference } from './org/entities.ts';
import { message } from './tickets/entities.ts';
import { checkChange, MARIO, MemoryWorld, rossiWorld, testId, ctxOf, NOON } from './memory-world.ts';
import { createInput, replyInput, TICKET_ID } from './tickets/example-inputs.ts';

const ID = testId(1);
const AGENT = { name: 'NICOLÒ RUGGERI', active: true };
const wrong = (change: Change, exists = false): string => {
  try {
    checkChange(change, exists);
  } catch (error) {
    return error instanceof Error ? error.message : '';
  }
  return 'accepted';
};

test('the world that tests stand on takes no change that does not fit its entity', () => {
  expect(wrong(insert(agent, ID, AGENT))).toBe('accepted');
  expect(wrong(insert(agent, ID, AGENT), true)).toContain('already there');
  expect(wrong(patch(agent, ID, { name: 'X' }))).toContain('is not there');
  expect(wrong({ kind: 'insert', entity: 'agent', id: ID, values: { name: 'X' } })).toContain('name');
  expect(wrong({ kind: 'insert', entity: 'agent', id: ID, values: { ...AGENT, age: 1 } })).toContain('age');
  expect(wrong({ kind: 'patch', entity: 'agent', id: ID, values: { age: 1 } }, true)).toContain('no field age');
  expect(wrong({ kind: 'patch', entity: 'agent', id: ID, values: { active: 'yes' } }, true)).toContain('agent.active');
  expect(wrong(patch(agent, ID, { name: ' X ' }), true)).toContain('not clean');
  expect(wrong(patch(preference, ID, { key: 'k' }), true)).toContain('insert only');
  expect(wrong({ kind: 'insert', entity: 'robot', id: ID, values: {} })).toContain('no such entity');
  expect(wrong(insert(agent, 'x', AGENT))).toContain('the id');
  expect(wrong(remove(agent, ID), true)).toBe('accepted');
  expect(wrong(remove(agent, ID))).toContain('is not there');
});

test('a rule may ask for all the rows that name a parent', () => {
  expect(children(message, 'ticketId', TICKET_ID)).toEqual({ kind: 'children', entity: message, field: 'ticketId', parent: TICKET_ID });
  const world = rossiWorld();
  world.run('ticket.create', createInput(), ctxOf(MARIO, NOON));
  world.run('ticket.reply', replyInput(), ctxOf(MARIO, NOON + 1));
  const { tenant } = ctxOf(MARIO, NOON);
  expect(world.rows(tenant, message).map(({ ticketId }) => ticketId)).toEqual([TICKET_ID]);
  expect(new MemoryWorld().rows(tenant, message)).toEqual([]);
});
