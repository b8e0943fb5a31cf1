import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Account } from '#shared/api/access.ts';
import { ask } from '../../data/ask.ts';
import { askAgain } from '../../data/query.ts';
import { useSession } from '../../data/use-session.ts';
import { sentenceOf } from '../../errors/sentence.ts';
import { initials } from '../../shell/initials.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { showToast } from '../../ui/toast.tsx';
import page from '../settings/settings-screen.module.css';
import styles from './profile-screen.module.css';
import { squarePicture } from './square-picture.ts';

/** ACC-07: a picture is chosen, cropped and made small here, or taken away. */
export function ProfilePicture({ account }: { readonly account: Account }) {
  const { t } = useTranslation('access');
  const { person } = useSession();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const file = useRef<HTMLInputElement>(null);
  const name = person?.name ?? account.email;

  const save = async (jpeg: string | null) => {
    const answer = await ask('account.savePicture', { jpeg });
    setProblem(answer.ok || answer.failure.code === 'unexpected' ? null : sentenceOf(answer.failure.code, answer.failure.details));
    if (!answer.ok) return;
    askAgain('account.get');
    showToast({ text: t(jpeg === null ? 'profile.picture_removed' : 'profile.picture_saved'), tone: 'good' });
  };
  const choose = async (chosen: File | undefined) => {
    if (chosen === undefined) return;
    setBusy(true);
    const jpeg = await squarePicture(chosen);
    if (jpeg === undefined) setProblem(t('profile.picture_odd'));
    else await save(jpeg);
    setBusy(false);
    if (file.current) file.current.value = '';
  };
  return (
    <div className={styles.picture}>
      {account.picture === null ? (
        <span className={styles.portrait} aria-hidden>
          {initials(name)}
        </span>
      ) : (
        <img className={styles.portrait} src={`data:image/jpeg;base64,${account.picture}`} alt={t('profile.picture_of', { name })} />
      )}
      <div className={styles.pictureSide}>
        <div className={styles.actions}>
          <input ref={file} type="file" accept="image/*" hidden aria-label={t('profile.picture_choose')} onChange={(event) => void choose(event.currentTarget.files?.[0])} />
          <Button label={t('profile.picture_choose')} icon="photo" busy={busy} onClick={() => file.current?.click()} />
          {account.picture !== null && <Button label={t('profile.picture_remove')} icon="delete" look="plain" onClick={() => void save(null)} />}
        </div>
        <p className={page.text}>{t('profile.picture_help')}</p>
        {problem !== null && (
          <Notice tone="error" live>
            {problem}
          </Notice>
        )}
      </div>
    </div>
  );
}
