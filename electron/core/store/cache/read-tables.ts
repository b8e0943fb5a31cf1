import type { Cursor, PageHead, Table } from '#shared/api/sync.ts';

const FIRST_COLUMNS = ['id', 'seq', 'rev', 'field_rev', 'deleted'];
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/**
 * Reads the lines of a page's tables (shared/api/sync.ts, tableSchema) and checks each cell by hand, because a schema
 * over a hundred thousand rows costs more than writing them. Says what is wrong where the page is not what its head
 * promises: cut, of another feed's numbers, or of another shape. Such a page must not be written, not even in part (I7).
 */
export function readTables(lines: Uint8Array, head: PageHead, asked: Cursor): { readonly tables: readonly Table[] } | { readonly malformed: string } {
  try {
    const text = decode(lines);
    const tables = text === '' ? [] : text.split('\n').map((line, index) => readTable(JSON.parse(line), index, asked.seq, head.cursor.seq));
    const rows = tables.reduce((sum, table) => sum + table.rows.length, 0);
    if (rows !== head.rows) throw new Malformed(`${rows} rows where the head says ${head.rows}`);
    return { tables };
  } catch (error) {
    if (error instanceof Malformed || error instanceof SyntaxError) return { malformed: error.message };
    throw error;
  }
}

class Malformed extends Error {}

function decode(lines: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(lines);
  } catch {
    throw new Malformed('no UTF-8');
  }
}

function readTable(line: unknown, index: number, above: number, upTo: number): Table {
  if (typeof line !== 'object' || line === null || !('entity' in line) || !('columns' in line) || !('rows' in line)) throw new Malformed(`line ${index} is no table`);
  const { entity, columns, rows } = line;
  if (typeof entity !== 'string' || !isListOf(columns, isText) || !Array.isArray(rows)) throw new Malformed(`line ${index} is no table`);
  if (FIRST_COLUMNS.some((name, place) => columns[place] !== name) || new Set(columns).size < columns.length) throw new Malformed(`columns of ${entity}`);
  const list: readonly unknown[] = rows;
  for (const [place, row] of list.entries()) {
    if (!isListOf(row, isCell) || row.length !== columns.length || !isHead(row, above, upTo)) throw new Malformed(`row ${place} of ${entity}`);
  }
  // Each row was looked at above.
  return { entity, columns, rows: list as Table['rows'] };
}

type Cell = Table['rows'][number][number];

/** id, seq, rev, field_rev, deleted. */
function isHead([id, seq, rev, fieldRev, deleted]: readonly Cell[], above: number, upTo: number): boolean {
  return (
    typeof id === 'string' && UUID.test(id) &&
    typeof seq === 'number' && Number.isSafeInteger(seq) && seq > above && seq <= upTo &&
    typeof rev === 'number' && Number.isSafeInteger(rev) && rev >= 0 &&
    typeof fieldRev === 'string' && (deleted === 0 || deleted === 1)
  );
}

function isListOf<T>(value: unknown, is: (one: unknown) => one is T): value is T[] {
  if (!Array.isArray(value)) return false;
  for (const one of value) if (!is(one)) return false;
  return true;
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

/** JSON has no other number than a finite one. */
function isCell(value: unknown): value is Cell {
  return typeof value === 'string' || typeof value === 'number' || value === null;
}
