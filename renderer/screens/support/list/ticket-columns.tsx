import type { TFunction } from 'i18next';
import { statusSchema } from '#shared/domain/tickets/values.ts';
import type { TicketQuery, TicketRow } from '#shared/rpc/contract.ts';
import { formatDate, formatDateTime, formatDuration, formatMoment } from '../../../format.ts';
import type { GridColumn, GridSort } from '../../../grid/data-grid.tsx';
import { classes } from '../../../ui/classes.ts';
import { TwoLines } from '../../../grid/two-lines.tsx';
import { DueBar, DueMark } from '../parts/due-mark.tsx';
import { dueWords } from '../parts/due-words.ts';
import { PriorityWord, PrivateWord, StatusWord, SyncWord } from '../parts/ticket-words.tsx';
import styles from './list.module.css';

/** Those that stand with the mark of what is late, or without a date. */
const DUE_WORDS = ['by', 'overdue', 'paused', 'paused_late'] as const;

/** LST-03: an open ticket waits since it was created; a closed one says since when it is closed. */
function waiting(row: TicketRow, now: number, t: TFunction<'support'>): readonly [string, string] {
  if (row.closedAt === null) return [formatDuration(now - row.createdAt), t('list.created', { date: formatMoment(row.createdAt, now) })];
  return [t('list.closed_since', { duration: formatDuration(now - row.closedAt) }), t('list.closed', { date: formatMoment(row.closedAt, now) })];
}

/** LST-05. */
export function toneOf({ status }: Pick<TicketRow, 'status'>): 'quiet' | 'plain' {
  return status === 'closed' ? 'quiet' : 'plain';
}

/**
 * LST-03, in two lines to a row. `companies`: the desk has several, so that each row names its own. Where there is no room
 * for all, a technician, who goes by due dates, misses first since when a request waits, and its requester the due date; the
 * reading pane below says both. `compact`: both words of a cell stand beside each other (ui.md: 28 px rows); a technician's queue
 * then shows who works on each before who asked.
 */
export function ticketColumns(t: TFunction<'support'>, tService: TFunction<'service'>, now: number, companies: boolean, technician = false, compact = false): readonly GridColumn<TicketRow>[] {
  const operator = (row: TicketRow) => row.operatorName ?? t('operator.none');
  const number = (row: TicketRow) => (row.number === null ? '' : `#${row.number}`);
  const place = (row: TicketRow) => [...(companies ? [row.tenantName] : []), t(`area.${row.area}.short`)].join(' · ');
  // The words of a status are of very different lengths in our languages; none is cut (192 px hold the longest).
  const statusWidth = Math.min(192, 56 + 7 * Math.max(...statusSchema.options.map((status) => t(`status.${status}`).length)));
  // So is a due date; what the columns do not need is the title's, which is what a request is known by.
  const dueWidth = Math.min(160, 36 + 7 * Math.max(...DUE_WORDS.map((word) => tService(`due.${word}`, { date: tService('due.today', { time: '00:00' }) }).length)));
  return [
    {
      id: 'request',
      header: t('column.request'),
      width: compact ? 160 : 190,
      grow: 4,
      cell: (row) => (
        <TwoLines
          first={
            <span className={classes(row.status !== 'closed' && styles.open)} title={row.title}>
              {row.title}
            </span>
          }
          // The number and what is still to be sent stay in sight however long the text is.
          fixed={
            (row.number !== null || row.private || row.sync !== 'settled') && (
              <span className={styles.facts}>
                {row.number !== null && number(row)}
                {row.private && <PrivateWord hidden />}
                {row.sync !== 'settled' && <SyncWord sync={row.sync} />}
              </span>
            )
          }
          second={row.firstLine}
        />
      ),
      text: (row) => [row.title, number(row), row.private ? t('private.word') : ''].filter(Boolean).join(' '),
    },
    {
      id: 'requester',
      header: t('column.requester'),
      width: 120,
      grow: compact ? 2 : 1.3,
      yields: technician && !compact ? 1 : 2,
      cell: (row) => <TwoLines first={row.requesterName} second={place(row)} whole />,
      text: (row) => `${row.requesterName} · ${place(row)}`,
    },
    {
      id: 'waiting',
      header: t('column.waiting'),
      width: 138,
      grow: 1,
      ...(technician ? { yields: 3 } : {}),
      sortable: true,
      cell: (row) => {
        const [first, second] = waiting(row, now, t);
        return <TwoLines first={first} second={second} whole />;
      },
      text: (row) => `${row.closedAt === null ? formatDateTime(row.createdAt) : formatDate(row.closedAt)}`,
    },
    { id: 'status', header: t('column.status'), width: statusWidth, cell: (row) => <StatusWord status={row.status} />, text: (row) => t(`status.${row.status}`) },
    {
      id: 'priority',
      header: t('column.priority'),
      width: compact ? 196 : 126,
      grow: 1,
      yields: technician && !compact ? 2 : 1,
      sortable: true,
      cell: (row) => <TwoLines first={<PriorityWord priority={row.priority} />} second={operator(row)} whole />,
      text: (row) => `${t(`priority.${row.priority}`)} · ${operator(row)}`,
    },
    {
      id: 'due',
      header: t('column.due'),
      width: dueWidth,
      ...(technician ? {} : { yields: 3 }),
      sortable: true,
      // SLA-01: nothing for what is closed, as nothing is to be done there.
      cell: (row) => row.status !== 'closed' && (compact ? <DueMark row={row} now={now} /> : <TwoLines first={<DueBar row={row} now={now} />} second={<DueMark row={row} now={now} />} />),
      text: (row) => (row.status === 'closed' ? '' : (dueWords(row, now, tService) ?? '')),
    },
  ];
}

/** Which header shows the order of the list; the last reply has no column of its own. */
export function gridSort(sort: TicketQuery['sort']): GridSort | null {
  if (sort === 'last_reply') return null;
  return { column: sort === 'created' ? 'waiting' : sort, direction: sort === 'due' ? 'ascending' : 'descending' };
}
/** A click on a header sorts by it; on the one that sorts already, back by the last reply. */
export function sortOfColumn(column: string, now: TicketQuery['sort']): TicketQuery['sort'] {
  const wanted = column === 'priority' || column === 'due' ? column : 'created';
  return wanted === now ? 'last_reply' : wanted;
}
