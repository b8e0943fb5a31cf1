import type { Cell, ReadDatabase } from '../../sqlite/handles.ts';

/** A list in the order of an index, which is read along from any of its rows. */
export interface SortedList {
  /** The table, with its index. */
  readonly source: string;
  readonly where: string;
  readonly values: readonly Cell[];
  /** What it is sorted by, all in one direction and never null; no two rows are equal in all of them. */
  readonly columns: readonly string[];
  readonly direction: 'ASC' | 'DESC';
}

/** Of a list, from one known place to the next, rows. */
const STEP = 1_000;
/** How many lists are known at a time. */
const LISTS = 8;

interface KnownList {
  /** The sorted columns of row 1,000, 2,000 and so on. */
  readonly places: (readonly Cell[])[];
  total?: number;
}
interface Known {
  /** Of the file's state that the lists are of. */
  stamp: string;
  readonly lists: Map<string, KnownList>;
}

const known = new WeakMap<ReadDatabase, Known>();

/**
 * The numbers of a page's rows. To skip a row costs as much as to list it: a page deep in a long list begins at the nearest
 * place that is known from before, so that it costs what the first one does (P1). Any change of the file makes all unknown.
 * Inside `snapshot`.
 */
export function pageOfList(database: ReadDatabase, list: SortedList, offset: number, limit: number): number[] {
  const { places } = knownList(database, list);
  const wanted = Math.floor(offset / STEP);
  while (places.length < wanted) {
    const next = read(database, list, list.columns.join(', '), places.at(-1), 1, STEP)[0];
    // A list that ends before has no such row.
    if (next === undefined) break;
    places.push(list.columns.map((column) => next[column] ?? null));
  }
  const at = Math.min(wanted, places.length);
  return read(database, list, 'rid', places[at - 1], limit, offset - at * STEP).map((row) => Number(row['rid']));
}

/** What `count` answers, asked once as long as the file does not change. Inside `snapshot`. */
export function totalOfList(database: ReadDatabase, list: SortedList, count: () => number): number {
  const one = knownList(database, list);
  return (one.total ??= count());
}

export function orderOf({ columns, direction }: Pick<SortedList, 'columns' | 'direction'>): string {
  return columns.map((column) => `${column} ${direction}`).join(', ');
}

function read(database: ReadDatabase, list: SortedList, what: string, from: readonly Cell[] | undefined, limit: number, offset: number): Readonly<Record<string, Cell>>[] {
  const { source, where, values, columns, direction } = list;
  const onwards = from === undefined ? '' : ` AND (${columns.join(', ')}) ${direction === 'ASC' ? '>=' : '<='} (${columns.map(() => '?').join(', ')})`;
  return database.all(`SELECT ${what} FROM ${source} WHERE ${where}${onwards} ORDER BY ${orderOf(list)} LIMIT ? OFFSET ?`, ...values, ...(from ?? []), limit, offset);
}

function knownList(database: ReadDatabase, { source, where, values, columns }: SortedList): KnownList {
  const stamp = stampOf(database);
  let here = known.get(database);
  if (here?.stamp !== stamp) known.set(database, (here = { stamp, lists: new Map() }));
  const key = JSON.stringify([source, where, values, columns]);
  const list = here.lists.get(key) ?? { places: [] };
  // The one that was asked for last stands last.
  here.lists.delete(key);
  here.lists.set(key, list);
  for (const oldest of here.lists.keys()) if (here.lists.size > LISTS) here.lists.delete(oldest);
  return list;
}

/** Another one after each change of the file, by other connections or by this one. */
function stampOf(database: ReadDatabase): string {
  const own = database.get<{ changes: number }>('SELECT total_changes() AS changes')?.changes;
  return `${String(database.pragma('data_version'))} ${String(own)}`;
}
