import type { Cursor, PageHead, Table } from '#shared/api/sync.ts';
import type { Lines } from '../store.ts';

const FIRST_COLUMNS = ['id', 'seq', 'rev', 'field_rev', 'deleted'];
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const NEWLINE = 10;

/** The page is not what its head promises: cut, of another feed's numbers, or of another shape. Not even a part of it may be written (I7). */
export class Malformed extends Error {}

/**
 * Reads the lines of a page's tables (shared/api/sync.ts, tableSchema) one after the other, so that a page's rows are
 * never in memory all at once, and checks each cell by hand, because a schema over a hundred thousand rows costs more
 * than writing them. Throws Malformed, after the last table too: what was written by then must be undone.
 */
export function* readTables({ pieces }: Lines, head: PageHead, asked: Cursor): Generator<Table> {
  let rows = 0;
  for (const [index, line] of linesOf(pieces).entries()) {
    const table = readTable(parsed(line), index, asked.seq, head.cursor.seq);
    rows += table.rows.length;
    yield table;
  }
  if (rows !== head.rows) throw new Malformed(`${rows} rows where the head says ${head.rows}`);
}

function linesOf(pieces: readonly Uint8Array[]): Buffer[] {
  const [only] = pieces;
  const bytes = only !== undefined && pieces.length === 1 ? Buffer.from(only.buffer, only.byteOffset, only.length) : Buffer.concat(pieces);
  const lines: Buffer[] = [];
  for (let start = 0; start < bytes.length; ) {
    const found = bytes.indexOf(NEWLINE, start);
    const end = found < 0 ? bytes.length : found;
    lines.push(bytes.subarray(start, end));
    start = end + 1;
  }
  return lines;
}

const strict = new TextDecoder('utf-8', { fatal: true });

function parsed(line: Uint8Array): unknown {
  try {
    return JSON.parse(strict.decode(line));
  } catch (error) {
    throw new Malformed(error instanceof SyntaxError ? error.message : 'no UTF-8');
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
