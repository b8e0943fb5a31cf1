import { useDeferredValue } from 'react';
import { useTranslation } from 'react-i18next';
import type { TicketRow } from '#shared/rpc/contract.ts';
import { useQueryOf } from '../../../data/query.ts';
import { formatAgo, formatMoment } from '../../../format.ts';
import { KeyHint } from '../../../ui/key-hint.tsx';
import { LinkButton } from '../../../ui/link.tsx';
import { DueMark } from '../parts/due-mark.tsx';
import { StatusWord, SyncWord } from '../parts/ticket-words.tsx';
import styles from './list.module.css';

interface ReadingPaneProps {
  readonly row: TicketRow;
  readonly now: number;
  readonly onReply: (() => void) | null;
}

/** The first lines of the chosen request, and the last thing that was said, without opening it. */
export function ReadingPane({ row: chosen, now, onReply }: ReadingPaneProps) {
  const { t } = useTranslation('support');
  // Whoever holds an arrow key down sees the row move first; what it says follows.
  const row = useDeferredValue(chosen);
  const detail = useQueryOf('tickets.get', { tenant: row.tenant, id: row.id }, { keepPrevious: true }).data;
  const here = detail?.ticket.id === row.id ? detail : null;
  const last = here?.messages.findLast((message) => message.body !== null);

  return (
    <section className={styles.pane} aria-label={t('list.pane')}>
      <p className={styles.paneHead}>
        <strong>{row.title}</strong>
        <span>
          {row.number !== null && `#${row.number} · `}
          {row.requesterName} · {formatMoment(row.createdAt, now)}
        </span>
        <SyncWord sync={row.sync} />
      </p>
      <p className={styles.excerpt}>{here?.ticket.plain ?? row.firstLine}</p>
      {last && (
        <p className={styles.excerpt}>
          <strong>{t('list.last_reply', { name: last.authorName, ago: formatAgo(last.at, now) })}</strong> {last.plain}
        </p>
      )}
      <p className={styles.paneFoot}>
        <StatusWord status={row.status} />
        <span>{t(`status.${row.status}.says`, { name: row.operatorName ?? '' })}</span>
        <DueMark row={row} now={now} />
        {onReply && (
          <>
            <LinkButton onClick={onReply}>{t('command.reply')}</LinkButton>
            <KeyHint name="reply" boxed />
          </>
        )}
      </p>
    </section>
  );
}
