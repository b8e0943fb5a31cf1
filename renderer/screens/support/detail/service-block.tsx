import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { standingOf, type Standing } from '#shared/domain/tickets/service-level.ts';
import { dayLength, workingBetween } from '#shared/domain/sla/calendar.ts';
import type { TicketDetail } from '#shared/rpc/contract.ts';
import { formatDateTime, formatMoment, formatNumber } from '../../../format.ts';
import { StatusBadge, type BadgeShape, type BadgeTone } from '../../../ui/status-badge.tsx';
import { DueBar } from '../parts/due-mark.tsx';
import { PriorityWord } from '../parts/ticket-words.tsx';
import { integrationRequests } from './integration-requests.ts';
import styles from './detail.module.css';

const LOOK: Readonly<Record<Standing, readonly [BadgeShape, BadgeTone]>> = {
  running: ['circle', 'green'],
  soon: ['triangle', 'amber'],
  overdue: ['diamond', 'red'],
  paused: ['dash', 'muted'],
  paused_late: ['dash', 'red'],
  kept: ['tick', 'green'],
  broken: ['diamond', 'red'],
};

/** SLA-01, SLA-02, DET-09: what was promised, until when, and what came of it. Nothing where nothing is known. */
export function ServiceBlock({ detail, now }: { readonly detail: TicketDetail; readonly now: number }) {
  const { t } = useTranslation('service');
  const { ticket, calendar } = detail;
  const standing = standingOf(ticket, now);
  if (standing === undefined || ticket.dueAt === null || ticket.plannedDays === null) return null;
  const [shape, tone] = LOOK[standing];
  const left = Math.round((workingBetween(calendar, ticket.pausedAt ?? now, ticket.dueAt) / dayLength(calendar)) * 10) / 10;
  const days = (count: number) => t('sla.days', { count, number: formatNumber(count) });
  const rows: readonly (readonly [string, ReactNode])[] = [
    [
      t('sla.standing'),
      <StatusBadge key="standing" shape={shape} tone={tone}>
        {t(`standing.${standing}`)}
      </StatusBadge>,
    ],
    [t('sla.priority'), <PriorityWord key="priority" priority={ticket.priority} />],
    [t('sla.planned'), days(ticket.plannedDays)],
    [
      t('sla.due'),
      <span key="due" className={styles.due}>
        <time>{formatDateTime(ticket.dueAt)}</time>
        <DueBar row={ticket} now={now} />
      </span>,
    ],
    ...(ticket.status === 'closed' || left === 0 ? [] : [[t('sla.left'), days(left)] as const]),
    ...(ticket.pausedAt !== null && ticket.status !== 'closed' ? [[t('sla.paused'), formatMoment(ticket.pausedAt, now)] as const] : []),
    ...(ticket.breachedAt === null ? [] : [[t('sla.breached'), formatDateTime(ticket.breachedAt)] as const]),
  ];
  return (
    <section className={styles.section} aria-label={t('sla.title')}>
      <h2>{t('sla.title')}</h2>
      <dl className={styles.facts}>
        {rows.map(([name, value]) => (
          <div key={name} className={styles.pair}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** DET-09: what the customer was asked for, and when they answered. */
export function IntegrationBlock({ detail, now }: { readonly detail: TicketDetail; readonly now: number }) {
  const { t } = useTranslation('service');
  const asked = integrationRequests(detail.messages);
  if (asked.length === 0) return null;
  return (
    <section className={styles.section} aria-label={t('integration.title')}>
      <h2>{t('integration.title')}</h2>
      <ol className={styles.asked}>
        {asked.map((one) => (
          <li key={one.id}>
            {one.question !== null && <q>{one.question.slice(0, 140)}</q>}
            <span>{t('integration.asked', { name: one.askedBy, date: formatMoment(one.askedAt, now) })}</span>
            <span>
              {one.endedAt === null
                ? t('integration.awaited')
                : one.answeredBy === null
                  ? t('integration.ended', { date: formatMoment(one.endedAt, now) })
                  : t('integration.answered', { name: one.answeredBy, date: formatMoment(one.endedAt, now) })}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
