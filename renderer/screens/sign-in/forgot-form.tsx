import { useRef, useState, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { RpcFailure } from '../../bridge.ts';
import { ask } from '../../data/ask.ts';
import { Button } from '../../ui/button.tsx';
import { LinkButton } from '../../ui/link.tsx';
import { Notice } from '../../ui/notice.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { checkSignIn } from './check-sign-in.ts';
import { doorSentence } from './door-sentence.ts';
import styles from './sign-in-screen.module.css';

interface ForgotFormProps {
  readonly email: string;
  readonly onEmail: (email: string) => void;
  readonly onFailure: (failure: RpcFailure | null) => void;
  readonly onBack: () => void;
}

/** ACC-10: the same answer for every address. */
export function ForgotForm({ email, onEmail, onFailure, onBack }: ForgotFormProps) {
  const { t } = useTranslation(['access', 'shell']);
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<string | undefined>();
  const [sentTo, setSentTo] = useState<string | null>(null);
  const [failure, setFailure] = useState<RpcFailure | null>(null);
  const field = useRef<HTMLInputElement>(null);

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (busy) return;
    const { email: odd } = checkSignIn(email, '-');
    setWrong(odd);
    if (odd !== undefined) return field.current?.focus();
    setBusy(true);
    const answer = await ask('session.forgot', { email: email.trim() });
    setBusy(false);
    setSentTo(answer.ok ? email.trim() : null);
    setFailure(answer.ok ? null : answer.failure);
    onFailure(answer.ok ? null : answer.failure);
  };

  return (
    <>
      <h2 className={styles.title}>{t('forgot.title')}</h2>
      <form className={styles.form} onSubmit={(event) => void submit(event)} noValidate>
        <p className={styles.text}>{t('forgot.text')}</p>
        <TextField
          ref={field}
          label={t('shell:sign_in.email')}
          type="email"
          value={email}
          onChange={onEmail}
          error={wrong === undefined ? null : t(`shell:${wrong}`)}
          required
          autoComplete="username"
          inputMode="email"
          spellCheck={false}
          autoFocus
        />
        {sentTo !== null && (
          <Notice tone="good" live>
            {t('forgot.done', { email: sentTo })}
          </Notice>
        )}
        {failure !== null && (
          <Notice tone="error" live>
            {doorSentence(failure)}
          </Notice>
        )}
        <Button type="submit" label={busy ? t('forgot.busy') : t('forgot.submit')} icon="send" look="primary" busy={busy} />
        <LinkButton className={styles.center} onClick={onBack}>
          {t('forgot.back')}
        </LinkButton>
      </form>
    </>
  );
}
