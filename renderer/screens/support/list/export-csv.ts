import type { TFunction } from 'i18next';
import type { TicketQuery, TicketRow } from '#shared/rpc/contract.ts';
import { invoke } from '../../../bridge.ts';
import { formatDateTime } from '../../../format.ts';
import { csvOf } from './csv.ts';

const PAGE = 500;

/** LST-07: all that the list shows with its filters, in its order, page by page; `progress` hears of each, `stop` ends it (null then). */
export async function listedRows(query: TicketQuery, progress: (done: number, total: number) => void, stop: AbortSignal): Promise<readonly TicketRow[] | null> {
  const rows: TicketRow[] = [];
  for (;;) {
    const page = await invoke('tickets.list', { query, offset: rows.length, limit: PAGE });
    if (stop.aborted) return null;
    rows.push(...page.rows);
    progress(rows.length, page.total);
    if (page.rows.length < PAGE) return rows;
  }
}

export function ticketsCsv(rows: readonly TicketRow[], t: TFunction<'support'>): string {
  const time = (at: number | null) => (at === null ? '' : formatDateTime(at));
  const columns: readonly (readonly [string, (row: TicketRow) => string])[] = [
    [t('field.number'), (row) => (row.number === null ? '' : String(row.number))],
    [t('field.title'), (row) => row.title],
    [t('field.customer'), (row) => row.tenantName],
    [t('field.requester'), (row) => row.requesterName],
    [t('field.type'), (row) => t(`type.${row.type}.short`)],
    [t('field.area'), (row) => t(`area.${row.area}.short`)],
    [t('field.priority'), (row) => t(`priority.${row.priority}`)],
    [t('field.status'), (row) => t(`status.${row.status}`)],
    [t('field.operator'), (row) => row.operatorName ?? ''],
    [t('field.created'), (row) => time(row.createdAt)],
    [t('field.updated'), (row) => time(row.updatedAt)],
    [t('column.due'), (row) => time(row.dueAt)],
    [t('field.closed'), (row) => time(row.closedAt)],
  ];
  return csvOf([columns.map(([name]) => name), ...rows.map((row) => columns.map(([, text]) => text(row)))]);
}
