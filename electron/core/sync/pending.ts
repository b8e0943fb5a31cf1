import type { Id } from '#shared/domain/kernel/ids.ts';
import { PUSH_LIMIT } from '#shared/api/sync.ts';
import { commandOf } from '#shared/domain/registry.ts';
import * as z from 'zod';
import { upCast } from '#shared/domain/up-cast.ts';
import type { LoggedCommand } from '../store/store.ts';

/** Bytes of commands in one push; the cloud refuses bodies that are much larger. */
const PUSH_BYTES = 1_500_000;

export function isRefused(command: LoggedCommand): boolean {
  return command.result?.outcome.state === 'refused';
}

/** Waits for a person's word: refused, parked, or dependent on one that is (I8: nothing else waits for it). */
export function needsYou(command: LoggedCommand): boolean {
  return command.state === 'parked' || (command.state === 'open' && (isRefused(command) || command.because !== null));
}

/** Whether its effect belongs on the rows that this desk shows (sync.md: pending, rebase). */
export function isPending(command: LoggedCommand): boolean {
  return command.state === 'open' && !isRefused(command) && command.because === null;
}

/** Not in the cloud yet, as far as we know, and on its way there without anybody's help. */
export function isWaiting(command: LoggedCommand): boolean {
  return isPending(command) && command.result === null;
}

/** Whether a person is to hear of it on its way: what a screen remembers by itself is nobody's errand (OFF-02). */
export function isInSight(command: LoggedCommand): boolean {
  return needsYou(command) || commandOf(command.name)?.quiet !== true;
}

/** When a command that waits a moment is to go, ms; null for one that does not wait. */
export type Holds = (command: LoggedCommand) => number | null;

/**
 * Undo-send (OFF-02). A batch waits for the last of it, of whichever company, so that all of a long one can be taken back
 * (LST-07). A clock that was turned back before the moment of saving says nothing any more: it goes at once (I14).
 */
export function holdsIn(commands: readonly LoggedCommand[], now: number): Holds {
  const alone: Holds = ({ heldUntil, savedAt }) => (heldUntil !== null && now < heldUntil && now >= savedAt ? heldUntil : null);
  const lastOf = new Map<Id, number>();
  for (const command of commands) {
    const until = isWaiting(command) && command.batch !== null ? alone(command) : null;
    if (until !== null && command.batch !== null) lastOf.set(command.batch, Math.max(until, lastOf.get(command.batch) ?? 0));
  }
  return (command) => {
    if (command.heldUntil === null || now < command.savedAt) return null;
    return (command.batch === null ? undefined : lastOf.get(command.batch)) ?? alone(command);
  };
}

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/g;

/** Every command's input is an object. */
const inputSchema = z.record(z.string(), z.unknown());
/** Ours and checked when it was written; reading many must be quick. */
const keptBodySchema = z.object({ name: z.string(), schema: z.number(), input: inputSchema, bases: z.record(z.string(), z.number()) });

/** What a command says, as the present rule takes it, whichever program wrote it (sync.md, Upgrades). */
export function bodyOf(command: Pick<LoggedCommand, 'body'>): Pick<z.output<typeof keptBodySchema>, 'input' | 'bases'> {
  const { name, schema, input, bases } = keptBodySchema.parse(JSON.parse(command.body));
  return { input: inputSchema.parse(upCast(name, schema, input)), bases };
}

interface Rows {
  readonly named: ReadonlySet<string>;
  /** Rows of the input that had no revision when it was given. */
  readonly fresh: readonly string[];
  /** Rows of the input that had one: there already when it was given. */
  readonly seen: readonly string[];
}
const REMEMBERED = 20_000;
const rowsOf = new Map<Id, Rows>();

/** Which rows a command is about; remembered, since a body never changes. */
function rowsIn(command: LoggedCommand): Rows {
  const known = rowsOf.get(command.id);
  if (known) return known;
  const { input, bases } = bodyOf(command);
  const named = new Set(JSON.stringify(input).match(UUID) ?? []);
  const stand = Object.entries(bases).flatMap(([row, rev]) => (named.has(row.slice(row.indexOf('/') + 1)) ? [{ id: row.slice(row.indexOf('/') + 1), rev }] : []));
  const fresh = stand.flatMap(({ id, rev }) => (rev === 0 ? [id] : []));
  const seen = stand.flatMap(({ id, rev }) => (rev === 0 ? [] : [id]));
  if (rowsOf.size >= REMEMBERED) rowsOf.clear();
  rowsOf.set(command.id, { named, fresh, seen });
  return { named, fresh, seen };
}

/** Whether the command names one of the rows. */
export function namesAny(command: LoggedCommand, ids: ReadonlySet<Id>): boolean {
  return [...rowsIn(command).named].some((id) => ids.has(id));
}

/** The rows that the command's author saw. */
export function basesOf(command: LoggedCommand): { readonly entity: string; readonly id: Id }[] {
  return Object.entries(bodyOf(command).bases).flatMap(([row, rev]) => {
    const [entity = '', id = ''] = row.split('/');
    return rev > 0 ? [{ entity, id }] : [];
  });
}

/**
 * What each command depends on: B depends on A iff B names a row that A inserted (sync.md, A command's life). A row is
 * A's own when A is the first in the log to have it without a revision.
 */
export function dependencies(commands: readonly LoggedCommand[]): ReadonlyMap<Id, ReadonlySet<Id>> {
  const insertedBy = new Map<Id, Id>();
  const out = new Map<Id, ReadonlySet<Id>>();
  for (const command of commands) {
    const { named, fresh } = rowsIn(command);
    out.set(command.id, new Set([...named].flatMap((id) => insertedBy.get(id) ?? [])));
    for (const id of fresh) if (!insertedBy.has(id)) insertedBy.set(id, command.id);
  }
  return out;
}

/** The ids among `commands` (in local order) that cannot take effect because of `root`, straight or through others. */
export function dependantsOf(root: Id, commands: readonly LoggedCommand[]): readonly Id[] {
  const needs = dependencies(commands);
  const lost = new Set<Id>([root]);
  for (const command of commands) {
    if ([...(needs.get(command.id) ?? [])].some((id) => lost.has(id))) lost.add(command.id);
  }
  lost.delete(root);
  return commands.filter((command) => lost.has(command.id)).map((command) => command.id);
}

/**
 * The next prefix to push of one tenant's open commands (in local order): first what already has a number and no
 * answer, in that order, since it may have reached the cloud; then the rest, but what is held, parked or refused and
 * what depends on it. What is given about a row goes in the order in which it was given: a take that can still be undone
 * is not overtaken by the hand-over that came after it. At most `limit`, the cloud's own at most.
 */
export function nextPrefix(commands: readonly LoggedCommand[], holds: Holds, limit: number = PUSH_LIMIT): readonly LoggedCommand[] {
  const unanswered = commands.filter((command) => command.state === 'open' && command.result === null);
  const numbered = unanswered.filter((command) => command.number !== null).sort((a, b) => (a.number ?? 0) - (b.number ?? 0));
  const blocked = new Set<Id>();
  const free: LoggedCommand[] = [];
  const stuck = commands.some((command) => needsYou(command) || holds(command) !== null);
  // Only where something is stuck can something else depend on it; parsing all bodies is for that case alone.
  const needs = stuck ? dependencies(commands) : undefined;
  const heldRows = new Set<string>();
  for (const command of commands) {
    const fresh = command.state === 'open' && command.result === null && command.number === null;
    const held = fresh && holds(command) !== null;
    const waits = [...(needs?.get(command.id) ?? [])].some((id) => blocked.has(id));
    const overtakes = fresh && heldRows.size > 0 && rowsIn(command).seen.some((row) => heldRows.has(row));
    if (held || overtakes) rowsIn(command).seen.forEach((row) => heldRows.add(row));
    if (held || overtakes || needsYou(command) || (fresh && waits)) blocked.add(command.id);
    else if (fresh) free.push(command);
  }
  const chosen: LoggedCommand[] = [];
  let bytes = 0;
  for (const command of [...numbered, ...free]) {
    bytes += command.body.length;
    if (chosen.length >= Math.min(limit, PUSH_LIMIT) || (chosen.length > 0 && bytes > PUSH_BYTES)) break;
    chosen.push(command);
  }
  return chosen;
}

/** When the earliest held command is to go, ms; null for none. */
export function nextRelease(commands: readonly LoggedCommand[], now: number): number | null {
  const holds = holdsIn(commands, now);
  return commands.reduce<number | null>((first, command) => {
    const until = isWaiting(command) ? holds(command) : null;
    return until === null || (first !== null && first < until) ? first : until;
  }, null);
}
