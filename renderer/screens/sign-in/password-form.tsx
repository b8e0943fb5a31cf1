import { useRef, useState, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { RpcFailure } from '../../bridge.ts';
import { ask } from '../../data/ask.ts';
import { useSync } from '../../data/use-session.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { LinkButton } from '../../ui/link.tsx';
import { Notice } from '../../ui/notice.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { checkSignIn } from './check-sign-in.ts';
import { doorSentence } from './door-sentence.ts';
import styles from './sign-in-screen.module.css';

export interface TypedSignIn {
  readonly email: string;
  readonly password: string;
  readonly remember: boolean;
}

interface PasswordFormProps {
  readonly typed: TypedSignIn;
  readonly onTyped: (part: Partial<TypedSignIn>) => void;
  /** The user was just created: the new password is wanted. */
  readonly created: boolean;
  readonly onFailure: (failure: RpcFailure | null) => void;
  readonly onForgot: () => void;
}

/** ACC-03: e-mail, password with show and hide, *Ricordami*, *Accedi*; errors in words. */
export function PasswordForm({ typed, onTyped, created, onFailure, onForgot }: PasswordFormProps) {
  const { t } = useTranslation(['shell', 'access']);
  const sync = useSync();
  const { email, password, remember } = typed;
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<{ readonly email?: string; readonly password?: string }>({});
  const [failure, setFailure] = useState<RpcFailure | null>(null);
  const emailField = useRef<HTMLInputElement>(null);
  const passwordField = useRef<HTMLInputElement>(null);
  const fail = (problem: RpcFailure | null) => {
    setFailure(problem);
    onFailure(problem);
  };

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (busy) return;
    const missing = checkSignIn(email, password);
    setFailure(null);
    setWrong(missing);
    if (missing.email || missing.password) {
      (missing.email ? emailField : passwordField).current?.focus();
      return;
    }
    setBusy(true);
    const answer = await ask('session.signIn', { email: email.trim(), password, remember });
    setBusy(false);
    fail(answer.ok ? null : answer.failure);
    if (!answer.ok && answer.failure.code === 'auth.wrong_password') {
      passwordField.current?.focus();
      passwordField.current?.select();
    }
  };

  return (
    <>
      <p className={styles.intro}>{t('sign_in.intro')}</p>
      <form className={styles.form} onSubmit={(event) => void submit(event)} noValidate>
        {created && failure === null && <Notice tone="good" live>{t('access:activate.done')}</Notice>}
        <TextField
          ref={emailField}
          label={t('sign_in.email')}
          type="email"
          value={email}
          onChange={(value) => onTyped({ email: value })}
          error={wrong.email && t(wrong.email)}
          required
          autoComplete="username"
          inputMode="email"
          spellCheck={false}
          autoFocus={email === ''}
        />
        <TextField
          ref={passwordField}
          label={t('sign_in.password')}
          type="password"
          value={password}
          onChange={(value) => onTyped({ password: value })}
          error={wrong.password && t(wrong.password)}
          required
          autoComplete="current-password"
          autoFocus={email !== ''}
        />
        <Checkbox label={t('sign_in.remember')} help={t('sign_in.remember_help')} checked={remember} onChange={(value) => onTyped({ remember: value })} />
        {failure !== null && (
          <Notice tone="error" live>
            {doorSentence(failure)}
          </Notice>
        )}
        {failure === null && sync?.online === false && sync.problem !== null && <Notice tone="warning">{t('sign_in.offline')}</Notice>}
        <Button type="submit" label={busy ? t('sign_in.busy') : t('sign_in.submit')} icon="key" look="primary" busy={busy} />
        <LinkButton className={styles.center} onClick={onForgot}>
          {t('access:forgot.link')}
        </LinkButton>
      </form>
    </>
  );
}
