import type { TFunction } from 'i18next';
import { standingOf, type Standing } from '#shared/domain/tickets/service-level.ts';
import type { TicketRow } from '#shared/rpc/contract.ts';
import { formatDay, formatTime } from '../../../format.ts';

export type Promised = Pick<TicketRow, 'status' | 'createdAt' | 'dueAt' | 'pausedAt' | 'breachedAt'>;

/** «entro oggi 16:00», «scaduta 25/11», «in pausa»: the due date in few words (SLA-01); undefined where nothing is promised. */
export function dueWords(row: Promised, now: number, t: TFunction<'service'>): string | undefined {
  const standing = standingOf(row, now);
  if (standing === undefined || row.dueAt === null) return undefined;
  return t(`due.${wordOf(standing)}`, { date: dueDate(row.dueAt, now, t) });
}

function wordOf(standing: Standing): string {
  return standing === 'running' || standing === 'soon' ? 'by' : standing;
}

/** The day, with the hour where it is today. */
function dueDate(at: number, now: number, t: TFunction<'service'>): string {
  if (new Date(at).toDateString() === new Date(now).toDateString()) return t('due.today', { time: formatTime(at) });
  return formatDay(at, now);
}
