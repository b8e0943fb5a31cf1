import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { NOTICE_KINDS, NOTICE_WISHES, noticeWishesOf, type NoticeWishes } from '#shared/domain/org/notice-wishes.ts';
import { ask } from '../../data/ask.ts';
import { askAgain, useQueryOf } from '../../data/query.ts';
import { sentenceOf } from '../../errors/sentence.ts';
import { Checkbox } from '../../ui/checkbox.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { showToast } from '../../ui/toast.tsx';
import { clockOf, minuteOf } from './clock-time.ts';
import styles from './settings-screen.module.css';

const NIGHT = { from: 19 * 60, to: 8 * 60 };

/** OFF-07: what the person wants to hear of, and when not; the same on all their devices. */
export function NoticesPart() {
  const { t } = useTranslation('notices');
  const kept = useQueryOf('preferences.get', { key: NOTICE_WISHES });
  const host = useQueryOf('app.info', {}).data?.host;
  // What was just chosen stands at once: the next choice builds on it, however long the disk takes.
  const [chosen, setChosen] = useState<NoticeWishes | null>(null);
  const wishes = chosen ?? noticeWishesOf(kept.data);
  async function change(next: NoticeWishes): Promise<void> {
    setChosen(next);
    const answer = await ask('preferences.set', { key: NOTICE_WISHES, value: next });
    if (answer.ok) return askAgain('preferences.get');
    setChosen(null);
    if (answer.failure.code !== 'unexpected') showToast({ text: sentenceOf(answer.failure.code, answer.failure.details), tone: 'error' });
  }
  const { quiet } = wishes;
  return (
    <section className={styles.part} aria-label={t('title')}>
      <h2>{t('title')}</h2>
      <p className={styles.text}>
        {t('text')} {host === 'browser' && t('text.browser')}
      </p>
      {NOTICE_KINDS.map((kind) => (
        <Checkbox
          key={kind}
          label={t(`kind.${kind}`)}
          checked={wishes.kinds.includes(kind)}
          onChange={(on) => void change({ ...wishes, kinds: NOTICE_KINDS.filter((one) => (one === kind ? on : wishes.kinds.includes(one))) })}
        />
      ))}
      <Checkbox label={t('quiet')} help={t('quiet.help')} checked={quiet !== null} onChange={(on) => void change({ ...wishes, quiet: on ? NIGHT : null })} />
      {quiet !== null && (
        <div className={styles.hours}>
          <TimeField label={t('quiet.from')} minute={quiet.from} onMinute={(from) => void change({ ...wishes, quiet: { ...quiet, from } })} />
          <TimeField label={t('quiet.to')} minute={quiet.to} onMinute={(to) => void change({ ...wishes, quiet: { ...quiet, to } })} />
        </div>
      )}
      {host === 'desktop' && <p className={styles.text}>{t('shortcut', { keys: 'Ctrl Alt F12' })}</p>}
    </section>
  );
}

/** A time of the day; kept when it is whole and the field is left, or with Enter. */
function TimeField({ label, minute, onMinute }: { readonly label: string; readonly minute: number; readonly onMinute: (minute: number) => void }) {
  const { t } = useTranslation('notices');
  const [typed, setTyped] = useState<string | null>(null);
  const [wrong, setWrong] = useState(false);
  const keep = () => {
    if (typed === null) return;
    const next = minuteOf(typed);
    setWrong(next === null);
    if (next === null) return;
    setTyped(null);
    if (next !== minute) onMinute(next);
  };
  return (
    <TextField
      label={label}
      value={typed ?? clockOf(minute)}
      onChange={setTyped}
      onBlur={keep}
      onKeyDown={(event) => event.key === 'Enter' && keep()}
      error={wrong ? t('quiet.wrong') : null}
      maxLength={5}
      inputMode="numeric"
    />
  );
}
