import { useTranslation } from 'react-i18next';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { Waiting } from '../ui/waiting.tsx';
import styles from './opening-screen.module.css';

interface OpeningScreenProps {
  /** Whether there are texts to say anything with. */
  readonly ready: boolean;
  readonly failed: boolean;
  readonly onRetry: () => void;
}

/** Until the core has answered: nothing for a moment, then what is waited for, then a way on. */
export function OpeningScreen({ ready, failed, onRetry }: OpeningScreenProps) {
  const { t } = useTranslation('shell');
  if (!ready) return <div className={styles.opening} aria-busy />;
  return (
    <main className={styles.opening}>
      {failed ? (
        <EmptyState icon="alert" title={t('opening.failed')} text={t('opening.failed_text')}>
          <Button label={t('common:retry')} icon="refresh" look="primary" onClick={onRetry} />
        </EmptyState>
      ) : (
        <Waiting what={t('opening.waiting')} />
      )}
    </main>
  );
}
