import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RecoveryView } from '#shared/rpc/recovery.ts';
import type { RpcFailure } from '../../bridge.ts';
import { ask } from '../../data/ask.ts';
import { askAgain, queryClient, useQueryOf } from '../../data/query.ts';
import { saveText } from '../../data/save-text.ts';
import { sentenceOf } from '../../errors/sentence.ts';
import { formatTime } from '../../format.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { showToast } from '../../ui/toast.tsx';
import { RecoveryHelp } from './recovery-help.tsx';
import { writtenText } from './written-text.ts';
import styles from './recovery.module.css';

/** What another opening meets unchanged however new the copy of the cloud's data is. */
const NOT_BY_THE_CACHE: ReadonlySet<string> = new Set(['store.locked', 'store.newer', 'store.network_drive', 'disk.full', 'disk.not_a_folder']);

/** OFF-09: the desk does not open. What happened, what is safe, what can be done, and who helps. */
export function RecoveryScreen({ failure: first }: { readonly failure: RpcFailure }) {
  const { t } = useTranslation('shell');
  // Another opening may meet another reason. Asking for the session again would take this page away meanwhile.
  const [failure, setFailure] = useState(first);
  const state = useQueryOf('recovery.state', {}).data;
  const [busy, setBusy] = useState<'again' | 'anew' | null>(null);
  const [stillAt, setStillAt] = useState<number | null>(null);

  const open = async (anew: boolean) => {
    setBusy(anew ? 'anew' : 'again');
    setStillAt(null);
    const answer = await ask('recovery.openAgain', { anew });
    setBusy(null);
    if (answer.ok) return void queryClient.invalidateQueries();
    setFailure(answer.failure);
    setStillAt(Date.now());
    askAgain('recovery.state', 'recovery.report');
  };
  return (
    <main className={styles.page}>
      <div className={styles.sheet}>
        <h1 className={styles.title}>
          <Icon name="alert" size={22} /> {t('recovery.title')}
        </h1>
        <p className={styles.why}>{sentenceOf(failure.code, failure.details)}</p>
        <div className={styles.actions}>
          <Button label={t(busy === 'again' ? 'recovery.again_busy' : 'recovery.again')} icon="refresh" look="primary" busy={busy !== null} autoFocus onClick={() => void open(false)} />
          <p className={styles.still} role="status">{stillAt !== null && t('recovery.still', { at: formatTime(stillAt) })}</p>
        </div>
        {state !== undefined && (
          <>
            <Safe state={state} />
            {state.mayBeginAnew && !NOT_BY_THE_CACHE.has(failure.code) && (
              <section className={styles.part}>
                <Button label={t('recovery.anew')} icon="undo" busy={busy !== null} aria-describedby="recovery-anew" onClick={() => void open(true)} />
                <p id="recovery-anew" className={styles.text}>{t('recovery.anew_help')}</p>
              </section>
            )}
          </>
        )}
        <RecoveryHelp failure={failure} forms={state?.forms ?? []} />
      </div>
    </main>
  );
}

function Safe({ state }: { readonly state: RecoveryView }) {
  const { t, i18n } = useTranslation('shell');
  const [pin, setPin] = useState('');
  const [error, setError] = useState<string | null>(null);
  const { waiting, drafts } = state;

  const save = async () => {
    const answer = await ask('recovery.written', { pin: state.pin ? pin : null });
    setPin('');
    setError(answer.ok ? null : sentenceOf(answer.failure.code, answer.failure.details));
    if (!answer.ok) return;
    saveText(t('recovery.file'), writtenText(answer.value, t, (key) => i18n.exists(key)));
    showToast({ text: t('recovery.saved'), tone: 'good' });
  };
  return (
    <section className={styles.part} aria-labelledby="recovery-safe">
      <h2 id="recovery-safe" className={styles.heading}>{t('recovery.safe')}</h2>
      <ul className={styles.lines}>
        <li>{waiting === null ? t('recovery.waiting_unread') : waiting === 0 ? t('recovery.nothing_waiting') : t('recovery.waiting', { count: waiting })}</li>
        {drafts !== 0 && <li>{drafts === null ? t('recovery.drafts_unread') : t('recovery.drafts', { count: drafts })}</li>}
        <li>{t('recovery.sent')}</li>
        <li>{t('recovery.folder', { folder: state.folder })}</li>
      </ul>
      {(waiting ?? 0) + (drafts ?? 0) > 0 && (
        <>
          {state.pin && <TextField type="password" autoComplete="off" label={t('recovery.pin')} help={t('recovery.pin_help')} value={pin} onChange={setPin} />}
          <Button label={t('recovery.save')} icon="download" onClick={() => void save()} />
          {error !== null && <p className={styles.error} role="alert">{error}</p>}
        </>
      )}
    </section>
  );
}
