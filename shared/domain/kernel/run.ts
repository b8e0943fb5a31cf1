import type { Command, Ctx, Decision, Found, Reads } from './command.ts';
import { refuse } from './command.ts';
import { mayGive } from '../access/rights.ts';

/**
 * The gate that both runs pass: shape, then right, then what to read. Errors of shape carry the first wrong field's
 * path in `facts.field` and zod's message or our own code in `facts.problem`.
 */
export function prepare(
  command: Command,
  rawInput: unknown,
  ctx: Ctx,
): { ok: true; input: unknown; reads: Reads } | { ok: false; decision: Decision } {
  const parsed = command.input.safeParse(rawInput);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return {
      ok: false,
      decision: refuse('input.invalid', 'input', {
        field: issue?.path.map(String).join('.') ?? '',
        problem: issue?.message ?? '',
      }),
    };
  }
  if (!mayGive(ctx.actor, command.name)) return { ok: false, decision: refuse('right.missing', 'right', { command: command.name }) };
  return { ok: true, input: parsed.data, reads: command.reads(parsed.data, ctx) };
}

/** Runs the rule on what was found. Call `prepare` first with the same command and ctx. */
export function decide(command: Command, input: unknown, found: Found<Reads>, ctx: Ctx): Decision {
  return command.decide(found, input, ctx);
}
