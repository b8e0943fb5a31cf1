import * as z from 'zod';
import { changes, defineCommand, patch, ref, refuse, undecided, type Command, type Ctx, type Found, type FoundRow, type Read, type Reads } from '../kernel/command.ts';
import type { Entity } from '../kernel/entity.ts';
import { idSchema, type Id } from '../kernel/ids.ts';
import { sameValue } from '../kernel/same-value.ts';
import { line } from '../kernel/text.ts';
import { mayGive } from '../access/rights.ts';
import { conflict, keepSchema } from './entities.ts';

const inputSchema = z.strictObject({
  conflictId: idSchema,
  /** What the record says, repeated: by it the rule knows what to read. */
  entity: line(60, 1),
  rowId: idSchema,
  field: line(60, 1),
  keep: keepSchema,
  /** The value to stand: the record's own for `mine` and `theirs`, the edited text for `both`, null for `now`. */
  value: z.json(),
});
type Input = z.output<typeof inputSchema>;

/**
 * The author's word on a conflict (product.md 7, I9). It writes the chosen value by the command that rewrites the field
 * (`rewrites`), and so under that command's rights and guards, unless the row holds it already; then the record is
 * settled. A settled one can be decided anew: that is the undo. No entity is named here.
 */
export function settleConflict(entities: readonly Entity[], commands: readonly Command[]) {
  /** The command that would write the value, with what it reads; undefined where there is none or it takes no such value. */
  const writing = ({ entity, rowId, field, keep, value }: Input, ctx: Ctx) => {
    if (keep === 'now') return undefined;
    for (const command of commands) {
      const rewrite = own(own(command.rewrites, entity), field);
      const parsed = rewrite && command.input.safeParse(rewrite(rowId, value));
      if (parsed?.success) return { command, input: parsed.data, reads: command.reads(parsed.data, ctx) };
    }
    return undefined;
  };

  return defineCommand({
    name: 'conflict.settle',
    area: 'personal',
    schema: 1,
    input: inputSchema,
    reads: (input, ctx): Reads => {
      const entity = entities.find(({ name }) => name === input.entity);
      const others = Object.entries(writing(input, ctx)?.reads ?? {}).map(([name, read]): [string, Read] => [`write.${name}`, read]);
      return { conflict: ref(conflict, input.conflictId), ...(entity ? { row: ref(entity, input.rowId) } : {}), ...Object.fromEntries(others) };
    },
    decide: (found, input, ctx) => {
      // Named so in `reads`.
      const { conflict: record, row } = found as unknown as { conflict: FoundRow<typeof conflict>; row?: FoundRow<Entity> };
      if (record.state === 'unknown') return undecided();
      if (record.state === 'absent') return refuse('conflict.unknown', 'state');
      const { ownerId, entity, rowId, field, mine, theirs } = record.row;
      if (ownerId !== ctx.actor.personId) return refuse('right.missing', 'right', { command: 'conflict.settle' });
      const known = entities.find(({ name }) => name === entity);
      const fits = { mine: sameValue(input.value, mine), theirs: sameValue(input.value, theirs), both: known?.fields[field]?.merge === 'text', now: input.value === null };
      if (entity !== input.entity || rowId !== input.rowId || field !== input.field || !fits[input.keep]) return refuse('input.invalid', 'input', { field: 'value', problem: 'conflict' });

      const settled = patch(conflict, record.row.id, { kept: input.keep });
      if (input.keep === 'now') return changes([settled]);
      const now: Readonly<Record<string, unknown>> | undefined = row?.state === 'row' ? row.row : undefined;
      if (now !== undefined && sameValue(now[field], input.value)) return changes([settled]);
      const write = writing(input, ctx);
      if (write === undefined) return refuse('conflict.cannot_write', 'state');
      if (!mayGive(ctx.actor, write.command.name)) return refuse('right.missing', 'right', { command: write.command.name });
      const read = Object.fromEntries(Object.keys(write.reads).map((name) => [name, found[`write.${name}`]]));
      // Each name was found as `reads` asked for it.
      const decision = write.command.decide(read as Found<Reads>, write.input, ctx);
      return decision.kind === 'changes' ? changes([...decision.changes, settled], decision.remarks, decision.notices) : decision;
    },
  });
}

/** A member of its own: names come from a desk, and `constructor` is none of ours. */
function own<T>(table: Readonly<Record<Id, T>> | undefined, name: string): T | undefined {
  return table !== undefined && Object.hasOwn(table, name) ? table[name] : undefined;
}
