import { useTranslation } from 'react-i18next';
import type { TicketDetail } from '#shared/rpc/contract.ts';
import { formatDateTime } from '../../../format.ts';
import { LinkButton } from '../../../ui/link.tsx';
import { StatusBadge } from '../../../ui/status-badge.tsx';
import { RichTextView } from '../editor/rich-text-view.tsx';
import styles from './solution.module.css';

/** DET-09, DET-10: what solved it, on top of the chat however long that is. */
export function SolutionBlock({ detail, unmark }: { readonly detail: TicketDetail; readonly unmark: (() => void) | null }) {
  const { t } = useTranslation('service');
  const { solutionId } = detail.ticket;
  const message = detail.messages.find((one) => one.id === solutionId);
  if (!message || message.body === null) return null;
  return (
    <section className={styles.block} aria-label={t('solution.title')}>
      <p className={styles.head}>
        <StatusBadge shape="tick" tone="green">
          {t('solution.title')}
        </StatusBadge>
        <span>
          {message.authorName} · {formatDateTime(message.at)}
        </span>
        {unmark && <LinkButton onClick={unmark}>{t('solution.unmark')}</LinkButton>}
      </p>
      <div className={styles.text} tabIndex={0} role="region" aria-label={t('solution.text')}>
        <RichTextView doc={message.body} picture={() => null} />
      </div>
    </section>
  );
}
