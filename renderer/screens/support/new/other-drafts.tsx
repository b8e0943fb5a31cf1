import { useTranslation } from 'react-i18next';
import type { Id } from '#shared/domain/kernel/ids.ts';
import { invoke } from '../../../bridge.ts';
import { formatAgo } from '../../../format.ts';
import { useDocument } from '../../../state/document.ts';
import { useTabs } from '../../../state/tabs.ts';
import { LinkButton } from '../../../ui/link.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { useLoaded } from '../parts/use-loaded.ts';
import { useOpenForms } from './open-forms.ts';
import { TICKET_DRAFT } from './ticket-draft.ts';
import styles from './form.module.css';

const MOST = 5;

/** The requests that were begun and left (TKT-14), offered where a new one is begun. */
export function OtherDrafts({ draftId, now }: { readonly draftId: Id; readonly now: number }) {
  const { t } = useTranslation('support');
  const { key } = useDocument();
  const forms = useOpenForms((open) => open.forms);
  const drafts = useLoaded(() => invoke('drafts.list', { kind: TICKET_DRAFT }), []);
  const left = (drafts?.value ?? []).filter((draft) => draft.id !== draftId && !forms.some((form) => form.draftId === draft.id));
  if (left.length === 0) return null;
  return (
    <Notice tone="info">
      {t('new.unfinished', { count: left.length })}
      <ul className={styles.unfinished}>
        {left.slice(0, MOST).map((draft) => (
          <li key={draft.id}>
            <LinkButton onClick={() => useTabs.getState().replace(key, 'ticket.new', { draft: draft.id })}>{draft.title || t('new.untitled')}</LinkButton>{' '}
            {formatAgo(draft.savedAt, now)}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
