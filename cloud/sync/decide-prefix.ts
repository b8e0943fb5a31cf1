import type { Actor, Ctx, Decision, Found, Reads, Refusal } from '#shared/domain/kernel/command.ts';
import { isSeen, type Sight } from '#shared/domain/access/sight.ts';
import type { Area } from '#shared/domain/kernel/entity.ts';
import type { Id } from '#shared/domain/kernel/ids.ts';
import { decide, prepare } from '#shared/domain/kernel/run.ts';
import { madeAt, typedTime } from '#shared/domain/kernel/typed-time.ts';
import { refuse, type Command } from '#shared/domain/kernel/command.ts';
import { commandOf, entityOf } from '#shared/domain/registry.ts';
import type { Rows } from './rows.ts';

/** A command as it reached the cloud. */
export interface Arrived {
  readonly id: Id;
  /** Null for a job's. */
  readonly number: number | null;
  readonly name: string;
  readonly input: unknown;
  /** Time of typing as sent, ms; `arrival` the cloud's clock (of the past for demonstration data). */
  readonly now: number;
  readonly typed: number;
  readonly arrival: number;
  /** `entity/id` → the revision that its author saw. */
  readonly bases: Readonly<Record<string, number>>;
  readonly sha256: string;
}

/** Who gives the commands, as the server has checked it. */
export interface Giver {
  readonly actor: Actor;
  /** The areas of the tenant that are theirs. */
  readonly areas: readonly Area[];
  /** LST-08. */
  readonly sight: Sight;
}

/** A rule threw: a bug of ours in one command, which must not stop those behind it. */
export class CommandBug extends Error {
  readonly commandId: Id;
  constructor(commandId: Id, cause: unknown) {
    super(`command ${commandId} failed`, { cause });
    this.commandId = commandId;
  }
}

export type Prepared =
  | { readonly arrived: Arrived; readonly ready: true; readonly command: Command; readonly input: unknown; readonly reads: Reads }
  | { readonly arrived: Arrived; readonly ready: false; readonly decision: Decision };

/** Shape and right, and what is to be read. Unknown commands and `verdicts` are refused here. */
export function prepareOne(arrived: Arrived, tenant: Id, giver: Giver, verdict: Refusal | undefined): Prepared {
  const refused = (decision: Decision): Prepared => ({ arrived, ready: false, decision });
  if (verdict) return refused({ kind: 'refused', refusal: verdict });
  const command = commandOf(arrived.name);
  if (!command) return refused(refuse('command.unknown', 'input', { command: arrived.name }));
  if (giver.actor.side !== 'system' && !giver.areas.includes(command.area)) {
    return refused(refuse('right.missing', 'right', { command: command.name }));
  }
  try {
    const prepared = prepare(command, arrived.input, ctxOf(arrived, tenant, giver, 0));
    return prepared.ok ? { arrived, ready: true, command, input: prepared.input, reads: prepared.reads } : refused(prepared.decision);
  } catch (error) {
    throw new CommandBug(arrived.id, error);
  }
}

/** The rule's word on the rows as they stand. What a desk may leave undecided is decided here. */
export function decideOne(prepared: Prepared, tenant: Id, giver: Giver, rows: Rows): Decision {
  if (!prepared.ready) return prepared.decision;
  const { arrived, command, input, reads } = prepared;
  try {
    const ctx = ctxOf(arrived, tenant, giver, knownTime(reads, rows));
    const found = rows.found(reads, (row) => isSeen(row.entity, row.values, giver.sight, giver.actor.personId));
    const decision = decide(command, input, found as Found<Reads>, ctx);
    if (decision.kind === 'undecided') return refuse('command.undecided', 'state', { command: command.name });
    const collision = decision.kind === 'changes' ? rows.collision(decision.changes) : undefined;
    if (collision) return refuse('row.exists', 'state', { entity: collision.entity });
    return reachesTooFar(command, decision, giver) ? refuse('right.missing', 'right', { command: command.name }) : decision;
  } catch (error) {
    throw new CommandBug(arrived.id, error);
  }
}

/** A personal command may write by another's rule (conflict.settle): then in the areas alone that are still the giver's. */
function reachesTooFar({ area }: Command, decision: Decision, { actor, areas }: Giver): boolean {
  if (area !== 'personal' || actor.side === 'system' || decision.kind !== 'changes') return false;
  return decision.changes.some(({ entity }) => !areas.some((one) => one === entityOf(entity)?.area));
}

function ctxOf(arrived: Arrived, tenant: Id, { actor }: Giver, floor: number): Ctx {
  return { now: typedTime(arrived.now, arrived.arrival, floor), arrival: arrived.arrival, actor, tenant, commandId: arrived.id };
}

/** When the named rows were made, as far as they say. */
function knownTime(reads: Reads, rows: Rows): number {
  return madeAt(
    Object.values(reads).flatMap((read) => {
      const row = read.kind === 'row' ? rows.get(read.entity.name, read.id) : undefined;
      return row && !row.deleted ? [row] : [];
    }),
  );
}
