import * as z from 'zod';
import { expect, test } from 'vitest';
import { changes, defineCommand, insert, type Command, type Ctx } from './command.ts';
import { prepare, decide } from './run.ts';
import { attachToTicket } from '../tickets/commands/files.ts';
import { createTicket } from '../tickets/commands/create.ts';
import { preference } from '../org/entities.ts';
import { ctxOf, MARIO, NICOLO, NOON, testId } from '../memory-world.ts';

const ctx: Ctx = ctxOf(MARIO, NOON);

test('a wrong shape is refused as input and names the first wrong field by its path', () => {
  const refused = prepare(attachToTicket as Command, { ticketId: testId(1), eventId: testId(2), files: [{ id: 'no' }] }, ctx);
  expect(refused).toMatchObject({ ok: false, decision: { refusal: { code: 'input.invalid', why: 'input', facts: { field: 'files.0.id' } } } });
});

test('a field that nobody knows is refused, whatever else is right', () => {
  const input = { ticketId: testId(1), eventId: testId(2), files: [], tenant: testId(3) };
  expect(prepare(attachToTicket as Command, input, ctx).ok).toBe(false);
});

test('a rule of ours inside a schema gives its own code', () => {
  const file = { id: testId(9), name: 'C:\\cartella\\a.pdf', size: 1, mime: 'application/pdf', sha256: 'a'.repeat(64) };
  const refused = prepare(attachToTicket as Command, { ticketId: testId(1), eventId: testId(2), files: [file] }, ctx);
  expect(refused).toMatchObject({ decision: { refusal: { code: 'file.name', why: 'input', facts: { field: 'files.0.name' } } } });
});

test('a rule inside a schema that has no code of ours is refused as input, since a sentence stands for codes alone', () => {
  const odd: Command = { ...(createTicket as Command), input: z.unknown().refine(() => false, 'Not this one') };
  expect(prepare(odd, {}, ctx)).toMatchObject({ decision: { refusal: { code: 'input.invalid', why: 'input', facts: { problem: 'Not this one' } } } });
});

test('the right is asked for before anything is read', () => {
  let read = false;
  const spy: Command = { ...(createTicket as Command), input: z.unknown(), reads: () => ((read = true), {}) };
  expect(prepare(spy, {}, ctxOf(NICOLO, NOON))).toMatchObject({ decision: { refusal: { code: 'right.missing', why: 'right', facts: { command: 'ticket.create' } } } });
  expect(read).toBe(false);
});

test('an id that stands for two new rows is refused, and never reaches a database', () => {
  const row = { ownerId: MARIO.personId, key: 'k', value: 1 };
  const twice = defineCommand({
    name: 'preference.set',
    area: 'personal',
    schema: 1,
    input: z.strictObject({}),
    reads: () => ({}),
    decide: () => changes([insert(preference, testId(1), row), insert(preference, testId(1), row)]),
  });
  expect(decide(twice as Command, {}, {}, ctx)).toMatchObject({ kind: 'refused', refusal: { code: 'input.ids_repeated', why: 'input' } });
});
