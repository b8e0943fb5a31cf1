import type { Change } from '#shared/domain/kernel/command.ts';
import { insert } from '#shared/domain/kernel/command.ts';
import type { FieldRev } from '#shared/domain/kernel/entity.ts';
import type { Id } from '#shared/domain/kernel/ids.ts';
import { conflict } from '#shared/domain/org/entities.ts';
import type { WriterInLedger } from '#cloud/db/field-writers.ts';
import type { TenantChange } from '#cloud/db/tenant-data.ts';
import { idOfEvent } from '#cloud/system-ids.ts';
import type { Arrived } from './decide-prefix.ts';
import type { RowState, Writer } from './rows.ts';

/** A field whose author had not seen what was replaced. */
export interface Clash {
  readonly row: RowState;
  readonly field: string;
  readonly before: Readonly<Record<string, unknown>>;
  readonly lastWrite: FieldRev[string];
}

/**
 * The fields of a change whose author had not seen what it replaced (I9): those where the last arrival wins, and long
 * texts. The author's own earlier command from the same log is no conflict. `guarded` fields have the rule's own
 * precondition, on locked rows, as their guard.
 *
 * @param before the changed fields' values before the change
 * @param fieldRevBefore the row's `field_rev` before the change
 */
export function clashesIn(
  arrived: Arrived,
  writer: Writer,
  row: RowState,
  before: Readonly<Record<string, unknown>>,
  fieldRevBefore: RowState['fieldRev'],
): Clash[] {
  const base = arrived.bases[`${row.entity.name}/${row.id}`];
  if (base === undefined) return [];
  const clashes: Clash[] = [];
  for (const field of Object.keys(before)) {
    const merge = row.entity.fields[field]?.merge;
    if (merge !== 'last' && merge !== 'text') continue;
    const lastWrite = fieldRevBefore[field] ?? fieldRevBefore['*'];
    if (!lastWrite) continue;
    const [rev, client, number, incarnation] = lastWrite;
    if (rev <= base) continue;
    if (client === writer.client && incarnation === writer.incarnation && number < writer.number) continue;
    clashes.push({ row, field, before, lastWrite });
  }
  return clashes;
}

/**
 * The records of clashes, owned by the author of the later arrival. Who wrote the other value comes out of the ledger;
 * the names are those that people of both sides see on messages.
 */
export async function conflictRecords(data: TenantChange, arrived: Arrived, owner: Id, clashes: readonly Clash[]): Promise<Change[]> {
  if (clashes.length === 0) return [];
  const writers = await data.writers(clashes.map(({ lastWrite: [, client, number, incarnation] }) => ({ client, number, incarnation })));
  return clashes.map((clash, index) => recordOf(arrived, owner, clash, writers[index]));
}

function recordOf(arrived: Arrived, owner: Id, { row, field, before }: Clash, writer: WriterInLedger | undefined): Change {
  const named = row.entity.fields[field]?.named;
  const words = (values: Readonly<Record<string, unknown>>): string | null => {
    const value = named === undefined ? null : values[named];
    return typeof value === 'string' ? value : null;
  };
  return insert(conflict, idOfEvent('conflict', arrived.id, row.entity.name, row.id, field), {
    ownerId: owner,
    entity: row.entity.name,
    rowId: row.id,
    field,
    mine: row.values[field],
    mineWords: words(row.values),
    // A desk's clock may be wrong; what arrived was typed before.
    mineAt: Math.min(arrived.now, arrived.arrival),
    theirs: before[field],
    // Two people may have the same name: then the words did not change.
    theirsWords: words({ ...row.values, ...before }),
    theirsById: writer?.person_id ?? null,
    theirsByName: writer?.name ?? null,
    theirsAt: writer?.arrival ?? null,
    commandId: arrived.id,
    at: arrived.arrival,
    kept: null,
  });
}
