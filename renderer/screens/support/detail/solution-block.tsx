import { useTranslation } from 'react-i18next';
import type { Id } from '#shared/domain/kernel/ids.ts';
import type { TicketDetail } from '#shared/rpc/contract.ts';
import { formatDateTime } from '../../../format.ts';
import { LinkButton } from '../../../ui/link.tsx';
import { StatusBadge } from '../../../ui/status-badge.tsx';
import { RichTextView } from '../editor/rich-text-view.tsx';
import { TextPicture } from '../pictures/text-picture.tsx';
import styles from './solution.module.css';

/** DET-09, DET-10: what solved it, on top of the chat however long that is. */
export function SolutionBlock({ detail, unmark, onLook }: { readonly detail: TicketDetail; readonly unmark: (() => void) | null; readonly onLook: (id: Id) => void }) {
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
        <RichTextView doc={message.body} picture={(id) => <TextPicture file={detail.attachments.find((file) => file.id === id && file.messageId === solutionId)} tenant={detail.ticket.tenant} onLook={onLook} />} />
      </div>
    </section>
  );
}
