import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RpcFailure } from '../../bridge.ts';
import { ask } from '../../data/ask.ts';
import { useQueryOf } from '../../data/query.ts';
import { sentenceOf } from '../../errors/sentence.ts';
import { formatDate } from '../../format.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { showToast } from '../../ui/toast.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import page from '../settings/settings-screen.module.css';
import styles from './profile-screen.module.css';

/** ACC-05, ACC-07: where the code is not asked for; the trust of one device, or of all, can be ended. */
export function TrustedDevices() {
  const { t } = useTranslation(['access', 'shell', 'common']);
  const devices = useQueryOf('account.trusted', {});
  const [ending, setEnding] = useState<string | null>(null);
  const [failure, setFailure] = useState<RpcFailure | null>(null);
  const end = async (id: string | null) => {
    setEnding(id ?? 'all');
    const answer = await ask('account.endTrusted', { id });
    setEnding(null);
    setFailure(answer.ok || answer.failure.code === 'unexpected' ? null : answer.failure);
    if (answer.ok) showToast({ text: t(id === null ? 'trusted.ended_all' : 'trusted.ended'), tone: 'good' });
    await devices.refetch();
  };
  const problem = failure ?? devices.error;
  return (
    <section className={page.part}>
      <h2>{t('trusted.title')}</h2>
      <p className={page.text}>{t('trusted.text')}</p>
      {devices.isPending && <Waiting what={t('trusted.loading')} />}
      {problem !== null && (
        <Notice tone="warning" live>
          {sentenceOf(problem.code, problem.details)}
        </Notice>
      )}
      {devices.data?.length === 0 && <p className={page.text}>{t('trusted.none')}</p>}
      {devices.data !== undefined && devices.data.length > 0 && (
        <ul className={styles.devices} aria-label={t('trusted.title')}>
          {devices.data.map(({ id, name, current, since, lastUsedAt }) => (
            <li key={id} className={styles.device}>
              <div className={styles.what}>
                <div className={styles.name}>
                  {name} {current && <span className={styles.here}>· {t('shell:profile.device_this')}</span>}
                </div>
                <div className={styles.sub}>{t('trusted.line', { since: formatDate(since), used: formatDate(lastUsedAt) })}</div>
              </div>
              <Button label={t('trusted.end')} icon="delete" busy={ending === id} aria-label={`${t('trusted.end')}: ${name}`} onClick={() => void end(id)} />
            </li>
          ))}
        </ul>
      )}
      <div className={styles.actions}>
        {devices.isError && <Button label={t('common:refresh')} icon="refresh" busy={devices.isFetching} onClick={() => void devices.refetch()} />}
        {(devices.data?.length ?? 0) > 1 && <Button label={t('trusted.end_all')} icon="delete" look="outline" busy={ending === 'all'} onClick={() => void end(null)} />}
      </div>
    </section>
  );
}
