import type { Id } from '#shared/domain/kernel/ids.ts';
import type { TicketPage, TicketQuery, TicketRow } from '#shared/rpc/contract.ts';
import type { Cell, ReadDatabase } from '../../sqlite/handles.ts';
import { rowOfCells, shapeOf, type CellRow } from '../shape.ts';
import { firstLine } from './first-line.ts';
import { RowMarks } from './row-marks.ts';
import { tenantNames } from './tenant-names.ts';
import { ticketsWithWords } from './ticket-words.ts';

const TICKET = needShape();
/** All but the long texts, and the beginning of the plain one. */
const LISTED = [
  ...TICKET.names.filter((name) => !['description', 'capsule', 'plain', 'field_rev'].includes(name)),
  'NULL AS description', 'NULL AS capsule', 'substr(plain, 1, 400) AS plain', 'tenant',
].join(', ');

/** Newest first; blocking first, then newest. The row's number on this desk settles what is equal. */
const ORDER: Readonly<Record<TicketQuery['sort'], string>> = {
  created: 'created_at DESC, rid DESC',
  last_reply: 'last_reply_at DESC, rid DESC',
  priority: 'priority_rank DESC, created_at DESC, rid DESC',
};
const INDEX: Readonly<Record<TicketQuery['sort'], string>> = { created: 'ticket_created', last_reply: 'ticket_replied', priority: 'ticket_ranked' };

interface Filter {
  readonly where: string;
  readonly values: readonly Cell[];
  /** Whether the tally alone can count it. */
  readonly tallied: boolean;
}

/** LST-01. A page of tickets, how many the filters leave, and how many the tenant has here in all. */
export function listTickets(database: ReadDatabase, query: TicketQuery, offset: number, limit: number, personId: Id): TicketPage {
  return database.snapshot(() => {
    const filter = filterOf(query, personId);
    const words = query.text?.trim() ? ticketsWithWords(database, query.tenant, query.text) : undefined;
    const rids = words === undefined ? pageOf(database, query, filter, offset, limit) : undefined;
    const found = words === undefined ? [] : matching(database, query, filter, words);
    const page = rids ?? found.slice(offset, offset + limit);
    const names = tenantNames(database);
    const marks = new RowMarks(database);
    const rows = page.map((rid) => database.get<CellRow>(`SELECT ${LISTED} FROM ticket WHERE rid = ?`, rid)).filter((row) => row !== undefined);
    return {
      rows: rows.map((row) => ticketRow(row, names, marks)),
      total: words === undefined ? count(database, filter) : found.length,
      counts: counts(database, query.tenant),
    };
  });
}

function filterOf(query: TicketQuery, personId: Id): Filter {
  const parts: string[] = [];
  const values: Cell[] = [];
  const add = (sql: string, ...cells: Cell[]) => {
    parts.push(sql);
    values.push(...cells);
  };
  if (query.tenant !== null) add('tenant = ?', query.tenant);
  if (query.status === 'open') add(`status <> 'closed'`);
  if (query.status === 'closed') add(`status = 'closed'`);
  if (query.priority !== null) add('priority = ?', query.priority);
  if (query.type !== null) add('type = ?', query.type);
  // The tally keeps '' where there is no operator.
  if (query.operator === 'none') add(`coalesce(operator_id, '') = ''`);
  if (query.operator === 'mine') add('operator_id = ?', personId);
  const tallied = query.code === null && query.createdFrom === null && query.createdTo === null;
  if (query.code !== null) add('number = ?', query.code);
  if (query.createdFrom !== null) add('created_at >= ?', query.createdFrom);
  if (query.createdTo !== null) add('created_at <= ?', query.createdTo);
  return { where: parts.length === 0 ? '1' : parts.join(' AND '), values, tallied };
}

/** Only the index is read for what is left out or skipped, so that the page costs the same among many rows. */
function pageOf(database: ReadDatabase, query: TicketQuery, filter: Filter, offset: number, limit: number): number[] {
  const index = query.code !== null ? 'ticket_number' : query.tenant === null ? `${INDEX[query.sort]}_all` : INDEX[query.sort];
  const sql = `SELECT rid FROM ticket INDEXED BY ${index} WHERE ${filter.where} ORDER BY ${ORDER[query.sort]} LIMIT ? OFFSET ?`;
  return database.all<{ rid: number }>(sql, ...filter.values, limit, offset).map((row) => row.rid);
}

/** The tickets of `words` that pass the filter, all of them in order. */
function matching(database: ReadDatabase, query: TicketQuery, filter: Filter, words: readonly number[]): number[] {
  const sql = `SELECT rid FROM ticket WHERE rid IN (SELECT value FROM json_each(?)) AND ${filter.where} ORDER BY ${ORDER[query.sort]}`;
  return database.all<{ rid: number }>(sql, JSON.stringify(words), ...filter.values).map((row) => row.rid);
}

function count(database: ReadDatabase, filter: Filter): number {
  const sql = filter.tallied
    ? `SELECT coalesce(sum(tickets), 0) AS total FROM ticket_tally WHERE ${filter.where}`
    : `SELECT count(*) AS total FROM ticket WHERE ${filter.where}`;
  return database.get<{ total: number }>(sql, ...filter.values)?.total ?? 0;
}

function counts(database: ReadDatabase, tenant: Id | null): TicketPage['counts'] {
  const found = database.get<{ all: number | null; open: number | null }>(
    `SELECT sum(tickets) AS "all", sum(iif(status = 'closed', 0, tickets)) AS open FROM ticket_tally WHERE ${tenant === null ? '1' : 'tenant = ?'}`,
    ...(tenant === null ? [] : [tenant]),
  );
  return { all: found?.all ?? 0, open: found?.open ?? 0 };
}

function ticketRow(cells: CellRow, names: ReadonlyMap<Id, string>, marks: RowMarks): TicketRow {
  const tenant = String(cells.tenant);
  const { description: _description, capsule: _capsule, plain: _plain, ...row } = rowOfCells(TICKET, cells);
  // The columns are the ticket's own fields, by the registry.
  return {
    ...row,
    tenant,
    tenantName: names.get(tenant) ?? '',
    firstLine: firstLine(String(cells.plain ?? '')),
    sync: marks.of(tenant, 'ticket', String(cells.id)),
  } as unknown as TicketRow;
}

function needShape() {
  const shape = shapeOf('ticket');
  if (shape === undefined) throw new Error('the registry has no ticket');
  return shape;
}
