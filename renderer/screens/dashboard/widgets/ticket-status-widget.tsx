import { useTranslation } from 'react-i18next';
import { useTicketCounts } from '../../../data/use-ticket-counts.ts';
import { formatNumber } from '../../../format.ts';
import { Donut } from '../../../ui/donut.tsx';
import styles from '../dashboard.module.css';

/** DSH-02: open, closed and in all; open is everything but Chiuso. Also as a picture. */
export function TicketStatusWidget() {
  const { t } = useTranslation('dashboard');
  const counts = useTicketCounts();
  if (counts === null) return <div className={styles.blank} aria-busy />;
  const { all, open } = counts;
  const facts = { open: formatNumber(open), closed: formatNumber(all - open), all: formatNumber(all) };
  return (
    <div className={styles.status}>
      <Donut part={all === 0 ? 0 : open / all} label={t('ticket_status.picture', facts)} />
      <p className={styles.figures}>
        <strong className={styles.figure}>{facts.open}</strong>
        <span>{t('ticket_status.open', { count: open })}</span>
        <span>
          <strong>{facts.closed}</strong> {t('ticket_status.closed', { count: all - open })} · <strong>{facts.all}</strong> {t('ticket_status.all')}
        </span>
      </p>
    </div>
  );
}
