import { useRef, useState, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { RpcFailure } from '../../bridge.ts';
import { ask } from '../../data/ask.ts';
import { askAgain } from '../../data/query.ts';
import { sentenceOf } from '../../errors/sentence.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Notice } from '../../ui/notice.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { showToast } from '../../ui/toast.tsx';
import page from '../settings/settings-screen.module.css';
import styles from './profile-screen.module.css';
import { QrCode } from './qr-code.tsx';
import { RecoveryCodes } from './recovery-codes.tsx';

/** Setting the app up, ending it, or new recovery codes: each wants the password once more. */
export type FactorJob = 'begin' | 'end' | 'codes';
type Stage = { readonly at: 'password' } | { readonly at: 'scan'; readonly uri: string; readonly secret: string } | { readonly at: 'codes'; readonly codes: readonly string[] };

const FORM = 'second-factor';

export function FactorDialog({ job, onClose }: { readonly job: FactorJob; readonly onClose: () => void }) {
  const { t } = useTranslation(['access', 'common', 'shell']);
  const [stage, setStage] = useState<Stage>({ at: 'password' });
  const [typed, setTyped] = useState('');
  const [missing, setMissing] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<RpcFailure | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const next = (to: Stage) => {
    setTyped('');
    setFailure(null);
    setStage(to);
  };
  const close = () => {
    askAgain('account.get');
    onClose();
  };
  /** Answers why not, if it did not go. */
  const goOn = async (): Promise<RpcFailure | undefined> => {
    if (stage.at === 'scan') {
      const answer = await ask('account.confirmApp', { code: typed.trim() });
      if (!answer.ok) return answer.failure;
      return void next({ at: 'codes', codes: answer.value.recoveryCodes });
    }
    if (job === 'begin') {
      const answer = await ask('account.beginApp', { password: typed });
      if (!answer.ok) return answer.failure;
      return void next({ at: 'scan', ...answer.value });
    }
    if (job === 'codes') {
      const answer = await ask('account.newRecoveryCodes', { password: typed });
      if (!answer.ok) return answer.failure;
      return void next({ at: 'codes', codes: answer.value.recoveryCodes });
    }
    const answer = await ask('account.endApp', { password: typed });
    if (!answer.ok) return answer.failure;
    showToast({ text: t('factor.ended'), tone: 'good' });
    return void close();
  };
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (busy) return;
    setMissing(typed.trim() === '');
    if (typed.trim() === '') return field.current?.focus();
    setBusy(true);
    const failed = await goOn();
    setBusy(false);
    if (failed === undefined) return;
    if (failed.code !== 'unexpected') setFailure(failed);
    field.current?.focus();
    field.current?.select();
  };
  const title = job === 'begin' ? t('factor.app_begin') : job === 'end' ? t('factor.app_end') : t('factor.recovery_new');
  if (stage.at === 'codes') return <RecoveryCodes codes={stage.codes} onClose={close} />;
  return (
    <Dialog
      open
      onClose={close}
      title={title.replace('…', '')}
      width={460}
      footer={
        <>
          <Button label={t('common:cancel')} look="plain" onClick={close} />
          <Button label={t(stage.at === 'scan' ? 'factor.confirm' : 'factor.next')} look="primary" type="submit" form={FORM} busy={busy} />
        </>
      }
    >
      <form id={FORM} className={styles.form} onSubmit={(event) => void submit(event)} noValidate>
        {stage.at === 'password' ? (
          <>
            <p className={page.text}>{t('factor.password_text')}</p>
            <TextField key="password" ref={field} label={t('factor.password')} type="password" value={typed} onChange={setTyped} error={missing && typed === '' ? t('shell:sign_in.password_missing') : null} autoComplete="current-password" required autoFocus />
          </>
        ) : (
          <>
            <p className={page.text}>{t('factor.scan')}</p>
            <QrCode text={stage.uri} label={t('factor.qr')} className={styles.qr} />
            <p className={page.text}>{t('factor.by_hand')}</p>
            <p className={page.path}>{stage.secret.replace(/(.{4})(?=.)/g, '$1 ')}</p>
            <TextField key="code" ref={field} label={t('code.field')} value={typed} onChange={setTyped} error={missing && typed === '' ? t('code.missing') : null} inputMode="numeric" autoComplete="one-time-code" spellCheck={false} required autoFocus />
          </>
        )}
        {failure !== null && (
          <Notice tone="error" live>
            {sentenceOf(failure.code, failure.details)}
          </Notice>
        )}
      </form>
    </Dialog>
  );
}
