import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Account } from '#shared/api/access.ts';
import { Button } from '../../ui/button.tsx';
import page from '../settings/settings-screen.module.css';
import { FactorDialog, type FactorJob } from './factor-dialog.tsx';
import styles from './profile-screen.module.css';

/** ACC-04: the code by mail, the authenticator app as a second way, and codes for when the phone is lost. */
export function SecondFactor({ account }: { readonly account: Account }) {
  const { t } = useTranslation('access');
  const [job, setJob] = useState<FactorJob | null>(null);
  const { email, app, recoveryLeft } = account.secondFactor;
  return (
    <section className={page.part}>
      <h2>{t('factor.title')}</h2>
      <p className={page.text}>{t(email ? 'factor.email_on' : 'factor.email_off')}</p>
      <p className={page.text}>
        {t(app ? 'factor.app_on' : 'factor.app_off')} {app && t('factor.recovery_left', { count: recoveryLeft })}
      </p>
      <div className={styles.actions}>
        {!app && <Button label={t('factor.app_begin')} icon="key" onClick={() => setJob('begin')} />}
        {app && <Button label={t('factor.recovery_new')} icon="refresh" onClick={() => setJob('codes')} />}
        {app && <Button label={t('factor.app_end')} look="plain" onClick={() => setJob('end')} />}
      </div>
      {job !== null && <FactorDialog job={job} onClose={() => setJob(null)} />}
    </section>
  );
}
