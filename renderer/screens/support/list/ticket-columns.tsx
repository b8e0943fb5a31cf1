import type { TFunction } from 'i18next';
import type { TicketRow } from '#shared/rpc/contract.ts';
import { formatDate, formatDateTime, formatDuration, formatMoment } from '../../../format.ts';
import type { GridColumn, GridSort } from '../../../grid/data-grid.tsx';
import { TwoLines } from '../../../grid/two-lines.tsx';
import type { TicketQuery } from '#shared/rpc/contract.ts';
import { PriorityWord, StatusWord, SyncWord } from '../parts/ticket-words.tsx';
import styles from './list.module.css';

/** LST-03: an open ticket waits since it was created; a closed one says since when it is closed. */
function waiting(row: TicketRow, now: number, t: TFunction<'support'>): readonly [string, string] {
  if (row.closedAt === null) return [formatDuration(now - row.createdAt), t('list.created', { date: formatMoment(row.createdAt, now) })];
  return [t('list.closed_since', { duration: formatDuration(now - row.closedAt) }), t('list.closed', { date: formatMoment(row.closedAt, now) })];
}

/** LST-03, in two lines to a row. `companies`: the desk has several, so that each row names its own. */
export function ticketColumns(t: TFunction<'support'>, now: number, companies: boolean): readonly GridColumn<TicketRow>[] {
  const operator = (row: TicketRow) => row.operatorName ?? t('operator.none');
  const number = (row: TicketRow) => (row.number === null ? '' : `#${row.number}`);
  const company: GridColumn<TicketRow> = {
    id: 'company',
    header: t('field.company'),
    width: 130,
    cell: (row) => <TwoLines first={row.tenantName} />,
    text: (row) => row.tenantName,
  };
  return [
    {
      id: 'request',
      header: t('column.request'),
      width: 240,
      grow: 1,
      cell: (row) => (
        <TwoLines
          first={
            <>
              <span className={row.status === 'closed' ? undefined : styles.title}>{row.title}</span>
              {row.number !== null && <span className={styles.number}> {number(row)}</span>} <SyncWord sync={row.sync} />
            </>
          }
          second={row.firstLine}
        />
      ),
      text: (row) => `${row.title} ${number(row)}`.trim(),
    },
    ...(companies ? [company] : []),
    {
      id: 'requester',
      header: t('column.requester'),
      width: 132,
      cell: (row) => <TwoLines first={row.requesterName} second={t(`area.${row.area}.short`)} />,
      text: (row) => `${row.requesterName} · ${t(`area.${row.area}.short`)}`,
    },
    {
      id: 'waiting',
      header: t('column.waiting'),
      width: 140,
      sortable: true,
      cell: (row) => {
        const [first, second] = waiting(row, now, t);
        return <TwoLines first={first} second={second} />;
      },
      text: (row) => `${row.closedAt === null ? formatDateTime(row.createdAt) : formatDate(row.closedAt)}`,
    },
    { id: 'status', header: t('column.status'), width: 146, cell: (row) => <StatusWord status={row.status} />, text: (row) => t(`status.${row.status}`) },
    {
      id: 'priority',
      header: t('column.priority'),
      width: 138,
      sortable: true,
      cell: (row) => <TwoLines first={<PriorityWord priority={row.priority} />} second={operator(row)} />,
      text: (row) => `${t(`priority.${row.priority}`)} · ${operator(row)}`,
    },
  ];
}

/** Which header shows the order of the list; the last reply has no column of its own. */
export function gridSort(sort: TicketQuery['sort']): GridSort | null {
  if (sort === 'last_reply') return null;
  return { column: sort === 'created' ? 'waiting' : 'priority', direction: 'descending' };
}
/** A click on a header sorts by it; on the one that sorts already, back by the last reply. */
export function sortOfColumn(column: string, now: TicketQuery['sort']): TicketQuery['sort'] {
  const wanted = column === 'priority' ? 'priority' : 'created';
  return wanted === now ? 'last_reply' : wanted;
}
