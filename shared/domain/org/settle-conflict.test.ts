import { beforeEach, expect, test } from 'vitest';
import * as z from 'zod';
import { changes, defineCommand, patch, ref, type Actor, type Command, type Decision, type Found, type Reads } from '../kernel/command.ts';
import type { RowOf } from '../kernel/entity.ts';
import { idSchema } from '../kernel/ids.ts';
import { richTextOf, richTextSchema } from '../kernel/rich-text.ts';
import { decide, prepare } from '../kernel/run.ts';
import { COMMANDS, ENTITIES } from '../registry.ts';
import { createInput, TICKET_ID } from '../tickets/example-inputs.ts';
import { ticket } from '../tickets/entities.ts';
import { ctxOf, GIADA, MARIO, NICOLO, NOON, rossiWorld, SYSTEM, testId, VERONICA, type MemoryWorld } from '../memory-world.ts';
import { conflict, supportSettings } from './entities.ts';
import { settleConflict } from './settle-conflict.ts';

const CONFLICT = testId(700);
const at = NOON + 60_000;
const ctx = (actor: Actor = MARIO) => ctxOf(actor, at);
const { tenant } = ctx();
let world: MemoryWorld;

/** Mario's and Giada's priority, his arrived last: the row holds his. */
function record(more: Partial<RowOf<typeof conflict>> = {}): void {
  world.put(tenant, conflict, {
    id: CONFLICT, rev: 1, ownerId: MARIO.personId, entity: 'ticket', rowId: TICKET_ID, field: 'priority', mine: 'low', mineWords: null, mineAt: NOON,
    theirs: 'high', theirsWords: null, theirsById: GIADA.personId, theirsByName: GIADA.name, theirsAt: NOON, commandId: testId(701), at: NOON, kept: null, ...more,
  });
}
const settle = (keep: string, value: unknown, more: object = {}) => ({ conflictId: CONFLICT, entity: 'ticket', rowId: TICKET_ID, field: 'priority', keep, value, ...more });
const run = (keep: string, value: unknown, actor: Actor = MARIO, more: object = {}): Decision => world.run('conflict.settle', settle(keep, value, more), ctx(actor));
const row = () => world.row(tenant, ticket, TICKET_ID);
const kept = () => world.row(tenant, conflict, CONFLICT)?.kept;
const touched = (decision: Decision) => (decision.kind === 'changes' ? decision.changes.map(({ entity }) => entity) : decision);

beforeEach(() => {
  world = rossiWorld();
  world.run('ticket.create', createInput(), ctxOf(MARIO, NOON));
  world.run('ticket.update', { ticketId: TICKET_ID, priority: 'low', contactId: null }, ctxOf(MARIO, NOON));
  record();
});

test('I9: keeping what the row already holds only settles the record', () => {
  expect(touched(run('mine', 'low'))).toEqual(['conflict']);
  expect([row()?.priority, kept()]).toEqual(['low', 'mine']);
});

test('I9: keeping the other one\'s value writes it, by the field\'s own command', () => {
  expect(touched(run('theirs', 'high'))).toEqual(['ticket', 'conflict']);
  expect([row()?.priority, row()?.updatedAt, kept()]).toEqual(['high', at, 'theirs']);
});

test('a choice is undone by the other choice: the loser stays restorable', () => {
  run('theirs', 'high');
  expect(touched(run('mine', 'low'))).toEqual(['ticket', 'conflict']);
  expect([row()?.priority, kept()]).toEqual(['low', 'mine']);
});

test('what a third one wrote since stands unless it is chosen against; "leave as it is" writes nothing', () => {
  world.run('ticket.update', { ticketId: TICKET_ID, priority: 'normal', contactId: null }, ctxOf(NICOLO, NOON));
  expect(touched(run('now', null))).toEqual(['conflict']);
  expect([row()?.priority, kept()]).toEqual(['normal', 'now']);
  expect(touched(run('mine', 'low'))).toEqual(['ticket', 'conflict']);
  expect(row()?.priority).toBe('low');
});

test('the guards of the field\'s own command hold: a closed request is not changed by the back door, and leaving it as it is goes on working', () => {
  const made = row();
  if (made === undefined) throw new Error('no ticket');
  world.put(tenant, ticket, { ...made, status: 'closed', closedAt: NOON });
  expect(run('theirs', 'high')).toMatchObject({ kind: 'refused', refusal: { code: 'ticket.update.closed', why: 'state' } });
  expect([row()?.priority, kept()]).toEqual(['low', null]);
  expect(run('mine', 'low').kind).toBe('changes');
});

test('a person\'s id is settled with its name', () => {
  record({ field: 'contactId', mine: MARIO.personId, theirs: GIADA.personId });
  expect(run('theirs', GIADA.personId, MARIO, { field: 'contactId' }).kind).toBe('changes');
  expect(row()).toMatchObject({ contactId: GIADA.personId, contactName: GIADA.name });
  record({ field: 'contactId', mine: MARIO.personId, theirs: testId(99), kept: null });
  expect(run('theirs', testId(99), MARIO, { field: 'contactId' })).toMatchObject({ refusal: { code: 'ticket.contact.unknown' } });
});

test('the rights are those of the field\'s own command, whoever owns the record', () => {
  record({ entity: 'support_settings', rowId: tenant, field: 'closeAfterMinutes', mine: 3, theirs: 9 });
  const place = { entity: 'support_settings', rowId: tenant, field: 'closeAfterMinutes' };
  expect(run('theirs', 9, MARIO, place)).toMatchObject({ kind: 'refused', refusal: { code: 'right.missing', why: 'right', facts: { command: 'support_settings.change' } } });
  record({ ownerId: GIADA.personId, entity: 'support_settings', rowId: tenant, field: 'closeAfterMinutes', mine: 3, theirs: 9 });
  expect(run('theirs', 9, GIADA, place).kind).toBe('changes');
  expect(world.row(tenant, supportSettings, tenant)?.closeAfterMinutes).toBe(9);
});

test('a record is settled by its owner alone', () => {
  for (const actor of [GIADA, NICOLO, VERONICA]) expect(run('theirs', 'high', actor)).toMatchObject({ kind: 'refused', refusal: { code: 'right.missing', why: 'right' } });
  expect(run('theirs', 'high', SYSTEM)).toMatchObject({ refusal: { code: 'right.missing' } });
  expect([row()?.priority, kept()]).toEqual(['low', null]);
});

test('only the record\'s own values can be kept, in its own field: it is no way round a command', () => {
  for (const [keep, value, more] of [
    ['mine', 'normal', {}], ['theirs', 'low', {}], ['both', 'high', {}], ['now', 'high', {}],
    ['theirs', 'high', { field: 'title' }], ['theirs', 'high', { rowId: testId(101) }], ['theirs', 'high', { entity: 'internal_note' }], ['theirs', 'high', { entity: 'constructor' }],
  ] as const) {
    expect(run(keep, value, MARIO, more), `${keep} ${JSON.stringify(more)}`).toMatchObject({ kind: 'refused', refusal: { code: 'input.invalid', why: 'input' } });
  }
  expect(world.run('conflict.settle', settle('mine', 'low', { conflictId: testId(702) }), ctx())).toMatchObject({ refusal: { code: 'conflict.unknown', why: 'state' } });
  record({ field: 'constructor', mine: 'x', theirs: 'y' });
  expect(run('theirs', 'y', MARIO, { field: 'constructor' })).toMatchObject({ refusal: { code: 'conflict.cannot_write' } });
});

test('a field that nobody can write any more is left as it is', () => {
  record({ field: 'title', mine: 'A', theirs: 'B' });
  expect(run('theirs', 'B', MARIO, { field: 'title' })).toMatchObject({ kind: 'refused', refusal: { code: 'conflict.cannot_write', why: 'state' } });
  expect(run('now', null, MARIO, { field: 'title' }).kind).toBe('changes');
});

test('where the record or the row is not on this desk the cloud decides', () => {
  const settleCommand = COMMANDS.find(({ name }) => name === 'conflict.settle');
  if (settleCommand === undefined) throw new Error('no command');
  const ask = (unknown: string): Decision => {
    const prepared = prepare(settleCommand, settle('theirs', 'high'), ctx());
    if (!prepared.ok) return prepared.decision;
    const found = Object.fromEntries(
      Object.entries(prepared.reads).map(([name, read]) => {
        const known = read.kind === 'row' && !name.endsWith(unknown) ? world.row(tenant, read.entity, read.id) : undefined;
        return [name, known === undefined ? { state: 'unknown' } : { state: 'row', row: known }];
      }),
    );
    return decide(settleCommand, prepared.input, found as Found<Reads>, ctx());
  };
  expect(ask('conflict')).toEqual({ kind: 'undecided' });
  expect(ask('ticket')).toEqual({ kind: 'undecided' });
});

test('of long texts both can be kept, edited into one; the field\'s own command judges the result', () => {
  const describe = defineCommand({
    name: 'ticket.update', area: 'support', schema: 1,
    input: z.strictObject({ ticketId: idSchema, description: richTextSchema }),
    rewrites: { ticket: { description: (ticketId, description) => ({ ticketId, description }) } },
    reads: ({ ticketId }) => ({ ticket: ref(ticket, ticketId) }),
    decide: (_found, { ticketId, description }) => changes([patch(ticket, ticketId, { description })]),
  });
  const settleText = settleConflict(ENTITIES, [describe as Command]);
  record({ field: 'description', mine: richTextOf('Uno.'), theirs: richTextOf('Due.') });
  const ask = (value: unknown): Decision => {
    const prepared = prepare(settleText as Command, settle('both', value, { field: 'description' }), ctx());
    if (!prepared.ok) return prepared.decision;
    const found = Object.fromEntries(
      Object.entries(prepared.reads).map(([name, read]) => [name, { state: 'row', row: read.kind === 'row' ? world.row(tenant, read.entity, read.id) : undefined }]),
    );
    return decide(settleText as Command, prepared.input, found as Found<Reads>, ctx());
  };
  expect(ask(richTextOf('Uno.\nDue.'))).toMatchObject({
    kind: 'changes', changes: [{ entity: 'ticket', values: { description: richTextOf('Uno.\nDue.') } }, { entity: 'conflict', values: { kept: 'both' } }],
  });
  expect(ask({ type: 'script' })).toMatchObject({ kind: 'refused', refusal: { code: 'conflict.cannot_write' } });
});

test('what a command says it rewrites is a field of an entity, and where the last arrival wins', () => {
  const rewritten = COMMANDS.flatMap(({ rewrites }) => Object.entries(rewrites ?? {}).flatMap(([entity, fields]) => Object.keys(fields).map((field) => `${entity}.${field}`)));
  expect(rewritten).toEqual(expect.arrayContaining(['canned_answer.body', 'support_settings.closeAfterMinutes', 'support_settings.usersSeeAll', 'ticket.contactId', 'ticket.priority', 'company.name']));
  for (const name of rewritten) {
    const [entity = '', field = ''] = name.split('.');
    expect(['last', 'text'], name).toContain(ENTITIES.find((one) => one.name === entity)?.fields[field]?.merge);
  }
});
