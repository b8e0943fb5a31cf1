import { useRef, useState, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { RpcFailure } from '../../bridge.ts';
import { ask } from '../../data/ask.ts';
import { useQueryOf } from '../../data/query.ts';
import { useSession, useSync } from '../../data/use-session.ts';
import { useSettings } from '../../data/use-settings.ts';
import { sentenceOf } from '../../errors/sentence.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Select } from '../../ui/select.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { changeSettings } from '../settings/change-settings.ts';
import { LANGUAGE_OPTIONS } from '../settings/language-options.ts';
import { checkSignIn } from './check-sign-in.ts';
import styles from './sign-in-screen.module.css';

/** ACC-03: e-mail, password with show and hide, *Ricordami*, *Accedi*; errors in words. */
export function SignInScreen() {
  const { t } = useTranslation('shell');
  const session = useSession();
  const sync = useSync();
  const settings = useSettings();
  const info = useQueryOf('app.info', {}).data;
  const [email, setEmail] = useState(session.lastEmail ?? '');
  const [password, setPassword] = useState('');
  const [remember, setRemember] = useState(true);
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<{ readonly email?: string; readonly password?: string }>({});
  const [failure, setFailure] = useState<RpcFailure | null>(null);
  const emailField = useRef<HTMLInputElement>(null);
  const passwordField = useRef<HTMLInputElement>(null);

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
    if (answer.ok) return;
    setFailure(answer.failure);
    if (answer.failure.code === 'auth.wrong_password') {
      passwordField.current?.focus();
      passwordField.current?.select();
    }
  };

  // Nobody's desk is open here: working on without a network, as the usual sentence says, is not possible yet.
  const sentence = ({ code, details }: RpcFailure) => (code === 'cloud.unreachable' || code === 'cloud.timeout' ? t('sign_in.offline') : sentenceOf(code, details));

  return (
    <div className={styles.page}>
      <main className={styles.card}>
        <h1 className={styles.brand}>
          <i className={styles.mark} aria-hidden />
          {t('brand')}
        </h1>
        <p className={styles.intro}>{t('sign_in.intro')}</p>
        <form className={styles.form} onSubmit={(event) => void submit(event)} noValidate>
          <TextField
            ref={emailField}
            label={t('sign_in.email')}
            type="email"
            value={email}
            onChange={setEmail}
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
            onChange={setPassword}
            error={wrong.password && t(wrong.password)}
            required
            autoComplete="current-password"
            autoFocus={email !== ''}
          />
          <Checkbox label={t('sign_in.remember')} help={t('sign_in.remember_help')} checked={remember} onChange={setRemember} />
          {failure !== null && (
            <Notice tone="error" live>
              {sentence(failure)}
            </Notice>
          )}
          {failure === null && sync?.online === false && sync.problem !== null && <Notice tone="warning">{t('sign_in.offline')}</Notice>}
          <Button type="submit" label={busy ? t('sign_in.busy') : t('sign_in.submit')} icon="key" look="primary" busy={busy} />
        </form>
        <p className={styles.help}>{t('sign_in.help')}</p>
      </main>
      <footer className={styles.foot}>
        <Select label={t('settings.language')} labelHidden value={settings.language} options={LANGUAGE_OPTIONS} onChange={(language) => void changeSettings({ language })} />
        <span className="numbers">{info ? t('sign_in.version', { version: info.version, cloud: info.cloudUrl }) : ''}</span>
      </footer>
    </div>
  );
}
