import type { Change } from '#shared/domain/kernel/command.ts';
import { insert } from '#shared/domain/kernel/command.ts';
import type { Id } from '#shared/domain/kernel/ids.ts';
import { conflict } from '#shared/domain/org/entities.ts';
import { idOfEvent } from '#cloud/system-ids.ts';
import type { Arrived } from './decide-prefix.ts';
import type { RowState, Writer } from './rows.ts';

/**
 * The records of a change whose author had not seen what it replaced (I9): for fields where the last arrival wins, the
 * value before and the value now, owned by the author. The author's own earlier command from the same log is no
 * conflict. `guarded` fields have the rule's own precondition, on locked rows, as their guard.
 *
 * @param fieldRevBefore the row's `field_rev` before the change
 */
export function conflictsOf(
  arrived: Arrived,
  owner: Id,
  writer: Writer,
  row: RowState,
  before: Readonly<Record<string, unknown>>,
  fieldRevBefore: RowState['fieldRev'],
): Change[] {
  const base = arrived.bases[`${row.entity.name}/${row.id}`];
  if (base === undefined) return [];
  const records: Change[] = [];
  for (const [field, theirs] of Object.entries(before)) {
    const merge = row.entity.fields[field]?.merge;
    if (merge !== 'last' && merge !== 'text') continue;
    const last = fieldRevBefore[field] ?? fieldRevBefore['*'];
    if (!last) continue;
    const [rev, client, number, incarnation] = last;
    if (rev <= base) continue;
    if (client === writer.client && incarnation === writer.incarnation && number < writer.number) continue;
    records.push(
      insert(conflict, idOfEvent('conflict', arrived.id, row.entity.name, row.id, field), {
        ownerId: owner,
        entity: row.entity.name,
        rowId: row.id,
        field,
        mine: row.values[field],
        theirs,
        commandId: arrived.id,
        at: arrived.arrival,
        settled: false,
      }),
    );
  }
  return records;
}
