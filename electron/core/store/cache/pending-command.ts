import type { Actor, Change, Refusal, Remark } from '#shared/domain/kernel/command.ts';
import type { Id } from '#shared/domain/kernel/ids.ts';
import { upCast } from '#shared/domain/up-cast.ts';
import { commandBodySchema, type CommandResult } from '#shared/api/sync.ts';
import type { LocalEffect, LoggedCommand } from '../store.ts';
import { runRuleSafely } from './run-rule.ts';
import { describe } from './describe.ts';
import type { FeedMeta } from './feed-meta.ts';
import type { RowKey, RowView } from './row-view.ts';
import { shapeOf } from './shape.ts';

/** A pending command as the cache works with it: from the log, or as it kept it itself. */
export interface PendingCommand {
  readonly place: number;
  readonly id: Id;
  readonly tenant: Id;
  readonly name: string;
  readonly body: string;
  readonly actor: Actor;
  readonly state: 'open' | 'parked';
  /** From the log or from a page, whichever knew first. */
  readonly result: CommandResult | null;
}

/** What one run of a command came to. */
export interface Outcome {
  readonly effect: LocalEffect;
  /** `delivered`: the cloud has it, its rows are still coming. */
  readonly state: 'waiting' | 'delivered' | 'needs_you';
  readonly changes: readonly Change[];
  readonly touches: readonly RowKey[];
  readonly needs: readonly RowKey[];
}

/** What was known of the command when it last ran; used where a rule can no longer say. */
export interface Before {
  readonly title: string;
  readonly target: LocalEffect['target'];
  readonly changes: readonly Change[];
}

/** Tells whether a command must run again: it stands where it stood when this text is the same. */
export function standingOf(state: LoggedCommand['state'], result: CommandResult | null): string {
  return `${state}:${result === null ? '' : `${result.outcome.state}:${result.seq}`}`;
}

/**
 * Runs a pending command and lays its changes over the view. A refused or parked one changes nothing. An accepted one
 * changes only rows that the cloud has not sent since (sync.md, Pending, rebase, conflict): the others hold it already.
 */
export function runPending(
  view: RowView,
  meta: FeedMeta,
  command: PendingCommand,
  before: Before | undefined,
  warn: (text: string) => void,
): Outcome {
  const { id, result, state } = command;
  // Written by this program and read back from its own log.
  const body = commandBodySchema.parse(JSON.parse(command.body));
  const input = upCast(command.name, body.schema, body.input);
  const call = { id, tenant: command.tenant, name: command.name, input, actor: command.actor, now: body.now, arrival: result?.arrival ?? body.now };
  if (state === 'parked' || result?.outcome.state === 'refused') {
    const refusal = result?.outcome.state === 'refused' ? result.outcome.refusal : null;
    const needs = runRuleSafely(view, meta, call, () => undefined).needs;
    const described = before ?? describe(view, [], needs, input);
    return outcome(id, 'needs_you', described, refusal, [], before?.changes ?? [], [], needs);
  }

  const run = runRuleSafely(view, meta, call, warn);
  const accepted = result?.outcome.state === 'accepted' ? result.outcome : undefined;
  // The cloud accepted it, so rows that already hold it must not talk the rest of it away (I5).
  const changes = run.decision.kind === 'changes' ? run.decision.changes : accepted ? (before?.changes ?? []) : [];
  const given: Change[] = (accepted?.given ?? []).map((row) => ({ kind: 'patch', entity: row.entity, id: row.id, values: row.values }));
  for (const change of [...changes, ...given]) {
    if (result === null || view.seqOf(change) < result.seq) view.change(change);
  }
  const described = describe(view, changes, run.needs, input);
  const known = described.title === '' && before !== undefined ? { title: before.title, target: described.target ?? before.target } : described;
  const refusal = run.decision.kind === 'refused' && !accepted ? run.decision.refusal : null;
  const remarks = accepted?.remarks ?? (run.decision.kind === 'changes' ? run.decision.remarks : []);
  return outcome(id, accepted ? 'delivered' : 'waiting', known, refusal, remarks, changes, [...changes, ...given], run.needs);
}

function outcome(
  commandId: Id,
  state: Outcome['state'],
  described: { readonly title: string; readonly target: RowKey | null },
  refusal: Refusal | null,
  remarks: readonly Remark[],
  changes: readonly Change[],
  touches: readonly RowKey[],
  needs: readonly RowKey[],
): Outcome {
  const { title, target } = described;
  return {
    effect: { commandId, title, target, refusal: refusal && { code: refusal.code, facts: refusal.facts }, remarks },
    state,
    changes,
    touches: touches.filter(({ entity }) => shapeOf(entity) !== undefined).map(({ entity, id }) => ({ entity, id })),
    needs,
  };
}
