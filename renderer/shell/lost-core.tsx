import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useConnection } from '../data/use-connection.ts';
import { Notice } from '../ui/notice.tsx';
import styles from './strip.module.css';

/** ms; a core that starts again takes a second or two. */
const LONG = 8_000;

/** The core stopped and is being started again: the windows stay, what is typed stays, and they say so. */
export function LostCore() {
  const lost = useConnection() === 'lost';
  return lost ? <LostNotice /> : null;
}

function LostNotice() {
  const { t } = useTranslation('shell');
  const [long, setLong] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLong(true), LONG);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className={styles.strip}>
      <Notice tone="warning" live>
        {t('lost_core')} {long && t('lost_core.long')}
      </Notice>
    </div>
  );
}
