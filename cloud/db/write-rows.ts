import type { Entity } from '#shared/domain/kernel/entity.ts';
import { columnOf } from '#shared/domain/kernel/entity.ts';
import type { FieldRev } from '#shared/domain/kernel/entity.ts';
import type { Id } from '#shared/domain/kernel/ids.ts';
import { statementsOf } from './entity-statements.ts';
import { statementName } from './statement-name.ts';
import type { Transaction } from './tenant-transaction.ts';

export interface RowToWrite {
  readonly entity: Entity;
  readonly id: Id;
  readonly values: Readonly<Record<string, unknown>>;
  readonly rev: number;
  readonly fieldRev: FieldRev;
  readonly deleted: boolean;
  readonly stored: boolean;
  /** Fields that differ from the database; of a stored row only these are written. */
  readonly written: ReadonlySet<string>;
}

/**
 * Writes rows with one seq, a statement per entity for new and one for changed rows. Only run-command.ts may call this:
 * a test finds any other writer.
 */
export async function writeRows(transaction: Transaction, tenant: Id, seq: number, rows: readonly RowToWrite[]): Promise<void> {
  const writing: Promise<unknown>[] = [];
  const byEntity = new Map<Entity, RowToWrite[]>();
  for (const row of rows) push(byEntity, row);
  for (const [entity, list] of byEntity) {
    const statements = statementsOf(entity);
    const fresh = list.filter((row) => !row.stored);
    const changed = list.filter((row) => row.stored);
    if (fresh.length > 0) {
      writing.push(transaction.query(`${entity.name}.insert`, statements.insert, [tenant, seq, recordset(fresh)]));
    }
    if (changed.length > 0) {
      const columns = [...new Set(changed.flatMap((row) => [...row.written]))].map(columnOf).sort();
      // Commands change few sets of columns, so that few statements are kept per connection.
      const text = statements.update(columns);
      writing.push(transaction.query(statementName(`${entity.name}.update`, text), text, [tenant, seq, recordset(changed)]));
    }
  }
  await Promise.all(writing);
}

function recordset(rows: readonly RowToWrite[]): string {
  return JSON.stringify(
    rows.map((row) => {
      const record: Record<string, unknown> = { id: row.id, rev: row.rev, field_rev: row.fieldRev, deleted: row.deleted };
      // What is left out is null there too; most of a row is, and the reading of its JSON is most of an insert's time.
      for (const { field, column } of statementsOf(row.entity).columns) if (row.values[field] !== null) record[column] = row.values[field];
      return record;
    }),
  );
}

function push(groups: Map<Entity, RowToWrite[]>, row: RowToWrite): void {
  const group = groups.get(row.entity);
  if (group) group.push(row);
  else groups.set(row.entity, [row]);
}
