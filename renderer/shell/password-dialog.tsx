import { useEffect, useRef, useState, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { RpcFailure } from '../bridge.ts';
import { ask } from '../data/ask.ts';
import { useSession, useSync } from '../data/use-session.ts';
import { sentenceOf } from '../errors/sentence.ts';
import { CodeForm } from '../screens/sign-in/code-form.tsx';
import { useWorkplace } from '../state/workplace.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Notice } from '../ui/notice.tsx';
import { TextField } from '../ui/text-field.tsx';
import styles from './password-dialog.module.css';

/**
 * ACC-14: the session is over and sending waits for the password. Asked once as soon as the cloud can be reached; it
 * can be put off, and the lamp and the person's menu open it again. Nothing that was typed depends on it.
 */
export function PasswordDialog() {
  const { t } = useTranslation('shell');
  const { person, needsPassword, step } = useSession();
  const sync = useSync();
  const open = useWorkplace((place) => place.passwordOpen);
  const set = useWorkplace((place) => place.set);
  const [password, setPassword] = useState('');
  const [failure, setFailure] = useState<RpcFailure | null>(null);
  const [busy, setBusy] = useState(false);
  const passwordField = useRef<HTMLInputElement>(null);

  const due = needsPassword && sync?.online === true;
  useEffect(() => {
    if (due) set({ passwordOpen: true });
  }, [due, set]);
  useEffect(() => {
    if (!needsPassword) set({ passwordOpen: false });
  }, [needsPassword, set]);

  const close = () => {
    if (step !== null) void ask('session.cancelStep', {});
    set({ passwordOpen: false });
    setPassword('');
    setFailure(null);
  };
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (busy || person === null) return;
    setBusy(true);
    const answer = await ask('session.signIn', { email: person.email, password, remember: null });
    setBusy(false);
    // With a code still to come the dialog stays, for it.
    if (answer.ok && answer.value.step === null) close();
    else if (!answer.ok) {
      setFailure(answer.failure);
      passwordField.current?.focus();
      passwordField.current?.select();
    }
  };
  if (person === null) return null;
  return (
    <Dialog
      open={open && needsPassword}
      onClose={close}
      title={t('password.title')}
      width={440}
      footer={
        <>
          <Button label={t('password.later')} look="plain" onClick={close} />
          {step === null && <Button label={t('sign_in.submit')} icon="key" look="primary" type="submit" form="password-again" busy={busy} />}
        </>
      }
    >
      {step?.kind === 'code' && <CodeForm step={step} />}
      <form id="password-again" hidden={step !== null} className={styles.form} onSubmit={(event) => void submit(event)}>
        <p>{sync !== null && sync.waiting > 0 ? t('password.text_waiting', { count: sync.waiting }) : t('password.text')}</p>
        <TextField label={t('sign_in.email')} value={person.email} onChange={() => undefined} readOnly autoComplete="username" />
        <TextField ref={passwordField} label={t('sign_in.password')} type="password" value={password} onChange={setPassword} required autoComplete="current-password" autoFocus />
        {failure !== null && (
          <Notice tone="error" live>
            {sentenceOf(failure.code, failure.details)}
          </Notice>
        )}
      </form>
    </Dialog>
  );
}
