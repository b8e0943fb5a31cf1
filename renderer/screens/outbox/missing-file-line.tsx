import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MissingFile } from '#shared/rpc/files.ts';
import { ask } from '../../data/ask.ts';
import { askAgain } from '../../data/query.ts';
import { sentenceOf } from '../../errors/sentence.ts';
import { formatMoment, formatSize } from '../../format.ts';
import { useTabs } from '../../state/tabs.ts';
import { Button } from '../../ui/button.tsx';
import { classes } from '../../ui/classes.ts';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { showToast } from '../../ui/toast.tsx';
import styles from './outbox-screen.module.css';

/** A file of the person's that never arrived: its author is told, and nothing is given up without a click (I12). */
export function MissingFileLine({ file, now }: { readonly file: MissingFile; readonly now: number }) {
  const { t } = useTranslation('shell');
  const [busy, setBusy] = useState(false);
  const { tenant, id, name, of } = file;
  const putAway = async () => {
    setBusy(true);
    const answer = await ask('files.putAway', { tenant, id });
    setBusy(false);
    askAgain('files.missing', 'sync.state');
    if (!answer.ok && answer.failure.code !== 'unexpected') showToast({ text: sentenceOf(answer.failure.code, answer.failure.details), tone: 'error' });
  };
  return (
    <li className={classes(styles.line, styles.tall)} aria-label={name}>
      <div className={styles.state}>
        <StatusBadge shape="triangle" tone="red">
          {t('outbox.missing.state')}
        </StatusBadge>
      </div>
      <div className={styles.what}>
        <div className={styles.title}>{name}</div>
        <div className={styles.sub}>{[file.title, formatSize(file.size), formatMoment(file.at, now)].filter(Boolean).join(' · ')}</div>
        <p className={styles.said}>{t('outbox.missing.elsewhere')}</p>
      </div>
      <div className={styles.actions}>
        <Button look="plain" icon="open" label={t('outbox.action.open')} aria-label={`${t('outbox.action.open')}: ${name}`} onClick={() => useTabs.getState().open(of.entity === 'document' ? 'library' : 'ticket.detail', { tenant, id: of.id })} />
        <Button look="plain" icon="delete" label={t('outbox.action.put_away')} aria-label={`${t('outbox.action.put_away')}: ${name}`} busy={busy} onClick={() => void putAway()} />
      </div>
    </li>
  );
}
