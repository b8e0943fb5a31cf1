import { useTranslation } from 'react-i18next';
import type { Id } from '#shared/domain/kernel/ids.ts';
import { picturesIn } from '#shared/domain/kernel/rich-text.ts';
import { formatDateTime, formatMoment } from '../../../format.ts';
import { Portrait } from '../../../shell/portrait.tsx';
import { useTabs } from '../../../state/tabs.ts';
import { LinkButton } from '../../../ui/link.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { StatusBadge } from '../../../ui/status-badge.tsx';
import { isEmptyDoc } from '../editor/clean-doc.ts';
import { RichTextView } from '../editor/rich-text-view.tsx';
import { refusalSentence } from '../parts/sentence.ts';
import { TextPicture } from '../pictures/text-picture.tsx';
import { FileChip } from './file-chip.tsx';
import type { Happened, Spoken } from './timeline.ts';
import styles from './detail.module.css';

interface EntryProps<E> {
  readonly entry: E;
  readonly tenant: Id;
  readonly now: number;
  readonly onLook: (id: Id) => void;
}

/** Words that somebody wrote: one's own at the right; what has not left yet is dashed and says so. */
export function MessageBubble({ entry, tenant, now, onLook, solution, onSolution }: EntryProps<Spoken> & { readonly solution: boolean; readonly onSolution: ((id: Id) => void) | null }) {
  const { t } = useTranslation('support');
  const { t: tService } = useTranslation('service');
  const inText = new Set(picturesIn(entry.body));
  const picture = (id: Id) => <TextPicture file={entry.files.find((one) => one.id === id)} tenant={tenant} onLook={onLook} />;
  return (
    <li className={styles.bubble} data-mine={entry.mine || undefined} data-kind={entry.kind} data-sync={entry.sync}>
      <div className={styles.head}>
        <span className={styles.portrait}>
          <Portrait tenant={tenant} person={entry.authorId} name={entry.author} />
        </span>
        <strong>{entry.author}</strong>
        <time title={formatDateTime(entry.at)}>{formatMoment(entry.at, now)}</time>
        {entry.kind === 'note' && <span className={styles.noteWord}>{t('note.only_vendor')}</span>}
        {entry.kind === 'message' && entry.side === 'vendor' && <span>{t('detail.support')}</span>}
        {(entry.sync === 'waiting' || entry.sync === 'sending') && <span className={styles.leaving}>{t(`detail.${entry.sync}`)}</span>}
        {entry.sync === 'needs_you' && (
          <LinkButton className={styles.needsYou ?? ''} onClick={() => useTabs.getState().open('outbox')}>
            {t('detail.needs_you')}
          </LinkButton>
        )}
        {solution && (
          <StatusBadge shape="tick" tone="green">
            {tService('solution.title')}
          </StatusBadge>
        )}
        {!solution && onSolution && entry.kind === 'message' && entry.sync === 'settled' && (
          <LinkButton className={styles.mark ?? ''} onClick={() => onSolution(entry.id)}>
            {tService('solution.mark')}
          </LinkButton>
        )}
      </div>
      {/* TKT-15: a title may be all. */}
      {isEmptyDoc(entry.body) ? <span>{t('detail.no_description')}</span> : <RichTextView doc={entry.body} picture={picture} />}
      {entry.remarks?.map((remark) => (
        <Notice key={remark.code} tone="warning">
          {refusalSentence(remark)}
        </Notice>
      ))}
      {entry.files.some((file) => !inText.has(file.id)) && (
        <div className={styles.files}>
          {entry.files.filter((file) => !inText.has(file.id)).map((file) => (
            <FileChip key={file.id} file={file} tenant={tenant} onLook={onLook} />
          ))}
        </div>
      )}
    </li>
  );
}

/** What happened, in the middle. */
export function EventLine({ entry, tenant, now, onLook }: EntryProps<Happened>) {
  const { t } = useTranslation('support');
  return (
    <li className={styles.event} data-sync={entry.sync} data-vendor-only={entry.vendorOnly || undefined}>
      <span>
        {entry.vendorOnly && <strong>{t('note.only_vendor')}: </strong>}
        {t(`event.${entry.code}`, entry.facts)} · {entry.facts['name'] !== entry.author && `${entry.author} · `}
        <time title={formatDateTime(entry.at)}>{formatMoment(entry.at, now)}</time>
        {(entry.sync === 'waiting' || entry.sync === 'sending') && <span className={styles.leaving}> {t(`detail.${entry.sync}`)}</span>}
        {entry.sync === 'needs_you' && <span className={styles.needsYou}> {t('sync.needs_you')}</span>}
      </span>
      {entry.files.length > 0 && (
        <div className={styles.files}>
          {entry.files.map((file) => (
            <FileChip key={file.id} file={file} tenant={tenant} onLook={onLook} />
          ))}
        </div>
      )}
    </li>
  );
}
