import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { plainOf } from '#shared/domain/kernel/rich-text.ts';
import type { CannedAnswerView } from '#shared/rpc/answers.ts';
import { useQueryOf } from '../../../data/query.ts';
import { useTabs } from '../../../state/tabs.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { LinkButton } from '../../../ui/link.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import styles from './merge.module.css';

/** DET-10: finds a canned answer by its words; Enter takes the first. */
export function AnswerPicker({ onPick, onClose }: { readonly onPick: (answer: CannedAnswerView) => void; readonly onClose: () => void }) {
  const { t } = useTranslation('service');
  const [words, setWords] = useState('');
  const all = useQueryOf('answers.list', { archived: false }).data ?? [];
  const wanted = words.trim().toLocaleLowerCase();
  const found = all.filter((answer) => `${answer.title} ${plainOf(answer.body)}`.toLocaleLowerCase().includes(wanted));
  const first = found[0];
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('answers.pick')}
      width={620}
      footer={
        <>
          <LinkButton
            onClick={() => {
              onClose();
              useTabs.getState().open('canned_answers');
            }}
          >
            {t('answers.manage')}
          </LinkButton>
          <Button label={t('common:cancel')} onClick={onClose} />
        </>
      }
    >
      <TextField
        label={t('answers.find')}
        value={words}
        onChange={setWords}
        icon="search"
        autoFocus
        maxLength={100}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || first === undefined) return;
          event.preventDefault();
          onPick(first);
        }}
      />
      <ul className={styles.choices}>
        {found.map((answer) => (
          <li key={answer.id}>
            <button type="button" className={styles.choice} onClick={() => onPick(answer)}>
              <strong>{answer.title}</strong>
              <span>{plainOf(answer.body)}</span>
            </button>
          </li>
        ))}
      </ul>
      {found.length === 0 && <p>{t(all.length === 0 ? 'answers.none_text' : 'answers.no_match')}</p>}
    </Dialog>
  );
}
