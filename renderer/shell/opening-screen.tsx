import { useTranslation } from 'react-i18next';
import type { RpcFailure } from '../bridge.ts';
import { sentenceOf } from '../errors/sentence.ts';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { Waiting } from '../ui/waiting.tsx';
import styles from './opening-screen.module.css';

interface OpeningScreenProps {
  /** Whether there are texts to say anything with. */
  readonly ready: boolean;
  /** Why the desk could not be opened: a full disk, another Sportello on the same data… */
  readonly failure: RpcFailure | null;
  readonly onRetry: () => void;
}

/** Until the core has answered: nothing for a moment, then what is waited for, then a way on. */
export function OpeningScreen({ ready, failure, onRetry }: OpeningScreenProps) {
  const { t } = useTranslation('shell');
  if (!ready) return <div className={styles.opening} aria-busy />;
  return (
    <main className={styles.opening}>
      {failure !== null ? (
        <EmptyState icon="alert" title={t('opening.failed')} text={failure.code === 'connection.lost' ? t('opening.failed_text') : sentenceOf(failure.code, failure.details)}>
          <Button label={t('common:retry')} icon="refresh" look="primary" onClick={onRetry} />
        </EmptyState>
      ) : (
        <Waiting what={t('opening.waiting')} />
      )}
    </main>
  );
}
