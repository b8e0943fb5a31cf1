import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RichText } from '#shared/domain/kernel/rich-text.ts';
import type { ConflictView } from '#shared/rpc/contract.ts';
import { Button } from '../../ui/button.tsx';
import { showToast } from '../../ui/toast.tsx';
import { LazyEditor } from '../support/editor/lazy-editor.tsx';
import { isRichText } from './field-words.ts';
import styles from './conflict-screen.module.css';

interface BothEditorProps {
  readonly conflict: ConflictView;
  readonly label: string;
  readonly busy: boolean;
  readonly onSave: (value: unknown) => void;
  readonly onCancel: () => void;
}

/** Both texts, one under the other, to be made into one by hand. */
export function BothEditor({ conflict, label, busy, onSave, onCancel }: BothEditorProps) {
  const { t } = useTranslation('shell');
  const [text, setText] = useState<RichText>(() => bothOf(conflict));
  return (
    <div className={styles.both}>
      <LazyEditor
        label={label}
        placeholder=""
        initial={text}
        onChange={setText}
        onFiles={() => showToast({ text: t('conflict.no_files'), tone: 'error' })}
        onLongText={() => showToast({ text: t('conflict.no_files'), tone: 'error' })}
        fileOf={() => null}
        tall
      />
      <div className={styles.actions}>
        <Button look="primary" icon="save" label={t('conflict.both_save')} busy={busy} onClick={() => onSave(text)} />
        <Button look="plain" label={t('common:cancel')} onClick={onCancel} />
      </div>
    </div>
  );
}

/** Mine first: it is what stands now. */
function bothOf({ mine, theirs }: ConflictView): RichText {
  const content = [mine.value, theirs.value].flatMap((value) => (isRichText(value) ? value.content : []));
  return { type: 'doc', content };
}
