import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Actor, Command, Ctx, Decision, Found, FoundRow, FoundRows, Reads } from './kernel/command.ts';
import type { Entity, RowOf } from './kernel/entity.ts';
import type { Id } from './kernel/ids.ts';
import { decide, prepare } from './kernel/run.ts';
import { richTextOf } from './kernel/rich-text.ts';
import { COMMANDS, commandOf, entityOf } from './registry.ts';
import { cannedAnswer } from './canned-answers/canned-answers.ts';
import { company, conflict } from './org/entities.ts';
import { peopleIn } from './people/testing/inputs.ts';
import { ANSWER_ID, hour, INPUTS, OTHER_ID } from './testing/command-inputs.ts';
import { ticket } from './tickets/entities.ts';
import type { replyInput } from './tickets/example-inputs.ts';
import { chosenFile, createInput, TICKET_ID } from './tickets/example-inputs.ts';
import { statusSchema } from './tickets/values.ts';
import { checkChange, ctxOf, GIADA, MARIO, NICOLO, NOON, rossiWorld, SYSTEM, testId, VERONICA } from './memory-world.ts';

/*
 * What holds for every command, whatever the rows, the input and the hour: the rules are asked with thousands of
 * combinations, known and unknown rows among them, on frozen values.
 */
const actor = fc.constantFrom<Actor>(MARIO, GIADA, NICOLO, VERONICA, SYSTEM);

/** The rows of a world in which the ticket stands in any status, each perhaps not on this desk. */
const scene = fc.record({ status: fc.constantFrom(...statusSchema.options), operator: fc.boolean(), home: fc.constantFrom('customer' as const, 'vendor' as const), unknown: fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }) });

function findIn(place: { status: (typeof statusSchema.options)[number]; operator: boolean; home: 'customer' | 'vendor'; unknown: boolean[] }, reads: Reads, ctx: Ctx): Found<Reads> {
  const world = rossiWorld();
  world.run('ticket.create', { ...createInput(), files: [chosenFile(1)] }, ctxOf(MARIO, NOON));
  const made = world.row(ctx.tenant, ticket, TICKET_ID);
  if (made !== undefined) {
    const row: RowOf<typeof ticket> = { ...made, status: place.status, closedAt: place.status === 'closed' ? NOON : null, operatorId: place.operator ? NICOLO.personId : null, operatorName: place.operator ? NICOLO.name : null };
    world.put(ctx.tenant, ticket, row);
  }
  if (made !== undefined) world.put(ctx.tenant, ticket, { ...made, id: OTHER_ID });
  world.put(ctx.tenant, cannedAnswer, { id: ANSWER_ID, rev: 1, title: 'Saluti', body: richTextOf('Buongiorno {nome}'), archived: false, changedAt: NOON });
  world.put(ctx.tenant, company, { id: ctx.tenant, rev: 1, name: 'ROSSI SRL', vatNumber: '', kind: place.home, selfRegistration: false, supportDays: 365, siteForm: true, siteOrigins: '' });
  world.put(ctx.tenant, conflict, {
    id: testId(700), rev: 1, ownerId: MARIO.personId, entity: 'ticket', rowId: TICKET_ID, field: 'priority', mine: 'low', mineWords: null, mineAt: NOON,
    theirs: 'high', theirsWords: null, theirsById: GIADA.personId, theirsByName: GIADA.name, theirsAt: NOON, commandId: testId(702), at: NOON, kept: null,
  });
  peopleIn(world, ctx.tenant);
  return Object.fromEntries(
    Object.entries(reads).map(([name, read], index): [string, FoundRow<never> | FoundRows<never>] => {
      if (place.unknown[index] === true) return [name, { state: 'unknown' }];
      if (read.kind === 'children') {
        const rows = world.rows(ctx.tenant, read.entity).filter((row: Readonly<Record<string, unknown>>) => row[read.field] === read.parent);
        // The same as below.
        return [name, { state: 'rows', rows: rows as unknown as readonly never[] }];
      }
      const row = read.kind === 'row' ? world.row(ctx.tenant, read.entity, read.id) : undefined;
      // The rule gets what its own reads named.
      return [name, row === undefined ? { state: 'absent' } : ({ state: 'row', row } as FoundRow<never>)];
    }),
  ) as Found<Reads>;
}

/** The rows that the rule was given, by the read that asked for them. */
function rowsByRead(found: Found<Reads>): [read: string, rows: ({ readonly id: Id } & Readonly<Record<string, unknown>>)[]][] {
  // Without the command's own reads the compiler knows no part of what was found.
  const parts = Object.entries(found) as [string, FoundRow<Entity> | FoundRows<Entity>][];
  return parts.map(([read, part]) => [read, part.state === 'row' ? [part.row] : part.state === 'rows' ? [...part.rows] : []]);
}
/** Rows of two entities may have one id. */
const keysIn = (found: Found<Reads>, reads: Reads): ReadonlySet<string> =>
  new Set(rowsByRead(found).flatMap(([read, rows]) => rows.map(({ id }) => `${reads[read]?.entity.name}/${id}`)));

function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(freeze);
  }
  return value;
}

interface Asked {
  readonly command: Command;
  readonly input: unknown;
  readonly ctx: Ctx;
  readonly found: Found<Reads>;
  readonly reads: Reads;
  readonly decision: Decision;
}
/** Asks the rule of a command in any world; `check` sees each question with its answer. */
function ask(name: string, check: (asked: Asked) => void, runs = 300): void {
  const command = commandOf(name);
  const inputs = INPUTS[name];
  if (command === undefined || inputs === undefined) throw new Error(`no inputs for ${name}`);
  fc.assert(
    fc.property(inputs, actor, hour, hour, scene, (raw, who, now, arrival, place) => {
      const ctx = freeze(ctxOf(who, now, Math.max(now, arrival)));
      const prepared = prepare(command, freeze(raw), ctx);
      if (!prepared.ok) return;
      const found = freeze(findIn(place, prepared.reads, ctx));
      const input = freeze(prepared.input);
      check({ command, input, ctx, found, reads: prepared.reads, decision: decide(command, input, found, ctx) });
    }),
    { numRuns: runs },
  );
}

test('every command has inputs here', () => {
  expect(Object.keys(INPUTS).sort()).toEqual(COMMANDS.map(({ name }) => name).sort());
});

for (const { name } of COMMANDS) {
  test(`${name}: the same question has the same answer, asks nothing of the world and changes nothing it was given`, () => {
    ask(name, ({ command, input, ctx, found, decision }) => {
      expect(decide(command, structuredClone(input), structuredClone(found), structuredClone(ctx))).toEqual(decision);
    }, 100);
  });

  test(`${name}: every new row has all its fields and fits their schemas; a change names fields that may change`, () => {
    ask(name, ({ decision, found, reads }) => {
      if (decision.kind !== 'changes') return;
      const there = keysIn(found, reads);
      for (const change of decision.changes) checkChange(change, change.kind !== 'insert' || there.has(`${change.entity}/${change.id}`));
    });
  });

  test(`${name}: a value of two people\'s can be chosen again afterwards (I9), and nothing is deleted`, () => {
    ask(name, ({ decision }) => {
      for (const change of decision.kind === 'changes' ? decision.changes : []) {
        // The first rule that deletes must also offer the edits that arrive later as *restore with my changes* (sync.md).
        expect(change.kind).not.toBe('remove');
        for (const field of change.kind === 'patch' ? Object.keys(change.values) : []) {
          const merge = entityOf(change.entity)?.fields[field]?.merge;
          if (merge === 'last' || merge === 'text') expect(COMMANDS.some(({ rewrites }) => rewrites?.[change.entity]?.[field] !== undefined), `${change.entity}.${field}`).toBe(true);
        }
      }
    });
  });

  test(`${name}: a refusal has a code in words and facts that can be shown`, () => {
    ask(name, ({ decision }) => {
      const said = decision.kind === 'refused' ? [decision.refusal] : decision.kind === 'changes' ? decision.remarks : [];
      for (const { code, facts } of said) {
        expect(code).toMatch(/^[a-z_]+(\.[a-z_]+)+$/);
        for (const fact of Object.values(facts)) expect(['string', 'number', 'boolean']).toContain(typeof fact);
      }
    }, 100);
  });
}

test('DET-05, DET-06: a reply that asks to close always delivers its text, closed or not, and says why when it did not close', () => {
  ask('ticket.reply', ({ input, decision, found }) => {
    const asked = input as ReturnType<typeof replyInput>;
    if (!asked.close || decision.kind !== 'changes') return;
    expect(decision.changes).toContainEqual(expect.objectContaining({ kind: 'insert', entity: 'message', id: asked.messageId, values: expect.objectContaining({ body: asked.body }) }));
    const was = rowsByRead(found).flatMap(([, rows]) => rows).find((row) => row.id === TICKET_ID)?.['status'];
    const closed = decision.changes.some(({ entity, ...change }) => entity === 'ticket' && 'values' in change && change.values['status'] === 'closed');
    expect(closed || was === 'closed' || decision.remarks.some(({ code }) => code === 'ticket.close.too_soon')).toBe(true);
  }, 1000);
});

test('DET-05: with a text, its files and a ticket that is known, closing is never a reason to refuse', () => {
  ask('ticket.reply', ({ input, decision }) => {
    const asked = input as ReturnType<typeof replyInput>;
    if (!asked.close || decision.kind !== 'refused') return;
    expect(['ticket.reply.empty', 'file.empty', 'file.too_large', 'ticket.ask.operator_only', 'ticket.priority.blocking', 'ticket.unknown', 'input.ids_repeated']).toContain(decision.refusal.code);
  }, 1000);
});
