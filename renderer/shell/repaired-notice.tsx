import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQueryOf } from '../data/query.ts';
import { sentenceOf } from '../errors/sentence.ts';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import styles from './strip.module.css';

/** OFF-09: what did not read at the start and was mended, until it was seen. */
export function RepairedNotice() {
  const { t } = useTranslation('shell');
  const [seen, setSeen] = useState(false);
  const repaired = useQueryOf('recovery.repaired', {}).data ?? [];
  if (seen || repaired.length === 0) return null;
  return (
    <div className={styles.strip}>
      <Notice tone="warning" live actions={<Button label={t('common:close')} onClick={() => setSeen(true)} />}>
        {repaired.map(({ code, aside }) => (
          <div key={code}>
            {sentenceOf(code)} {aside !== '' && t('recovery.aside', { path: aside })}
          </div>
        ))}
      </Notice>
    </div>
  );
}
