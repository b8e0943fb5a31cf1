import type { Command, Ctx, Decision, Found, Reads } from './command.ts';
import { refuse } from './command.ts';
import { mayGive } from '../access/rights.ts';

/** A rule of ours inside a schema names its refusal (`rich_text.too_long`); zod's own words are English sentences. */
const OUR_CODE = /^[a-z_]+\.[a-z_.]+$/;

/** What the gate let through. */
export interface Prepared {
  readonly ok: true;
  readonly input: unknown;
  readonly reads: Reads;
}

/**
 * The gate that both runs pass: shape, then right, then what to read. A wrong shape is `input.invalid`, or the code of
 * the schema's own rule; `facts.field` is the path of the first wrong field, `facts.problem` the code or zod's message.
 */
export function prepare(
  command: Command,
  rawInput: unknown,
  ctx: Ctx,
): Prepared | { ok: false; decision: Decision } {
  const parsed = command.input.safeParse(rawInput);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return {
      ok: false,
      decision: refuse(issue?.code === 'custom' && OUR_CODE.test(issue.message) ? issue.message : 'input.invalid', 'input', {
        field: issue?.path.map(String).join('.') ?? '',
        problem: issue?.message ?? '',
      }),
    };
  }
  if (!mayGive(ctx.actor, command.name)) return { ok: false, decision: refuse('right.missing', 'right', { command: command.name }) };
  return { ok: true, input: parsed.data, reads: command.reads(parsed.data, ctx) };
}

/**
 * Runs the rule on what was found. Call `prepare` first with the same command and ctx. Ids come from the desk: one that
 * stands for two new rows is a refusal here, rather than a constraint that fails in a database and stops the queue.
 */
export function decide(command: Command, input: unknown, found: Found<Reads>, ctx: Ctx): Decision {
  const decision = command.decide(found, input, ctx);
  if (decision.kind !== 'changes') return decision;
  const inserted = decision.changes.filter((change) => change.kind === 'insert').map((change) => `${change.entity}/${change.id}`);
  return new Set(inserted).size === inserted.length ? decision : refuse('input.ids_repeated', 'input');
}
