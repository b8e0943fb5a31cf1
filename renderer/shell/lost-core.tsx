import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { connectionNow, watchConnection } from '../bridge.ts';
import { Notice } from '../ui/notice.tsx';
import styles from './strip.module.css';

/** The core stopped and is being started again: the windows stay, what is typed stays, and they say so. */
export function LostCore() {
  const { t } = useTranslation('shell');
  const connection = useSyncExternalStore(watchConnection, connectionNow);
  if (connection === 'open') return null;
  return (
    <div className={styles.strip}>
      <Notice tone="warning" live>
        {t('lost_core')}
      </Notice>
    </div>
  );
}
