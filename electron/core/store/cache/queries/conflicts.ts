import type { RowOf } from '#shared/domain/kernel/entity.ts';
import { conflict } from '#shared/domain/org/entities.ts';
import type { ConflictView } from '#shared/rpc/contract.ts';
import type { ReadDatabase } from '../../sqlite/handles.ts';
import { titleOf } from '../describe.ts';
import { readRow, rowOfCells, shapeOf, type CellRow } from '../shape.ts';
import { asView } from './as-view.ts';
import { knownTenants } from './known-tenants.ts';
import { RowMarks } from './row-marks.ts';

/** How far back decided ones are shown, so that the other value can still be chosen. */
const DECIDED_SHOWN = 100;

/** Conflicts that are not decided, the oldest first; with `settled` the last decided ones after them. */
export function listConflicts(database: ReadDatabase, settled: boolean): ConflictView[] {
  const shape = shapeOf(conflict.name);
  if (shape === undefined) return [];
  const columns = `feed, ${shape.names.join(', ')}`;
  return database.snapshot(() => {
    const open = database.all<CellRow>(`SELECT ${columns} FROM conflict WHERE kept IS NULL ORDER BY at, id`);
    const decided = settled ? database.all<CellRow>(`SELECT ${columns} FROM conflict WHERE kept IS NOT NULL ORDER BY at DESC, id LIMIT ?`, DECIDED_SHOWN) : [];
    const tenants = knownTenants(database);
    const marks = new RowMarks(database);
    return [...open, ...decided].map((cells) => {
      const { tenant, name } = tenants.get(Number(cells.feed)) ?? { tenant: '', name: '' };
      const record = asView<RowOf<typeof conflict>>(rowOfCells(shape, cells));
      return { ...viewOf(database, Number(cells.feed), record), tenant, tenantName: name, sync: marks.of(tenant, conflict.name, record.id) };
    });
  });
}

export function openConflicts(database: ReadDatabase): number {
  return database.get<{ open: number }>('SELECT count(*) AS open FROM conflict WHERE kept IS NULL')?.open ?? 0;
}

function viewOf(database: ReadDatabase, feed: number, record: RowOf<typeof conflict>): Omit<ConflictView, 'tenant' | 'tenantName' | 'sync'> {
  const shape = shapeOf(record.entity);
  const cells = shape && readRow(database, feed, shape, record.rowId);
  const row: Readonly<Record<string, unknown>> | undefined = shape && cells && rowOfCells(shape, cells);
  const field = shape?.entity.fields[record.field];
  const words = field?.named === undefined ? null : row?.[field.named];
  return {
    id: record.id,
    entity: record.entity,
    rowId: record.rowId,
    field: record.field,
    isText: field?.merge === 'text',
    mine: { value: record.mine, words: record.mineWords, at: record.mineAt ?? record.at },
    theirs: { value: record.theirs, words: record.theirsWords, at: record.theirsAt, byId: record.theirsById, byName: record.theirsByName },
    row: row === undefined ? null : { title: titleOf(cells) ?? '', number: typeof row['number'] === 'number' ? row['number'] : null },
    now: row === undefined ? null : { value: row[record.field], words: typeof words === 'string' ? words : null },
    commandId: record.commandId,
    at: record.at,
    kept: record.kept,
  };
}
