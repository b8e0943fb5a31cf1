import type { Actor, Ctx, Decision, Found, FoundRow, FoundRows, Read, Reads } from '#shared/domain/kernel/command.ts';
import { refuse, undecided } from '#shared/domain/kernel/command.ts';
import { columnOf, type Entity } from '#shared/domain/kernel/entity.ts';
import type { Id } from '#shared/domain/kernel/ids.ts';
import { decide, prepare, type Prepared } from '#shared/domain/kernel/run.ts';
import { madeAt, typedTime } from '#shared/domain/kernel/typed-time.ts';
import { commandOf } from '#shared/domain/registry.ts';
import { isKnownWhole, type FeedMeta } from './feed-meta.ts';
import type { RowKey, RowView } from './row-view.ts';
import { rowOfCells, shapeOf } from './shape.ts';

/** A command as a rule needs it. */
export interface RuleCall {
  readonly id: Id;
  readonly tenant: Id;
  readonly name: string;
  readonly input: unknown;
  readonly actor: Actor;
  /** Time of typing, ms. */
  readonly now: number;
  /** Time of arrival where the cloud has said it, else the same. */
  readonly arrival: number;
  /** What `prepare` said of the same call, where it was asked already. */
  readonly prepared?: Prepared | undefined;
}

export interface RuleRun {
  readonly decision: Decision;
  /** The rows it looked at; id `*` for children, whichever they are. */
  readonly needs: readonly RowKey[];
}

/** Runs a command's rule on this desk's rows, writing nothing (sync.md, A command, decided twice). */
export function runRule(view: RowView, meta: FeedMeta, call: RuleCall): RuleRun {
  const command = commandOf(call.name);
  // A command of a later program on this desk: only the cloud can say.
  if (command === undefined) return { decision: undecided(), needs: [] };
  const ctx: Ctx = { now: call.now, arrival: call.arrival, actor: call.actor, tenant: call.tenant, commandId: call.id };
  const prepared = call.prepared ?? prepare(command, call.input, ctx);
  if (!prepared.ok) return { decision: prepared.decision, needs: [] };
  const needs = Object.values(prepared.reads).map((read) => ({ entity: read.entity.name, id: read.kind === 'row' ? read.id : '*' }));
  const found = Object.fromEntries(Object.entries(prepared.reads).map(([name, read]) => [name, find(view, meta, read)]));
  // As the cloud will: an answer is not older than its question (I14).
  const floor = madeAt(
    Object.entries(prepared.reads).flatMap(([name, { kind, entity }]) => {
      const answer = found[name];
      return kind === 'row' && answer?.state === 'row' ? [{ entity, values: answer.row }] : [];
    }),
  );
  const arrival = Math.max(call.arrival, floor);
  const clamped: Ctx = { ...ctx, arrival, now: typedTime(call.now, arrival, floor) };
  // `find` answers each read in its own kind; the mapped type cannot follow that through fromEntries.
  return { decision: decide(command, prepared.input, found as Found<Reads>, clamped), needs };
}

function find(view: RowView, meta: FeedMeta, read: Read): FoundRow<Entity> | FoundRows<Entity> {
  const shape = shapeOf(read.entity.name);
  if (shape === undefined) return { state: 'unknown' };
  if (read.kind === 'row') {
    const row = view.row(shape, read.id);
    if (row !== undefined) return { state: 'row', row: rowOfCells(shape, row) };
    return { state: isKnownWhole(meta, shape.entity) ? 'absent' : 'unknown' };
  }
  if (!isKnownWhole(meta, shape.entity)) return { state: 'unknown' };
  return { state: 'rows', rows: view.children(shape, columnOf(read.field), read.parent).map((row) => rowOfCells(shape, row)) };
}

/** The same, for a rule that a defect makes throw: one such command must not stop a feed. */
export function runRuleSafely(view: RowView, meta: FeedMeta, call: RuleCall, warn: (text: string) => void): RuleRun {
  try {
    return runRule(view, meta, call);
  } catch (error) {
    warn(`the rule of ${call.name} threw: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    return { decision: refuse('unexpected', 'state', { command: call.name }), needs: [] };
  }
}
