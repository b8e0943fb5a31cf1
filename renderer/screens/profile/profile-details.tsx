import { useState, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Account, ProfileRequest } from '#shared/api/access.ts';
import type { RpcFailure } from '../../bridge.ts';
import { ask } from '../../data/ask.ts';
import { askAgain } from '../../data/query.ts';
import { sentenceOf } from '../../errors/sentence.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Select } from '../../ui/select.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { showToast } from '../../ui/toast.tsx';
import { LANGUAGE_OPTIONS } from '../settings/language-options.ts';
import page from '../settings/settings-screen.module.css';
import { ProfilePicture } from './profile-picture.tsx';
import styles from './profile-screen.module.css';

/** ACC-07: name, phone, the language of mails, picture. What was typed stays until it is saved. */
export function ProfileDetails({ account }: { readonly account: Account }) {
  const { t } = useTranslation('access');
  const [typed, setTyped] = useState<Partial<ProfileRequest>>({});
  const [failure, setFailure] = useState<RpcFailure | null>(null);
  const [busy, setBusy] = useState(false);
  const { firstName, lastName, phone, language } = { ...account, ...typed };
  const change = (part: Partial<ProfileRequest>) => setTyped((before) => ({ ...before, ...part }));

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    const answer = await ask('account.saveProfile', { firstName: firstName.trim(), lastName: lastName.trim(), phone: phone.trim(), language });
    setBusy(false);
    setFailure(answer.ok || answer.failure.code === 'unexpected' ? null : answer.failure);
    if (!answer.ok) return;
    setTyped({});
    askAgain('account.get');
    showToast({ text: t('profile.saved'), tone: 'good' });
  };
  return (
    <section className={page.part}>
      <h2>{t('profile.details')}</h2>
      <ProfilePicture account={account} />
      <form className={styles.form} onSubmit={(event) => void submit(event)} noValidate>
        <TextField label={t('activate.first')} value={firstName} onChange={(value) => change({ firstName: value })} maxLength={80} autoComplete="given-name" />
        <TextField label={t('activate.last')} value={lastName} onChange={(value) => change({ lastName: value })} maxLength={80} autoComplete="family-name" />
        <TextField label={t('profile.phone')} type="tel" value={phone} onChange={(value) => change({ phone: value })} maxLength={40} autoComplete="tel" />
        <Select label={t('profile.language')} value={language} options={LANGUAGE_OPTIONS} onChange={(value) => change({ language: value })} />
        {failure !== null && (
          <Notice tone="error" live>
            {sentenceOf(failure.code, failure.details)}
          </Notice>
        )}
        <div>
          <Button type="submit" label={t('profile.save')} icon="save" look="primary" busy={busy} />
        </div>
      </form>
    </section>
  );
}
