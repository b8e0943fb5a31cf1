import type { Id } from '#shared/domain/kernel/ids.ts';
import type { Cell, WriteDatabase } from '../sqlite/handles.ts';
import { readShadow, writeShadow } from './effect-table.ts';
import { feedOf, readPulled } from './feed-meta.ts';
import { RowWriter } from './row-writer.ts';
import { readRow, shapeOf, type CellRow, type Shape } from './shape.ts';

interface UnknownRow {
  readonly tenant: Id;
  readonly entity: string;
  readonly id: Id;
  readonly cells: string;
}

/**
 * After an upgrade: what an older version kept raw because it did not know the entity or the column goes where it
 * belongs, without another pull (sync.md, Upgrades). What is still unknown stays.
 */
export function adoptUnknown(database: WriteDatabase): void {
  const kept = database.all<{ entity: string }>('SELECT DISTINCT entity FROM unknown_row');
  const shapes = kept.map(({ entity }) => shapeOf(entity)).filter((shape) => shape !== undefined);
  if (shapes.length === 0) return;
  database.transaction(() => {
    const rows = new RowWriter(database);
    for (const shape of shapes) {
      for (const row of database.all<UnknownRow>('SELECT * FROM unknown_row WHERE entity = ?', shape.entity.name)) adopt(database, rows, shape, row);
    }
    rows.finish();
  });
}

function adopt(database: WriteDatabase, rows: RowWriter, shape: Shape, { tenant, entity, id, cells }: UnknownRow): void {
  // Written by this room as a record of cells.
  const raw = JSON.parse(cells) as Record<string, Cell>;
  const known = Object.fromEntries(Object.entries(raw).filter(([name]) => shape.names.includes(name)));
  const left = Object.fromEntries(Object.entries(raw).filter(([name]) => !shape.names.includes(name) && name !== 'deleted'));
  if (Object.keys(known).length === 0) return;
  // Kept by whatever feed was pulled last, which is the one beside where there is one.
  const feed = feedOf(database, tenant, readPulled(database, tenant).role);
  const copy = readShadow(database, tenant, { entity, id });
  const before = readRow(database, feed, shape, id);
  // A whole row of an entity that was unknown has its own id; columns alone need the row that they belong to.
  if (copy?.row) writeShadow(database, tenant, { ...copy, row: { ...copy.row, ...known } });
  if (before !== undefined || 'id' in known) rows.put(feed, shape, { ...emptyRow(shape), ...before, ...known, id });
  if (Object.keys(left).length === 0) database.run('DELETE FROM unknown_row WHERE tenant = ? AND entity = ? AND id = ?', tenant, entity, id);
  else database.run('UPDATE unknown_row SET cells = ? WHERE tenant = ? AND entity = ? AND id = ?', JSON.stringify(left), tenant, entity, id);
}

function emptyRow(shape: Shape): CellRow {
  return Object.fromEntries(shape.names.map((name) => [name, null]));
}
