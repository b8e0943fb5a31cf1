import type { Id } from '#shared/domain/kernel/ids.ts';
import type { PageHead, Table } from '#shared/api/sync.ts';
import type { Cell, WriteDatabase } from '../sqlite/handles.ts';
import { readShadow, watchedIds, writeShadow } from './effect-table.ts';
import { deletedBy } from './mass-deletion.ts';
import type { RowKey } from './row-view.ts';
import type { RowWriter } from './row-writer.ts';
import { shapeOf, type CellRow, type Shape } from './shape.ts';

/** A page whose tables are read as they are asked for. */
export type Page = PageHead & { readonly tables: Iterable<Table> };
/** What a page did to the feed. */
export interface Written {
  /** Rows that pending commands may care about; none where nobody watches. */
  readonly seen: readonly RowKey[];
  readonly entities: ReadonlySet<string>;
  /** Rows that were here and that the page deleted; those that a right hides (`gone`) are not among them. */
  readonly deleted: number;
}

interface Place {
  readonly database: WriteDatabase;
  readonly rows: RowWriter;
  readonly tenant: Id;
  readonly feed: number;
  readonly watched: boolean;
}

const NONE: ReadonlySet<Id> = new Set();
const SYSTEM_COLUMNS = ['id', 'seq', 'rev', 'field_rev'];

/**
 * Writes a page's rows: into the tables, or into the shadow where a pending command changed the row. `watched`: there are
 * such commands. Inside a transaction, which whatever this throws must undo.
 */
export function writePage(database: WriteDatabase, rows: RowWriter, tenant: Id, feed: number, page: Page, watched: boolean): Written {
  const place: Place = { database, rows, tenant, feed, watched };
  const seen: RowKey[] = [];
  const entities = new Set<string>();
  let deleted = 0;
  for (const table of page.tables) {
    const shape = shapeOf(table.entity);
    if (table.rows.length > 0) entities.add(table.entity);
    if (shape === undefined) {
      keepUnknown(database, tenant, table);
      continue;
    }
    deleted += deletedBy(database, tenant, feed, table);
    for (const key of writeTable(place, shape, table)) seen.push(key);
  }
  for (const { entity, id } of page.gone) {
    const shape = shapeOf(entity);
    if (shape === undefined) {
      database.run('DELETE FROM unknown_row WHERE tenant = ? AND entity = ? AND id = ?', tenant, entity, id);
    } else {
      remove(place, shape, id, page.cursor.seq);
      if (watched) seen.push({ entity, id });
    }
    entities.add(entity);
  }
  return { seen, entities, deleted };
}

function writeTable(place: Place, shape: Shape, table: Table): RowKey[] {
  const { database, tenant, feed, watched } = place;
  const at = new Map(table.columns.map((name, index) => [name, index]));
  const idAt = need(at, 'id');
  const seqAt = need(at, 'seq');
  const deletedAt = need(at, 'deleted');
  const known = table.columns.filter((name) => SYSTEM_COLUMNS.includes(name) || shape.byColumn.has(name));
  const unknown = table.columns.filter((name) => name !== 'deleted' && !known.includes(name));
  const places = known.map((name) => need(at, name));
  const write = place.rows.into(feed, shape, known);
  const seen: RowKey[] = [];
  // Asked once: a person who types while a hundred thousand rows come in has to do with few of them.
  const ids = watched ? watchedIds(database, tenant, shape.entity.name) : NONE;
  for (const row of table.rows) {
    const id = String(row[idAt]);
    const seq = Number(row[seqAt]);
    const isWatched = ids === undefined || ids.has(id);
    if (isWatched) seen.push({ entity: shape.entity.name, id });
    if (row[deletedAt] === 1) {
      remove(place, shape, id, seq);
      if (unknown.length > 0) database.run('DELETE FROM unknown_row WHERE tenant = ? AND entity = ? AND id = ?', tenant, shape.entity.name, id);
      continue;
    }
    const copy = isWatched ? readShadow(database, tenant, { entity: shape.entity.name, id }) : undefined;
    if (copy === undefined) {
      write(places.map((at) => row[at] ?? null));
    } else {
      const cells = Object.fromEntries(known.map((name, index) => [name, row[places[index] ?? 0] ?? null]));
      writeShadow(database, tenant, { key: copy.key, seq, row: { ...(copy.row ?? empty(shape)), ...cells } });
    }
    if (unknown.length > 0) keepRaw(database, tenant, shape.entity.name, id, seq, unknown, unknown.map((name) => row[need(at, name)] ?? null));
  }
  return seen;
}

/** A row with pending changes leaves the number of its end in the shadow (I10). */
function remove({ database, rows, tenant, feed, watched }: Place, shape: Shape, id: Id, seq: number): void {
  const key = { entity: shape.entity.name, id };
  if (watched && readShadow(database, tenant, key) !== undefined) writeShadow(database, tenant, { key, seq, row: null });
  else rows.remove(feed, shape, id);
}

function empty(shape: Shape): CellRow {
  return Object.fromEntries(shape.names.map((name) => [name, null]));
}

/** Entities of a later program, raw, so that the version that knows them finds them here (sync.md, Upgrades). */
function keepUnknown(database: WriteDatabase, tenant: Id, table: Table): void {
  const at = new Map(table.columns.map((name, index) => [name, index]));
  for (const row of table.rows) {
    const id = String(row[need(at, 'id')]);
    if (row[need(at, 'deleted')] === 1) database.run('DELETE FROM unknown_row WHERE tenant = ? AND entity = ? AND id = ?', tenant, table.entity, id);
    else keepRaw(database, tenant, table.entity, id, Number(row[need(at, 'seq')]), table.columns, row);
  }
}

function keepRaw(database: WriteDatabase, tenant: Id, entity: string, id: Id, seq: number, names: readonly string[], cells: readonly Cell[]): void {
  database.run(
    `INSERT INTO unknown_row (tenant, entity, id, seq, cells) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (tenant, entity, id) DO UPDATE SET seq = excluded.seq, cells = excluded.cells`,
    tenant, entity, id, seq, JSON.stringify(Object.fromEntries(names.map((name, index) => [name, cells[index] ?? null]))),
  );
}

function need(at: ReadonlyMap<string, number>, name: string): number {
  const place = at.get(name);
  if (place === undefined) throw new Error(`the page has no column ${name}`);
  return place;
}
