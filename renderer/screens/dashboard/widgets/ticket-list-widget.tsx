import { useTranslation } from 'react-i18next';
import { EVERY_REQUEST } from '../../../data/every-request.ts';
import { useQueryOf } from '../../../data/query.ts';
import { useCompany } from '../../../data/use-session.ts';
import { StatusBadge } from '../../../ui/status-badge.tsx';
import { PriorityWord } from '../../support/parts/ticket-words.tsx';
import styles from '../dashboard.module.css';
import { TicketLink } from './ticket-link.tsx';
import { WidgetOf } from './widget-wait.tsx';

const SHOWN = 30;

/** DSH-02: priority, status as Aperto or Chiuso, title, requester, operator. */
export function TicketListWidget() {
  const { t } = useTranslation('dashboard');
  const tenant = useCompany()?.id ?? null;
  const answer = useQueryOf('tickets.list', { query: { ...EVERY_REQUEST, tenant, sort: 'last_reply' }, offset: 0, limit: SHOWN }, { keepPrevious: true });
  return (
    <WidgetOf answer={answer}>
      {({ rows }) =>
        rows.length === 0 ? (
          <p className={styles.quiet}>{t('ticket_list.none')}</p>
        ) : (
          <div className={styles.scroll}>
            <table className={styles.table}>
              <thead>
                <tr>
                  <th scope="col">{t('column.priority')}</th>
                  <th scope="col">{t('column.status')}</th>
                  <th scope="col" className={styles.wide}>{t('column.title')}</th>
                  <th scope="col">{t('column.requester')}</th>
                  <th scope="col">{t('column.operator')}</th>
                </tr>
              </thead>
              <tbody>
                {rows.map((row) => (
                    <tr key={`${row.tenant}/${row.id}`} className={row.status === 'closed' ? styles.closed : undefined}>
                      <td><PriorityWord priority={row.priority} /></td>
                      <td>
                        <StatusBadge {...(row.status === 'closed' ? { shape: 'dash', tone: 'muted' } : { shape: 'circle', tone: 'blue' })}>{t(row.status === 'closed' ? 'status.closed' : 'status.open')}</StatusBadge>
                      </td>
                      <td className={styles.wide}>
                        <TicketLink row={row} />
                      </td>
                      <td className={styles.name}>{row.requesterName}</td>
                      <td className={styles.name}>{row.operatorName ?? t('operator.none')}</td>
                    </tr>
                ))}
              </tbody>
            </table>
          </div>
        )
      }
    </WidgetOf>
  );
}
