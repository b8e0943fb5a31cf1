import { useTranslation } from 'react-i18next';
import { standingOf, type Standing } from '#shared/domain/tickets/service-level.ts';
import type { TicketView } from '#shared/rpc/contract.ts';
import { formatAgo, formatDateTime } from '../../../format.ts';
import { Notice, type NoticeTone } from '../../../ui/notice.tsx';
import styles from './detail.module.css';

const TONE: Readonly<Partial<Record<Standing, NoticeTone>>> = { soon: 'warning', overdue: 'error', paused: 'info', paused_late: 'warning' };

/** SLA-02: who is to speak next, and by when; nothing while there is time enough, and after the end. */
export function NextReply({ ticket, vendor, now }: { readonly ticket: TicketView; readonly vendor: boolean; readonly now: number }) {
  const { t } = useTranslation('service');
  const standing = standingOf(ticket, now);
  const tone = standing && TONE[standing];
  if (standing === undefined || tone === undefined || ticket.dueAt === null) return null;
  const side = vendor ? 'vendor' : 'customer';
  const facts = { date: formatDateTime(ticket.dueAt), ago: formatAgo(ticket.dueAt, now), since: ticket.pausedAt === null ? '' : formatAgo(ticket.pausedAt, now) };
  return (
    <div className={styles.next}>
      <Notice tone={tone}>{t(`next.${standing}.${side}`, facts)}</Notice>
    </div>
  );
}
