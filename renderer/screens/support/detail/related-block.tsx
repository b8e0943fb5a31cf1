import { useTranslation } from 'react-i18next';
import type { TicketDetail } from '#shared/rpc/contract.ts';
import { openByClick } from '../../../state/tabs.ts';
import { LinkButton } from '../../../ui/link.tsx';
import { StatusWord } from '../parts/ticket-words.tsx';
import styles from './detail.module.css';

/** DET-07, DET-10: the requests that this one has to do with, both ways, each with what it is to this one. */
export function RelatedBlock({ detail: { ticket, related } }: { readonly detail: TicketDetail }) {
  const { t } = useTranslation('service');
  if (related.length === 0) return null;
  return (
    <section className={styles.section} aria-label={t('related.title')}>
      <h2>{t('related.title')}</h2>
      <ul className={styles.related}>
        {related.map(({ id, number, title, status, how }) => (
          <li key={`${how}/${id}`}>
            <span className={styles.how}>{t(`related.${how}`)}</span>
            <LinkButton onClick={(event) => openByClick(event, 'ticket.detail', { tenant: ticket.tenant, id }, title)}>{number === null ? title : `#${String(number)} ${title}`}</LinkButton>
            <StatusWord status={status} />
          </li>
        ))}
      </ul>
    </section>
  );
}
