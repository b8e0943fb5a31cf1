import { useTranslation } from 'react-i18next';
import type { StandingCounts } from '#shared/rpc/dashboard.ts';
import { EVERY_REQUEST } from '../../../data/every-request.ts';
import { useQueryOf } from '../../../data/query.ts';
import { useNow } from '../../../data/use-now.ts';
import { useCompany } from '../../../data/use-session.ts';
import { formatNumber } from '../../../format.ts';
import { ShareBar } from '../../../ui/share-bar.tsx';
import { StatusBadge, type BadgeShape, type BadgeTone } from '../../../ui/status-badge.tsx';
import { DueMark } from '../../support/parts/due-mark.tsx';
import styles from '../dashboard.module.css';
import { TicketLink } from './ticket-link.tsx';
import { WidgetOf } from './widget-wait.tsx';

const SHOWN = 5;
/** The most pressing first; shapes and colours as in the request itself. */
const STANDINGS: readonly { readonly id: keyof StandingCounts; readonly shape: BadgeShape; readonly tone: BadgeTone }[] = [
  { id: 'overdue', shape: 'diamond', tone: 'red' },
  { id: 'soon', shape: 'triangle', tone: 'amber' },
  { id: 'running', shape: 'circle', tone: 'green' },
  { id: 'paused', shape: 'dash', tone: 'muted' },
];

/** DSH-03, SLA-01: how the open requests stand to their due dates, and those that are due first. */
export function SlaWidget() {
  const { t } = useTranslation('dashboard');
  const now = useNow();
  const tenant = useCompany()?.id ?? null;
  const answer = useQueryOf('dashboard.standing', { tenant, now }, { keepPrevious: true });
  const urgent = useQueryOf('tickets.list', { query: { ...EVERY_REQUEST, tenant, status: 'open', sort: 'due' }, offset: 0, limit: SHOWN }, { keepPrevious: true }).data?.rows ?? [];
  return (
    <WidgetOf answer={answer}>
      {(counts) => {
        if (Object.values(counts).every((count) => count === 0)) return <p className={styles.quiet}>{t('sla.none')}</p>;
        return (
          <>
            <ShareBar
              caption={t('sla.caption')}
              heads={[t('sla.standing'), t('sla.count')]}
              format={formatNumber}
              shares={STANDINGS.map(({ id, shape, tone }) => ({
                id,
                tone,
                label: t(`sla.${id}`),
                count: counts[id],
                mark: (
                  <StatusBadge shape={shape} tone={tone}>
                    {t(`sla.${id}`)}
                  </StatusBadge>
                ),
              }))}
            />
            <ul className={styles.lines} aria-label={t('sla.first')}>
              {urgent
                .filter(({ dueAt, pausedAt }) => dueAt !== null && pausedAt === null)
                .map((row) => (
                  <li key={`${row.tenant}/${row.id}`}>
                    <TicketLink row={row} numbered />
                    <DueMark row={row} now={now} />
                  </li>
                ))}
            </ul>
          </>
        );
      }}
    </WidgetOf>
  );
}
