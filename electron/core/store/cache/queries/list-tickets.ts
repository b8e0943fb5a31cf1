import type { Id } from '#shared/domain/kernel/ids.ts';
import { columnOf } from '#shared/domain/kernel/entity.ts';
import { LISTED_FIELDS, type TicketPage, type TicketQuery, type TicketRow } from '#shared/rpc/contract.ts';
import type { Cell, ReadDatabase } from '../../sqlite/handles.ts';
import { onlyShown } from '../dropped-feeds.ts';
import { readMeta } from '../feed-meta.ts';
import { DUE_SOON } from '#shared/domain/tickets/service-level.ts';
import { FACETS, RANKS } from '../tally.ts';
import { firstLine } from './first-line.ts';
import { knownTenants, type KnownTenant } from './known-tenants.ts';
import { orderOf, pageOfList, totalOfList, type SortedList } from './list-places.ts';
import { RowMarks } from './row-marks.ts';
import { ticketsWithWords } from './ticket-words.ts';

/** By the fields' own names, so that a row is as it is shown but for what `ticketRow` says; of the text only the beginning. */
const LISTED = [...LISTED_FIELDS.map((field) => `ticket.${columnOf(field)} AS ${field}`), 'ticket.id', 'rev', 'feed', 'substr(plain, 1, 400) AS plain'].join(', ');
/** Columns that are not as they are shown. */
type ListedCells = Omit<TicketRow, 'private' | 'tenant' | 'tenantName' | 'firstLine' | 'sync'> & { readonly private: number; readonly feed: number; readonly plain: string | null };

/** Newest first; blocking first, then newest; what is due first (SLA-01). What is equal stands as in the index, whose columns these are. */
const ORDER: Readonly<Record<TicketQuery['sort'], Pick<SortedList, 'columns' | 'direction'>>> = {
  created: { columns: ['created_at', 'facets', 'feed', 'rid'], direction: 'DESC' },
  last_reply: { columns: ['last_reply_at', 'facets', 'feed', 'created_at', 'rid'], direction: 'DESC' },
  priority: { columns: ['priority_rank', 'created_at', 'facets', 'feed', 'rid'], direction: 'DESC' },
  due: { columns: ['due_rank', 'facets', 'feed', 'rid'], direction: 'ASC' },
};
const INDEX: Readonly<Record<TicketQuery['sort'], string>> = { created: 'ticket_created', last_reply: 'ticket_replied', priority: 'ticket_ranked', due: 'ticket_due' };
/** A company with fewer tickets than this is read whole and sorted, rather than looked for among all the others'. */
const FEW = 2_000;

interface Filter {
  /** Null for all companies. */
  readonly feed: number | null;
  /** The condition that says whose. */
  readonly whose: string;
  /** Which bits of `facets` are asked for, and what they must be. */
  readonly mask: number;
  readonly bits: number;
  /** What the facets do not say. */
  readonly where: readonly string[];
  readonly values: readonly Cell[];
}

/** By whom and when the list is looked at. */
interface Seen {
  readonly personId: Id;
  readonly now: number;
}

/** LST-01. A page of tickets, how many the filters leave, and how many the tenant has here in all. */
export function listTickets(database: ReadDatabase, query: TicketQuery, offset: number, limit: number, seen: Seen): TicketPage {
  return database.snapshot(() => {
    const filter = filterOf(database, query, seen);
    const { page, total } = query.text?.trim() ? searched(database, query, filter, offset, limit) : indexed(database, query, filter, offset, limit);
    const all = { ...filter, mask: 0, bits: 0 };
    return {
      rows: ticketRows(database, page),
      total,
      counts: { all: tallied(database, all), open: tallied(database, { ...all, mask: FACETS.open, bits: FACETS.open }) },
    };
  });
}

/** The rows of these tickets as lists show them, in this order. */
export function ticketRows(database: ReadDatabase, rids: readonly number[]): TicketRow[] {
  const tenants = knownTenants(database);
  const marks = new RowMarks(database);
  // All at once, in the order of the numbers: CROSS JOIN keeps SQLite from looking for another one.
  return database
    .all<ListedCells>(`SELECT ${LISTED} FROM json_each(?) AS wanted CROSS JOIN ticket ON ticket.rid = wanted.value`, JSON.stringify(rids))
    .map((row) => ticketRow(row, tenants, marks));
}

function filterOf(database: ReadDatabase, query: TicketQuery, { personId, now }: Seen): Filter {
  let mask = 0;
  let bits = 0;
  const facet = (asked: number, value: number) => {
    mask |= asked;
    bits |= value;
  };
  if (query.status !== 'any') facet(FACETS.open, query.status === 'open' ? FACETS.open : 0);
  if (query.priority !== null) facet(FACETS.rank * 3, FACETS.rank * (RANKS[query.priority] ?? 0));
  if (query.type !== null) facet(FACETS.appointment, query.type === 'appointment' ? FACETS.appointment : 0);
  if (query.operator === 'none') facet(FACETS.taken, 0);
  const where: string[] = [];
  const values: Cell[] = [];
  const add = (sql: string, value: Cell) => {
    where.push(sql);
    values.push(value);
  };
  if (query.operator === 'mine') add('operator_id = ?', personId);
  if (query.code !== null) add('number = ?', query.code);
  // Word for word as in its index, which has no other rows.
  if (query.onlyPrivate) where.push('private = 1');
  if (query.createdFrom !== null) add('created_at >= ?', query.createdFrom);
  if (query.createdTo !== null) add('created_at <= ?', query.createdTo);
  // What is paused or closed is never due; `due_rank` has it far away.
  if (query.due === 'overdue') add('due_rank <= ?', now);
  if (query.due === 'soon') {
    add('due_rank > ?', now);
    add('due_rank <= ?', now + DUE_SOON);
  }
  const feed = query.tenant === null ? null : readMeta(database, query.tenant).feed;
  return { feed, whose: feed === null ? onlyShown(database, 'feed') : 'feed = ?', mask, bits, where, values };
}

/** Only an index is read for what is left out or skipped, so that a page costs the same among many rows. */
function indexed(database: ReadDatabase, query: TicketQuery, filter: Filter, offset: number, limit: number): { page: number[]; total: number } {
  const index = indexOf(database, query, filter);
  const { sql, values } = conditions(filter);
  const list = { source: index === undefined ? 'ticket' : `ticket INDEXED BY ${index}`, where: sql, values, ...ORDER[query.sort] };
  const total = filter.where.length === 0 ? tallied(database, filter) : totalOfList(database, list, () => counted(database, query, filter));
  if (total <= offset) return { page: [], total };
  return { page: index === INDEX[query.sort] ? pageOfList(database, list, offset, limit) : sorted(database, list, offset, limit), total };
}

/** A few rows, by another index or none, are sorted for each page. */
function sorted(database: ReadDatabase, list: SortedList, offset: number, limit: number): number[] {
  const rows = database.all<{ rid: number }>(`SELECT rid FROM ${list.source} WHERE ${list.where} ORDER BY ${orderOf(list)} LIMIT ? OFFSET ?`, ...list.values, limit, offset);
  return rows.map((row) => row.rid);
}

/** By the index that narrows most: a number, the private ones, a person, what is due, or the days of creation. */
function counted(database: ReadDatabase, query: TicketQuery, filter: Filter): number {
  const index = query.code !== null ? 'ticket_number' : query.onlyPrivate ? 'ticket_private' : query.operator === 'mine' ? 'ticket_operator' : query.due === 'any' ? 'ticket_created' : 'ticket_due';
  const { sql, values } = conditions(filter);
  return database.get<{ total: number }>(`SELECT count(*) AS total FROM ticket INDEXED BY ${index} WHERE ${sql}`, ...values)?.total ?? 0;
}

/** Undefined where the rows of the one company are best read by its own key. */
function indexOf(database: ReadDatabase, query: TicketQuery, filter: Filter): string | undefined {
  if (query.code !== null) return 'ticket_number';
  if (query.onlyPrivate) return 'ticket_private';
  if (query.operator === 'mine') return 'ticket_operator';
  if (filter.where.length === 0 && filter.feed !== null && tallied(database, { ...filter, mask: 0, bits: 0 }) < FEW) return undefined;
  return INDEX[query.sort];
}

function searched(database: ReadDatabase, query: TicketQuery, filter: Filter, offset: number, limit: number): { page: number[]; total: number } {
  const words = ticketsWithWords(database, filter.feed, query.text ?? '');
  const { sql, values } = conditions(filter);
  const rows = database.all<{ rid: number }>(
    `SELECT rid FROM ticket WHERE rid IN (SELECT value FROM json_each(?)) AND ${sql} ORDER BY ${orderOf(ORDER[query.sort])}`,
    JSON.stringify(words), ...values,
  );
  return { page: rows.slice(offset, offset + limit).map((row) => row.rid), total: rows.length };
}

function conditions({ feed, whose, mask, bits, where, values }: Filter): { sql: string; values: Cell[] } {
  const parts = [whose, ...(mask === 0 ? [] : ['facets & ? = ?']), ...where];
  return {
    sql: parts.join(' AND '),
    values: [...(feed === null ? [] : [feed]), ...(mask === 0 ? [] : [mask, bits]), ...values],
  };
}

/** Counted without reading tickets; only where the facets say all that is asked. */
function tallied(database: ReadDatabase, { feed, whose, mask, bits }: Filter): number {
  const sql = `SELECT coalesce(sum(tickets), 0) AS total FROM ticket_tally WHERE facets & ? = ? AND ${whose}`;
  return database.get<{ total: number }>(sql, mask, bits, ...(feed === null ? [] : [feed]))?.total ?? 0;
}

function ticketRow({ feed, plain, ...row }: ListedCells, tenants: ReadonlyMap<number, KnownTenant>, marks: RowMarks): TicketRow {
  const { tenant, name: tenantName } = tenants.get(feed) ?? { tenant: '', name: '' };
  return { ...row, private: row.private === 1, tenant, tenantName, firstLine: firstLine(plain ?? ''), sync: marks.of(tenant, 'ticket', row.id) };
}
