import { useTranslation } from 'react-i18next';
import type { DayEntry } from '#shared/rpc/dashboard.ts';
import { useQueryOf } from '../../../data/query.ts';
import { useNow } from '../../../data/use-now.ts';
import { mayInSession, useCompany, useSession } from '../../../data/use-session.ts';
import { formatMoment } from '../../../format.ts';
import { endOfDay, startOfDay } from '../../support/list/list-query.ts';
import { StatusBadge, type BadgeShape, type BadgeTone } from '../../../ui/status-badge.tsx';
import styles from '../dashboard.module.css';
import { TicketLink } from './ticket-link.tsx';
import { WidgetOf } from './widget-wait.tsx';

const OF_EACH = 12;
const MARKS: Readonly<Record<DayEntry['why'], { readonly shape: BadgeShape; readonly tone: BadgeTone }>> = {
  blocking: { shape: 'square', tone: 'red' },
  overdue: { shape: 'diamond', tone: 'red' },
  today: { shape: 'triangle', tone: 'amber' },
  answer: { shape: 'triangle', tone: 'violet' },
  mine: { shape: 'circle', tone: 'blue' },
};

function whenOf(why: DayEntry['why'], row: DayEntry['row']): number {
  return why === 'overdue' || why === 'today' ? (row.dueAt ?? row.lastReplyAt) : row.lastReplyAt;
}

/** DSH-03: what waits for this person, what is late, and what is due today; beside each when it is due, or was last answered. */
export function MyDayWidget() {
  const { t } = useTranslation('dashboard');
  const now = useNow();
  const session = useSession();
  const tenant = useCompany()?.id ?? null;
  const answer = useQueryOf('dashboard.myDay', { tenant, limit: OF_EACH, now, until: endOfDay(startOfDay(now)) }, { keepPrevious: true });
  return (
    <WidgetOf answer={answer}>
      {(all) => {
        // A blocking request that nobody has taken is an errand of those who can take it.
        const entries = all.filter(({ why, row }) => why !== 'blocking' || mayInSession(session, 'ticket.take', row.tenant));
        if (entries.length === 0) return <p className={styles.quiet}>{t('my_day.none')}</p>;
        return (
          <ul className={styles.lines}>
            {entries.map(({ why, row }) => (
                <li key={`${why}/${row.tenant}/${row.id}`}>
                  <time className={styles.when} dateTime={new Date(whenOf(why, row)).toISOString()}>{formatMoment(whenOf(why, row), now)}</time>
                  <TicketLink row={row} numbered />
                  <StatusBadge {...MARKS[why]}>{t(`my_day.${why}`)}</StatusBadge>
                </li>
            ))}
          </ul>
        );
      }}
    </WidgetOf>
  );
}
