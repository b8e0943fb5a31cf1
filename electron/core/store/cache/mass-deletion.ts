import type { Table } from '#shared/api/sync.ts';
import type { Id } from '#shared/domain/kernel/ids.ts';
import type { ReadDatabase } from '../sqlite/handles.ts';
import type { Deletions } from '../store.ts';
import { readShadow } from './effect-table.ts';
import { readRow, SHAPES, shapeOf } from './shape.ts';

/** So many rows and such a part of a feed do not go without a person's word (sync.md, Cloud: pull). */
const ASK_ABOVE = 50;
const ASK_SHARE = 0.2;

/** How many rows are here that the table deletes; to be asked before it is written. */
export function deletedBy(database: ReadDatabase, tenant: Id, feed: number, { entity, columns, rows: cells }: Table): number {
  let rows = 0;
  const shape = shapeOf(entity);
  const [idAt, deletedAt] = [columns.indexOf('id'), columns.indexOf('deleted')];
  if (shape === undefined) return 0;
  for (const row of cells) {
    if (row[deletedAt] !== 1) continue;
    const id = String(row[idAt]);
    const copy = readShadow(database, tenant, { entity, id });
    if (copy === undefined ? readRow(database, feed, shape, id) !== undefined : copy.row !== null) rows += 1;
  }
  return rows;
}

/** Whether a person may have to be asked. Cheap; whether they are is `toAsk`'s to say, on rows that the page has not changed. */
export function areMany(deleted: number): boolean {
  return deleted > ASK_ABOVE;
}

/** What the person is to be asked about, when many `rows` would be gone since the last whole state, `before` of them already. */
export function toAsk(database: ReadDatabase, feed: number, rows: number, before: number): Deletions | null {
  const here = SHAPES.reduce((sum, { entity }) => sum + (database.get<{ rows: number }>(`SELECT count(*) AS rows FROM ${entity.name} WHERE feed = ?`, feed)?.rows ?? 0), 0);
  return rows > (here + before) * ASK_SHARE ? { rows, of: here + before } : null;
}
