import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { NOTICE_KINDS, NOTICE_WISHES, noticeWishesOf, type NoticeWishes } from '#shared/domain/org/notice-wishes.ts';
import { ask } from '../../data/ask.ts';
import { askAgain, useQueryOf } from '../../data/query.ts';
import { sentenceOf } from '../../errors/sentence.ts';
import { Checkbox } from '../../ui/checkbox.tsx';
import { showToast } from '../../ui/toast.tsx';
import { DigestPart } from './digest-part.tsx';
import { TimeField } from './time-field.tsx';
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
      <DigestPart digest={wishes.digest} onChange={(digest) => void change({ ...wishes, digest })} />
      {host === 'desktop' && <p className={styles.text}>{t('shortcut', { keys: 'Ctrl Alt F12' })}</p>}
    </section>
  );
}
