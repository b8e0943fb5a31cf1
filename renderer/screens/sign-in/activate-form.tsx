import { useRef, useState, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { PASSWORD_LIMITS } from '#shared/api/account.ts';
import type { SignInStep } from '#shared/rpc/access.ts';
import type { RpcFailure } from '../../bridge.ts';
import { ask } from '../../data/ask.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { LinkButton } from '../../ui/link.tsx';
import { Notice } from '../../ui/notice.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { checkNewUser, type TypedUser } from './check-new-user.ts';
import { doorSentence } from './door-sentence.ts';
import { PrivacyDialog } from './privacy-dialog.tsx';
import styles from './sign-in-screen.module.css';

interface ActivateFormProps {
  readonly step: Extract<SignInStep, { kind: 'activate' }>;
  readonly onDone: () => void;
  readonly onFailure: (failure: RpcFailure | null) => void;
}

/** ACC-02: *Creazione Utente*. The notice must have been opened before it can be accepted; one that changed, opened again. */
export function ActivateForm({ step, onDone, onFailure }: ActivateFormProps) {
  const { t } = useTranslation('access');
  const [typed, setTyped] = useState<TypedUser>({ firstName: '', lastName: '', password: '', again: '', privacy: false });
  const [opened, setOpened] = useState<{ readonly version: string; readonly at: number } | null>(null);
  const [reading, setReading] = useState(false);
  const [wrong, setWrong] = useState<ReturnType<typeof checkNewUser>>({});
  const [failure, setFailure] = useState<RpcFailure | null>(null);
  const [busy, setBusy] = useState(false);
  const passwordField = useRef<HTMLInputElement>(null);
  const againField = useRef<HTMLInputElement>(null);
  const privacyLink = useRef<HTMLButtonElement>(null);
  const privacyBox = useRef<HTMLInputElement>(null);
  const change = (part: Partial<TypedUser>) => setTyped((before) => ({ ...before, ...part }));
  const hasOpened = opened?.version === step.privacy.version;
  const read = { ...typed, privacy: typed.privacy && hasOpened };

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (busy) return;
    const missing = checkNewUser(read);
    setWrong(missing);
    setFailure(null);
    if (missing.password) return passwordField.current?.focus();
    if (missing.again) return againField.current?.focus();
    if (missing.privacy || opened === null) return (hasOpened ? privacyBox : privacyLink).current?.focus();
    setBusy(true);
    const { firstName, lastName, password } = typed;
    const answer = await ask('session.activate', { firstName: firstName.trim(), lastName: lastName.trim(), password, privacyOpenedAt: opened.at });
    setBusy(false);
    setFailure(answer.ok ? null : answer.failure);
    onFailure(answer.ok ? null : answer.failure);
    if (answer.ok) onDone();
  };

  return (
    <>
      <h2 className={styles.title}>{t('activate.title')}</h2>
      <form className={styles.form} onSubmit={(event) => void submit(event)} noValidate>
        <p className={styles.text}>{t('activate.intro', { email: step.email })}</p>
        <input type="text" name="username" autoComplete="username" value={step.email} readOnly hidden />
        <div className={styles.pair}>
          <TextField label={t('activate.first')} value={typed.firstName} onChange={(firstName) => change({ firstName })} maxLength={80} autoComplete="given-name" autoFocus />
          <TextField label={t('activate.last')} value={typed.lastName} onChange={(lastName) => change({ lastName })} maxLength={80} autoComplete="family-name" />
        </div>
        <p className={styles.small}>{t('activate.names_help')}</p>
        <TextField
          ref={passwordField}
          label={t('activate.password')}
          type="password"
          value={typed.password}
          onChange={(password) => change({ password })}
          help={t('activate.password_help')}
          error={wrong.password === undefined ? null : t(wrong.password)}
          maxLength={PASSWORD_LIMITS.max}
          autoComplete="new-password"
          required
        />
        <TextField
          ref={againField}
          label={t('activate.again')}
          type="password"
          value={typed.again}
          onChange={(again) => change({ again })}
          error={wrong.again === undefined ? null : t(wrong.again)}
          maxLength={PASSWORD_LIMITS.max}
          autoComplete="new-password"
          required
        />
        <div>
          <LinkButton
            ref={privacyLink}
            aria-haspopup="dialog"
            onClick={() => {
              setReading(true);
              setOpened({ version: step.privacy.version, at: Date.now() });
            }}
          >
            {t('activate.privacy_open')}
          </LinkButton>
        </div>
        <Checkbox
          ref={privacyBox}
          label={`${t('activate.privacy')} *`}
          {...(hasOpened ? {} : { help: t('activate.privacy_first') })}
          checked={read.privacy}
          disabled={!hasOpened}
          error={wrong.privacy !== undefined && !read.privacy ? t(wrong.privacy) : null}
          onChange={(privacy) => change({ privacy })}
        />
        {failure !== null && (
          <Notice tone="error" live actions={failure.code === 'auth.link_expired' || failure.code === 'auth.step_over' ? <Button label={t('code.back')} onClick={() => void ask('session.cancelStep', {})} /> : undefined}>
            {doorSentence(failure)}
          </Notice>
        )}
        <Button type="submit" label={busy ? t('activate.busy') : t('activate.submit')} icon="person" look="primary" busy={busy} />
        <LinkButton className={styles.center} onClick={() => void ask('session.cancelStep', {})}>
          {t('code.back')}
        </LinkButton>
      </form>
      <PrivacyDialog
        open={reading}
        privacy={step.privacy}
        onClose={() => setReading(false)}
      />
    </>
  );
}
