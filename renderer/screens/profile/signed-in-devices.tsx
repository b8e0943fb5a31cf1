import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SignedInDevice } from '#shared/api/account.ts';
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

/** ACC-07: where this person is signed in; one sign-in, or all but this one, can be ended. Only the cloud knows them. */
export function SignedInDevices() {
  const { t } = useTranslation('shell');
  const devices = useQueryOf('session.devices', {});
  const [ending, setEnding] = useState<string | null>(null);
  const [failure, setFailure] = useState<RpcFailure | null>(null);

  const end = async (id: string | null) => {
    setEnding(id ?? 'all');
    setFailure(null);
    const answer = await ask('session.endSignIn', { id });
    setEnding(null);
    if (answer.ok) showToast({ text: t(id === null ? 'profile.devices_ended' : 'profile.device_ended'), tone: 'good' });
    else if (answer.failure.code !== 'unexpected') setFailure(answer.failure);
    await devices.refetch();
  };
  const others = (devices.data ?? []).filter(({ current }) => !current);
  const problem = failure ?? devices.error;
  return (
    <section className={page.part}>
      <h2>{t('profile.devices')}</h2>
      {devices.isPending && <Waiting what={t('profile.devices_loading')} />}
      {problem !== null && (
        <Notice tone="warning" live>
          {sentenceOf(problem.code, problem.details)}
        </Notice>
      )}
      {devices.data !== undefined && (
        <ul className={styles.devices}>
          {devices.data.map((device) => (
            <Line key={device.id} device={device} ending={ending === device.id} onEnd={() => void end(device.id)} />
          ))}
        </ul>
      )}
      {devices.data !== undefined && others.length === 0 && <p className={page.text}>{t('profile.devices_none')}</p>}
      <div className={styles.actions}>
        {devices.isError && <Button label={t('common:refresh')} icon="refresh" busy={devices.isFetching} onClick={() => void devices.refetch()} />}
        {others.length > 1 && <Button label={t('profile.devices_end_all')} icon="sign_out" look="outline" busy={ending === 'all'} onClick={() => void end(null)} />}
      </div>
    </section>
  );
}

function Line({ device, ending, onEnd }: { readonly device: SignedInDevice; readonly ending: boolean; readonly onEnd: () => void }) {
  const { t } = useTranslation('shell');
  // Our own program says `Sportello/0.1.0 (Linux; x64)`.
  const name = device.device?.replace('/', ' ').replace(/ \((.+); (.+)\)$/, ' · $1 $2') ?? t('profile.device_unknown');
  return (
    <li className={styles.device}>
      <div className={styles.what}>
        <div className={styles.name}>
          {name} {device.current && <span className={styles.here}>· {t('profile.device_this')}</span>}
        </div>
        <div className={styles.sub}>
          {[device.address, t('profile.device_since', { since: formatDate(device.since), used: formatDate(device.lastUsedAt) })].filter(Boolean).join(' · ')}
        </div>
      </div>
      {!device.current && <Button label={t('profile.device_end')} icon="sign_out" busy={ending} aria-label={`${t('profile.device_end')}: ${name}`} onClick={onEnd} />}
    </li>
  );
}
