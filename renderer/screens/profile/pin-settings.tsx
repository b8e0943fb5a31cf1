import { useRef, useState, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { RpcFailure } from '../../bridge.ts';
import { ask, type Answered } from '../../data/ask.ts';
import { useSession } from '../../data/use-session.ts';
import { sentenceOf } from '../../errors/sentence.ts';
import { lockNow } from '../../shell/lock-now.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Select } from '../../ui/select.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { showToast } from '../../ui/toast.tsx';
import page from '../settings/settings-screen.module.css';
import { checkPin, type TypedPin } from './check-pin.ts';
import styles from './profile-screen.module.css';

const NOTHING: TypedPin = { current: '', pin: '', again: '' };
const MINUTES = [1, 5, 10, 15, 30, 60] as const;
const NEVER = 'never';

/** OFF-04: an optional PIN of this device, set, changed and removed; the desk can be locked from here too. */
export function PinSettings() {
  const { t } = useTranslation('access');
  const { pin } = useSession();
  const [typed, setTyped] = useState(NOTHING);
  const [idle, setIdle] = useState<string | null>(null);
  const [wrong, setWrong] = useState<ReturnType<typeof checkPin>>({});
  const [failure, setFailure] = useState<RpcFailure | null>(null);
  const [busy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const set = pin !== null;
  const chosenIdle = idle ?? (pin === null ? '10' : String(pin.idleMinutes ?? NEVER));
  const known = pin?.idleMinutes == null || MINUTES.some((minutes) => minutes === pin.idleMinutes) ? MINUTES : [...MINUTES, pin.idleMinutes];

  const finish = (answer: Answered<unknown>, done: string) => {
    setBusy(false);
    setFailure(answer.ok || answer.failure.code === 'unexpected' ? null : answer.failure);
    if (!answer.ok) return;
    setTyped(NOTHING);
    setIdle(null);
    showToast({ text: t(done), tone: 'good' });
  };
  const focusOn = (at: number) => form.current?.querySelectorAll<HTMLInputElement>('input[type="password"]')[at]?.focus();
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (busy) return;
    const missing = checkPin(typed, set);
    setWrong(missing);
    const first = ([...(set ? (['current'] as const) : []), 'pin', 'again'] as const).findIndex((field) => missing[field] !== undefined);
    if (first >= 0) return focusOn(first);
    setBusy(true);
    finish(await ask('session.setPin', { current: set ? typed.current : null, pin: typed.pin, idleMinutes: chosenIdle === NEVER ? null : Number(chosenIdle) }), 'pin.done');
  };
  const remove = async () => {
    setWrong(typed.current === '' ? { current: 'lock.missing' } : {});
    if (typed.current === '') return focusOn(0);
    setBusy(true);
    finish(await ask('session.removePin', { current: typed.current }), 'pin.removed');
  };
  const field = (name: keyof TypedPin, label: string, help?: string) => (
    <TextField
      label={label}
      type="password"
      value={typed[name]}
      onChange={(value) => setTyped((before) => ({ ...before, [name]: value }))}
      error={wrong[name] === undefined ? null : t(wrong[name])}
      {...(help === undefined ? {} : { help })}
      inputMode="numeric"
      autoComplete="off"
      maxLength={40}
      required
    />
  );
  return (
    <section className={page.part}>
      <h2>{t('pin.title')}</h2>
      <p className={page.text}>{t('pin.text')}</p>
      {set && <p className={page.text}>{t('pin.on')}</p>}
      <form ref={form} className={styles.form} onSubmit={(event) => void submit(event)} noValidate>
        {set && field('current', t('pin.current'))}
        {field('pin', t('pin.new'), t('pin.new_help'))}
        {field('again', t('pin.again'))}
        <Select
          label={t('pin.idle')}
          value={chosenIdle}
          options={[{ value: NEVER, label: t('pin.idle_never') }, ...known.map((minutes) => ({ value: String(minutes), label: t('pin.idle_minutes', { minutes }) }))]}
          onChange={setIdle}
        />
        {failure !== null && (
          <Notice tone="error" live>
            {sentenceOf(failure.code, failure.details)}
          </Notice>
        )}
        <div className={styles.actions}>
          <Button type="submit" label={t(set ? 'pin.change' : 'pin.set')} icon="key" look="primary" busy={busy} />
          {set && <Button label={t('pin.remove')} look="plain" onClick={() => void remove()} />}
          {set && <Button label={t('lock.now')} shortcut="lock" onClick={lockNow} />}
        </div>
      </form>
    </section>
  );
}
