import { useRef, useState, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { SignInStep } from '#shared/rpc/access.ts';
import type { RpcFailure } from '../../bridge.ts';
import { ask } from '../../data/ask.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { LinkButton } from '../../ui/link.tsx';
import { Notice } from '../../ui/notice.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { showToast } from '../../ui/toast.tsx';
import { doorSentence } from './door-sentence.ts';
import styles from './sign-in-screen.module.css';
import { useCountdown } from './use-countdown.ts';

/** A second mail right after the first one would only make the first one's code stop working, s. */
const RESEND_AFTER = 30;
type Kind = 'email' | 'app' | 'recovery';

interface CodeFormProps {
  readonly step: Extract<SignInStep, { kind: 'code' }>;
  readonly onFailure?: (failure: RpcFailure | null) => void;
}

/** ACC-04, ACC-05: *Codice*, *Dispositivo sicuro*, *Invia*; another code, an app's, or one for when the phone is lost. */
export function CodeForm({ step, onFailure }: CodeFormProps) {
  const { t } = useTranslation('access');
  const [kind, setKind] = useState<Kind>(step.methods[0] ?? 'email');
  const [code, setCode] = useState('');
  const [trust, setTrust] = useState(false);
  const [busy, setBusy] = useState(false);
  const [resending, setResending] = useState(false);
  const [missing, setMissing] = useState(false);
  const [failure, setFailure] = useState<RpcFailure | null>(null);
  // Who has an app gets a mail only when they ask for it.
  const wait = useCountdown(step.sentTo === null ? 0 : RESEND_AFTER);
  const field = useRef<HTMLInputElement>(null);
  // Recovery codes come with the app.
  const kinds: readonly Kind[] = [...step.methods, ...(step.methods.includes('app') ? ['recovery' as const] : [])];
  const over = failure?.code === 'auth.code_expired' || failure?.code === 'auth.step_over';
  const fail = (problem: RpcFailure | null) => {
    setFailure(problem);
    onFailure?.(problem);
  };
  const back = () => void ask('session.cancelStep', {});

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (busy) return;
    setMissing(code.trim() === '');
    if (code.trim() === '') return field.current?.focus();
    setBusy(true);
    const answer = await ask('session.code', { code: code.trim(), kind, trust });
    setBusy(false);
    fail(answer.ok ? null : answer.failure);
    if (!answer.ok) {
      field.current?.focus();
      field.current?.select();
    }
  };
  const resend = async () => {
    setResending(true);
    const answer = await ask('session.resendCode', {});
    setResending(false);
    if (answer.ok) {
      fail(null);
      setCode('');
      showToast({ text: t('code.resent'), tone: 'good' });
    } else fail(answer.failure);
    const asked = answer.ok ? undefined : answer.failure.details['seconds'];
    wait.begin(typeof asked === 'number' ? asked : RESEND_AFTER);
    field.current?.focus();
  };

  return (
    <>
      <h2 className={styles.title}>{t('code.title')}</h2>
      <form className={styles.form} onSubmit={(event) => void submit(event)} noValidate>
        <p className={styles.text}>
          {kind === 'email' ? `${t('code.sent', { address: step.sentTo ?? step.email })} ${t('code.spam')}` : t(`code.${kind}`)}
        </p>
        <TextField
          key={kind}
          ref={field}
          label={t('code.field')}
          value={code}
          onChange={setCode}
          error={missing ? t('code.missing') : null}
          required
          // Pasted with the spaces of its mail it may be longer.
          maxLength={40}
          autoComplete="one-time-code"
          inputMode={kind === 'recovery' ? 'text' : 'numeric'}
          spellCheck={false}
          autoFocus
        />
        <Checkbox label={t('code.trust')} help={t('code.trust_help')} checked={trust} onChange={setTrust} />
        {failure !== null && (
          <Notice tone="error" live actions={over ? <Button label={t('code.back')} onClick={back} /> : undefined}>
            {doorSentence(failure)}
          </Notice>
        )}
        <Button type="submit" label={busy ? t('code.busy') : t('code.submit')} icon="send" look="primary" busy={busy} />
      </form>
      <div className={styles.ways}>
        {kind === 'email' && (
          <Button
            look="plain"
            icon="refresh"
            label={wait.left > 0 ? t('code.resend_in', { seconds: wait.left }) : t('code.resend')}
            disabled={wait.left > 0}
            busy={resending}
            onClick={() => void resend()}
          />
        )}
        {kinds
          .filter((other) => other !== kind)
          .map((other) => (
            <LinkButton
              key={other}
              onClick={() => {
                setKind(other);
                setCode('');
                fail(null);
                if (other === 'email' && step.sentTo === null && wait.left === 0) void resend();
              }}
            >
              {t(`code.use_${other}`)}
            </LinkButton>
          ))}
        {!over && <LinkButton onClick={back}>{t('code.back')}</LinkButton>}
      </div>
    </>
  );
}
