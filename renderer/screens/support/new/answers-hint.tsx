import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Id } from '#shared/domain/kernel/ids.ts';
import { useQueryOf } from '../../../data/query.ts';
import { openByClick } from '../../../state/tabs.ts';
import { LinkButton } from '../../../ui/link.tsx';
import { Notice } from '../../../ui/notice.tsx';
import styles from './form.module.css';

const PAUSE = 300;
const FEWEST = 6;

const MOST = 4;

/** «Forse c'è già una risposta» (product.md 3): documents and the company's own requests, also without a network. */
export function AnswersHint({ title, tenant, except }: { readonly title: string; readonly tenant: Id | null; readonly except: Id | null }) {
  const { t } = useTranslation('support');
  const [words, setWords] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setWords(title.trim()), PAUSE);
    return () => clearTimeout(timer);
  }, [title]);
  const { data } = useQueryOf('tickets.search', { text: words.slice(0, 200), tenant, limit: 6 }, { enabled: words.length >= FEWEST });
  const hits = (words.length >= FEWEST ? (data ?? []) : [])
    .filter((hit, at, all) => hit.ticketId !== except && all.findIndex((one) => one.ticketId === hit.ticketId) === at)
    .slice(0, MOST);
  const documents = useQueryOf('library.search', { text: words.slice(0, 500), tenant, whole: false, limit: 3 }, { enabled: words.length >= FEWEST });
  const answers = words.length >= FEWEST ? (documents.data ?? []) : [];
  if (hits.length + answers.length === 0) return null;
  return (
    <Notice tone="info">
      {t('new.answers')}
      <ul className={styles.answers}>
        {answers.map((hit) => (
          <li key={hit.id}>
            <LinkButton onClick={(event) => openByClick(event, 'library', { tenant: hit.tenant, id: hit.id })}>{hit.title}</LinkButton> <span className={styles.kind}>{t('new.answers.document')}</span>
          </li>
        ))}
        {hits.slice(0, MOST - answers.length).map((hit) => (
          <li key={hit.ticketId}>
            <LinkButton onClick={(event) => openByClick(event, 'ticket.detail', { tenant: hit.tenant, id: hit.ticketId }, hit.title)}>
              {hit.number === null ? hit.title : `#${hit.number} ${hit.title}`}
            </LinkButton>
          </li>
        ))}
      </ul>
    </Notice>
  );
}
