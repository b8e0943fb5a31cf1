import { useRef, useState, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { PASSWORD_LIMITS } from '#shared/api/account.ts';
import type { RpcFailure } from '../../bridge.ts';
import { ask } from '../../data/ask.ts';
import { askAgain } from '../../data/query.ts';
import { useSession } from '../../data/use-session.ts';
import { sentenceOf } from '../../errors/sentence.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { showToast } from '../../ui/toast.tsx';
import page from '../settings/settings-screen.module.css';
import { checkPasswords, type TypedPasswords } from './check-passwords.ts';
import styles from './profile-screen.module.css';

const NOTHING: TypedPasswords = { current: '', next: '', again: '' };
const FIELDS = ['current', 'next', 'again'] as const;

/** ACC-12: old, new, confirm. What was typed stays until it has worked. */
export function ChangePassword() {
  const { t } = useTranslation('shell');
  const { person } = useSession();
  const [typed, setTyped] = useState(NOTHING);
  const [wrong, setWrong] = useState<{ readonly [K in keyof TypedPasswords]?: string }>({});
  const [failure, setFailure] = useState<RpcFailure | null>(null);
  const [busy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const focusOn = (at: number) => form.current?.querySelectorAll<HTMLInputElement>('input:not([hidden])')[at]?.focus();

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (busy) return;
    setFailure(null);
    const missing = checkPasswords(typed);
    setWrong(missing);
    const first = FIELDS.findIndex((field) => missing[field] !== undefined);
    if (first >= 0) return focusOn(first);
    setBusy(true);
    const answer = await ask('session.changePassword', { current: typed.current, next: typed.next });
    setBusy(false);
    if (!answer.ok) {
      if (answer.failure.code !== 'unexpected') setFailure(answer.failure);
      return;
    }
    setTyped(NOTHING);
    askAgain('session.devices');
    showToast({ text: t('profile.password_changed'), tone: 'good' });
  };
  const field = (name: keyof TypedPasswords, help?: string) => (
    <TextField
      label={t(`profile.password_${name}`)}
      type="password"
      value={typed[name]}
      onChange={(value) => setTyped((before) => ({ ...before, [name]: value }))}
      error={wrong[name] === undefined ? undefined : t(wrong[name])}
      {...(help === undefined ? {} : { help })}
      maxLength={PASSWORD_LIMITS.max}
      autoComplete={name === 'current' ? 'current-password' : 'new-password'}
      required
    />
  );
  return (
    <section className={page.part}>
      <h2>{t('profile.password')}</h2>
      <p className={page.text}>{t('profile.password_text')}</p>
      <form ref={form} className={styles.form} onSubmit={(event) => void submit(event)} noValidate>
        {/* Password managers look for whose it is. */}
        <input type="text" name="username" autoComplete="username" value={person?.email ?? ''} readOnly hidden />
        {field('current')}
        {field('next', t('profile.password_next_help'))}
        {field('again')}
        {failure !== null && (
          <Notice tone="error" live>
            {sentenceOf(failure.code, failure.details)}
          </Notice>
        )}
        <div>
          <Button type="submit" label={t('profile.password_submit')} icon="key" look="primary" busy={busy} />
        </div>
      </form>
    </section>
  );
}
