import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RpcFailure } from '../../bridge.ts';
import { ask } from '../../data/ask.ts';
import { sentenceOf } from '../../errors/sentence.ts';
import { useLeave } from '../../shell/use-leave.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Notice } from '../../ui/notice.tsx';
import page from '../settings/settings-screen.module.css';
import styles from './profile-screen.module.css';

/** ACC-07: signing out here, or at every device at once. */
export function Leave() {
  const { t } = useTranslation(['access', 'shell', 'common']);
  const leave = useLeave();
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<RpcFailure | null>(null);
  const everywhere = async () => {
    setBusy(true);
    const answer = await ask('session.signOutEverywhere', {});
    setBusy(false);
    if (!answer.ok && answer.failure.code !== 'unexpected') setFailure(answer.failure);
  };
  return (
    <section className={page.part}>
      <h2>{t('profile.sign_out')}</h2>
      <p className={page.text}>{t('profile.sign_out_text')}</p>
      <div className={styles.actions}>
        <Button label={t('profile.sign_out_here')} icon="sign_out" onClick={leave} />
        <Button label={t('profile.sign_out_everywhere')} icon="sign_out" onClick={() => setAsking(true)} />
      </div>
      <Dialog
        open={asking}
        onClose={() => setAsking(false)}
        title={t('profile.sign_out_everywhere_ask')}
        width={480}
        footer={
          <>
            <Button label={t('shell:sign_out.stay')} onClick={() => setAsking(false)} data-autofocus />
            <Button label={t('profile.sign_out_everywhere')} look="primary" busy={busy} onClick={() => void everywhere()} />
          </>
        }
      >
        <p>{t('profile.sign_out_everywhere_text')}</p>
        <p>{t('profile.sign_out_text')}</p>
        {failure !== null && (
          <Notice tone="error" live>
            {sentenceOf(failure.code, failure.details)}
          </Notice>
        )}
      </Dialog>
    </section>
  );
}
