import { useTranslation } from 'react-i18next';
import { useSync } from '../data/use-session.ts';
import { formatNumber } from '../format.ts';
import { Progress } from '../ui/progress.tsx';
import styles from './strip.module.css';

/** The first load, with its counts; the screens can be used meanwhile. */
export function FirstLoad() {
  const { t } = useTranslation('shell');
  const sync = useSync();
  if (sync === null || sync.lamp !== 'loading') return null;
  const { done, total } = sync.progress ?? { done: 0, total: 0 };
  const text = total > 0 ? t('first_load.counts', { done: formatNumber(done), total: formatNumber(total) }) : t('first_load.start');
  return (
    <div className={styles.strip} role="status">
      <div className={styles.load}>
        <span className="numbers">{text}</span>
        <Progress label={text} done={done} total={total} />
      </div>
    </div>
  );
}
