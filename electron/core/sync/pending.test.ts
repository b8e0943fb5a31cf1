import * as fc from 'fast-check';
import { v7 as uuidv7 } from 'uuid';
import { expect, test } from 'vitest';
import type { LoggedCommand } from '../store/store.ts';
import { dependantsOf, holdsIn, isInSight, needsYou, nextPrefix as prefixOf, nextRelease } from './pending.ts';

const tenant = uuidv7();
let place = 0;

function command(change: Partial<LoggedCommand> & { names?: string[]; makes?: string[]; changes?: string[] } = {}): LoggedCommand {
  const { names = [], makes = [], changes = [], ...rest } = change;
  place += 1;
  const body = JSON.stringify({
    name: 'x', schema: 1, now: 0, typed: 0, input: { names, makes, changes },
    bases: Object.fromEntries([...makes.map((id) => [`ticket/${id}`, 0] as const), ...names.map((id) => [`ticket/${id}`, 0] as const), ...changes.map((id) => [`ticket/${id}`, 3] as const)]),
  });
  return {
    place, id: uuidv7(), tenant, name: 'x', body,
    actor: { personId: uuidv7(), name: '', email: '', side: 'customer', roles: [] },
    heldUntil: null, toConfirm: false, savedAt: 0, number: null, incarnation: null, result: null, state: 'open', because: null, reason: null, batch: null, ...rest,
  };
}
const refused = (id: string): LoggedCommand['result'] => ({
  commandId: id, number: 1, seq: 1, arrival: 1, outcome: { state: 'refused', refusal: { code: 'x', why: 'state', facts: {} } },
});
function refusedCommand(change: Parameters<typeof command>[0] = {}): LoggedCommand {
  const made = command({ number: 1, ...change });
  return { ...made, result: refused(made.id) };
}
const nextPrefix = (commands: readonly LoggedCommand[], now: number) => prefixOf(commands, holdsIn(commands, now));
const ids = (commands: readonly LoggedCommand[]) => commands.map((each) => each.id);

test('R2: what has a number and no answer goes first, in the order of its numbers', () => {
  const fresh = command();
  const second = command({ number: 2 });
  const first = command({ number: 1 });
  expect(ids(nextPrefix([fresh, second, first], 0))).toEqual(ids([first, second, fresh]));
});

test('I8: a refusal delays only what depends on it', () => {
  const row = uuidv7();
  const create = refusedCommand({ makes: [row] });
  const reply = command({ names: [row] });
  const other = command();
  expect(ids(nextPrefix([create, reply, other], 0))).toEqual([other.id]);
  expect(dependantsOf(create.id, [create, reply, other])).toEqual([reply.id]);
});

test('A dependant of a dependant waits too; a command on a row that the cloud already had does not', () => {
  const [ticket, message, old] = [uuidv7(), uuidv7(), uuidv7()];
  const create = command({ makes: [ticket], heldUntil: 100 });
  const reply = command({ names: [ticket], makes: [message] });
  const about = command({ names: [message] });
  const patch = command({ names: [old] });
  expect(ids(nextPrefix([create, reply, about, patch], 50))).toEqual([patch.id]);
  expect(ids(nextPrefix([create, reply, about, patch], 100))).toEqual(ids([create, reply, about, patch]));
});

test('OFF-02, LST-09: what is given about a request does not overtake what still waits a moment there; what is about another one does', () => {
  const [one, two, three] = [uuidv7(), uuidv7(), uuidv7()];
  const take = command({ changes: [one], heldUntil: 100 });
  const handOver = command({ changes: [one] });
  const merge = command({ changes: [one, two] });
  const after = command({ changes: [two] });
  const other = command({ changes: [three] });
  const all = [take, handOver, merge, after, other];
  expect(ids(nextPrefix(all, 50))).toEqual([other.id]);
  expect(ids(nextPrefix(all, 100))).toEqual(ids(all));
  // What was given before it does not wait, nor anything once it was taken back.
  expect(ids(nextPrefix([handOver, take], 50))).toEqual([handOver.id]);
  expect(ids(nextPrefix([{ ...take, state: 'withdrawn' }, handOver], 50))).toEqual([handOver.id]);
});

test('LST-07: of a batch nothing goes before the last of it may, whichever company it is in; one sent by a click goes alone', () => {
  const batch = uuidv7();
  const first = command({ batch, savedAt: 0, heldUntil: 100 });
  const released = command({ batch, savedAt: 0 });
  const last = command({ batch, savedAt: 50, heldUntil: 150, tenant: uuidv7() });
  const alone = command({ savedAt: 0, heldUntil: 100 });
  const all = [first, released, last, alone];
  expect(ids(nextPrefix(all, 50))).toEqual([released.id]);
  expect(ids(prefixOf([first, alone], holdsIn(all, 120)))).toEqual([alone.id]);
  expect([nextRelease(all, 50), nextRelease(all, 120)]).toEqual([100, 150]);
  expect(ids(nextPrefix(all, 150))).toEqual(ids(all));
  // What was taken back, and what a clock far ahead has saved, keep nobody.
  expect(ids(nextPrefix([first, command({ ...last, state: 'withdrawn' })], 120))).toEqual([first.id]);
  expect(ids(nextPrefix([first, command({ ...last, savedAt: 9_000, heldUntil: 9_100 })], 120))).toContain(first.id);
});

test('A held command is told when it is to go', () => {
  expect(nextRelease([command({ heldUntil: 500 }), command({ heldUntil: 300 }), command()], 100)).toBe(300);
  expect(nextRelease([command({ heldUntil: 50 })], 100)).toBeNull();
});

test('I14: a held command goes when its time has come, and at once when the clock was turned back to before its saving', () => {
  const held = command({ savedAt: 1_000, heldUntil: 1_100 });
  expect(nextPrefix([held], 1_050)).toEqual([]);
  expect(nextRelease([held], 1_050)).toBe(1_100);
  expect(nextPrefix([held], 1_100)).toEqual([held]);
  expect(nextPrefix([held], 999)).toEqual([held]);
  expect(nextRelease([held], 999)).toBeNull();
});

test('R4: a refused, a parked and a dependent command need their author; an answered or withdrawn one does not', () => {
  expect(needsYou(refusedCommand())).toBe(true);
  expect(needsYou(command({ state: 'parked' }))).toBe(true);
  expect(needsYou(command({ because: uuidv7() }))).toBe(true);
  expect(needsYou(command())).toBe(false);
  expect(needsYou(refusedCommand({ state: 'dismissed' }))).toBe(false);
});

test('A prefix holds at most a hundred commands and never one twice, whatever their states', () => {
  const any = fc.record({
    number: fc.option(fc.integer({ min: 1, max: 1000 })),
    heldUntil: fc.option(fc.integer({ min: 0, max: 200 })),
    state: fc.constantFrom<LoggedCommand['state'][]>('open', 'parked'),
    refused: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(any, { maxLength: 300 }), (all) => {
      const commands = all.map(({ refused: no, ...rest }) => (no ? refusedCommand(rest) : command(rest)));
      const prefix = nextPrefix(commands, 100);
      expect(prefix.length).toBeLessThanOrEqual(100);
      expect(new Set(ids(prefix)).size).toBe(prefix.length);
      for (const each of prefix) {
        expect(each.state).toBe('open');
        expect(each.result).toBeNull();
        if (each.number === null) expect((each.heldUntil ?? 0) <= 100).toBe(true);
      }
    }),
  );
});

test('OFF-02: what a screen remembers by itself is not spoken of on its way; once refused it is, like everything (R4)', () => {
  expect(isInSight(command({ name: 'ticket.reply' }))).toBe(true);
  expect(isInSight(command({ name: 'preference.set' }))).toBe(false);
  expect(isInSight(refusedCommand({ name: 'preference.set' }))).toBe(true);
});
