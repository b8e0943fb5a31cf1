import { useRef, useState, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { LockView } from '#shared/rpc/access.ts';
import type { RpcFailure } from '../../bridge.ts';
import { ask } from '../../data/ask.ts';
import { useSession } from '../../data/use-session.ts';
import { signOut } from '../../shell/sign-out-dialog.tsx';
import { Button } from '../../ui/button.tsx';
import { LinkButton } from '../../ui/link.tsx';
import { Notice } from '../../ui/notice.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { CodeForm } from '../sign-in/code-form.tsx';
import { DoorFrame } from '../sign-in/door-frame.tsx';
import { doorSentence } from '../sign-in/door-sentence.ts';
import styles from '../sign-in/sign-in-screen.module.css';
import { useCountdown } from '../sign-in/use-countdown.ts';

/** OFF-04: the PIN, or the password with the network. Nothing of the desk is on the screen, and all of it is kept. */
export function LockScreen({ lock }: { readonly lock: LockView }) {
  const { t } = useTranslation(['access', 'shell']);
  const { person, step } = useSession();
  const spent = lock.triesLeft === 0;
  const [byPassword, setByPassword] = useState(false);
  const typing = byPassword || spent ? 'password' : 'pin';
  return (
    <DoorFrame>
      <h2 className={styles.title}>{t('lock.title')}</h2>
      <p className={styles.text}>{t('lock.text', { name: person?.name ?? '' })}</p>
      {step?.kind === 'code' ? <CodeForm step={step} /> : <OpenForm key={typing} typing={typing} lock={lock} email={person?.email ?? ''} />}
      <div className={styles.ways}>
        {!spent && step === null && <LinkButton onClick={() => setByPassword(!byPassword)}>{t(byPassword ? 'lock.use_pin' : 'lock.password')}</LinkButton>}
        <LinkButton onClick={() => void signOut()}>{t('lock.other')}</LinkButton>
      </div>
    </DoorFrame>
  );
}

interface OpenFormProps {
  readonly typing: 'pin' | 'password';
  readonly lock: LockView;
  readonly email: string;
}

function OpenForm({ typing, lock, email }: OpenFormProps) {
  const { t } = useTranslation(['access', 'shell']);
  const [secret, setSecret] = useState('');
  const [missing, setMissing] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<RpcFailure | null>(null);
  const [first] = useState(() => (lock.waitUntil === null ? 0 : Math.ceil((lock.waitUntil - Date.now()) / 1000)));
  const wait = useCountdown(first);
  const waiting = typing === 'pin' && wait.left > 0;
  const field = useRef<HTMLInputElement>(null);

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (busy || waiting) return;
    setMissing(secret === '');
    if (secret === '') return field.current?.focus();
    setBusy(true);
    const answer = typing === 'pin' ? await ask('session.unlock', { pin: secret }) : await ask('session.signIn', { email, password: secret, remember: null });
    setBusy(false);
    if (answer.ok) return;
    setFailure(answer.failure);
    setSecret('');
    field.current?.focus();
    const state = await ask('session.state', {});
    if (state.ok && state.value.locked?.waitUntil != null) wait.begin(Math.ceil((state.value.locked.waitUntil - Date.now()) / 1000));
  };
  return (
    <form className={styles.form} onSubmit={(event) => void submit(event)} noValidate>
      {typing === 'password' && <TextField label={t('shell:sign_in.email')} value={email} onChange={() => undefined} readOnly autoComplete="username" />}
      <TextField
        ref={field}
        label={typing === 'pin' ? t('lock.pin') : t('shell:sign_in.password')}
        type="password"
        value={secret}
        onChange={setSecret}
        error={missing && secret === '' ? t(typing === 'pin' ? 'lock.missing' : 'shell:sign_in.password_missing') : null}
        inputMode={typing === 'pin' ? 'numeric' : 'text'}
        autoComplete={typing === 'pin' ? 'off' : 'current-password'}
        required
        autoFocus
      />
      {failure !== null && (
        <Notice tone="error" live>
          {doorSentence(failure)}
        </Notice>
      )}
      {lock.triesLeft === 0 && failure === null && <Notice tone="warning">{t('lock.spent')}</Notice>}
      {waiting && <p className={styles.text}>{t('lock.wait', { seconds: wait.left })}</p>}
      <Button type="submit" label={t('lock.submit')} icon="key" look="primary" busy={busy} disabled={waiting} />
    </form>
  );
}
