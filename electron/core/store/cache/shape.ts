import { columnOf, type Entity, type Field, type FieldKind } from '#shared/domain/kernel/entity.ts';
import type { Id } from '#shared/domain/kernel/ids.ts';
import { ENTITIES } from '#shared/domain/registry.ts';
import type { Cell, ReadDatabase } from '../sqlite/handles.ts';

/** A row as SQLite holds it: id, seq, rev, field_rev and the entity's columns; without rid and feed. */
export type CellRow = Readonly<Record<string, Cell>>;
/** A row as the rules and the screens see it. */
export type Row = Readonly<Record<string, unknown>> & { readonly id: Id; readonly rev: number };

interface Column {
  readonly field: string;
  readonly name: string;
  readonly kind: FieldKind;
}

/** How one entity is kept: its columns and the statement that reads its rows. */
export interface Shape {
  readonly entity: Entity;
  readonly columns: readonly Column[];
  readonly byColumn: ReadonlyMap<string, Column>;
  readonly byField: ReadonlyMap<string, Column>;
  /** Names that a row has in SQLite, in the order in which it is written. */
  readonly names: readonly string[];
  readonly select: string;
}

function shapeOfEntity(entity: Entity): Shape {
  const fields: readonly [string, Field][] = Object.entries(entity.fields);
  const columns = fields.map(([field, { kind }]) => ({ field, name: columnOf(field), kind }));
  const names = ['id', 'seq', 'rev', 'field_rev', ...columns.map((column) => column.name)];
  return {
    entity,
    columns,
    byColumn: new Map(columns.map((column) => [column.name, column])),
    byField: new Map(columns.map((column) => [column.field, column])),
    names,
    select: `SELECT ${names.join(', ')} FROM ${entity.name}`,
  };
}

const shapes = new Map(ENTITIES.map((entity) => [entity.name, shapeOfEntity(entity)]));
export const SHAPES: readonly Shape[] = [...shapes.values()];

export function shapeOf(entity: string): Shape | undefined {
  return shapes.get(entity);
}

export function readRow(database: ReadDatabase, feed: number, shape: Shape, id: Id): CellRow | undefined {
  return database.get<CellRow>(`${shape.select} WHERE feed = ? AND id = ?`, feed, id);
}

export function readChildren(database: ReadDatabase, feed: number, shape: Shape, column: string, parent: Id): CellRow[] {
  return database.all<CellRow>(`${shape.select} WHERE feed = ? AND ${column} = ?`, feed, parent);
}

/** JSON parsed, 0 and 1 as booleans. */
export function rowOfCells(shape: Shape, cells: CellRow): Row {
  const row: Record<string, unknown> = {};
  for (const { field, name, kind } of shape.columns) row[field] = valueOfCell(kind, cells[name] ?? null);
  return { ...row, id: String(cells.id), rev: Number(cells.rev) };
}

function valueOfCell(kind: FieldKind, cell: Cell): unknown {
  if (cell === null) return null;
  if (kind === 'boolean') return cell === 1;
  if (kind === 'json') return JSON.parse(String(cell)) as unknown;
  return cell;
}

/** The columns of a change's values; a field that the entity does not have is left out. */
export function cellsOfValues(shape: Shape, values: Readonly<Record<string, unknown>>): Record<string, Cell> {
  const cells: Record<string, Cell> = {};
  for (const [field, value] of Object.entries(values)) {
    const column = shape.byField.get(field);
    if (column !== undefined) cells[column.name] = cellOfValue(column.kind, value);
  }
  return cells;
}

function cellOfValue(kind: FieldKind, value: unknown): Cell {
  if (value === null || value === undefined) return null;
  if (kind === 'boolean') return value === true ? 1 : 0;
  if (kind === 'json') return JSON.stringify(value);
  if (typeof value === 'number') return value;
  return String(value);
}
