import { useTranslation } from 'react-i18next';
import type { DraftState } from './draft-keeper.ts';
import styles from './draft-line.module.css';

/** «✓ Bozza salvata su questo PC» (TKT-14); a disk that refuses is said at once, and aloud. */
export function DraftLine({ state }: { readonly state: DraftState }) {
  const { t } = useTranslation('support');
  if (state === 'empty') return null;
  if (state === 'failed') {
    return (
      <span className={styles.failed} role="alert">
        {t('draft.failed')}
      </span>
    );
  }
  return <span className={state === 'saved' ? styles.saved : styles.typing}>{state === 'saved' ? `✓ ${t('draft.saved')}` : t('draft.saving')}</span>;
}
