import { useTranslation } from 'react-i18next';
import { useSession } from '../../data/use-session.ts';
import { Notice } from '../../ui/notice.tsx';
import page from '../settings/settings-screen.module.css';

/** OFF-04: which of the vault's drivers holds this sign-in, and what that means. */
export function SecretsPlace() {
  const { t } = useTranslation('access');
  const { vault, remember } = useSession();
  return (
    <section className={page.part}>
      <h2>{t('profile.vault')}</h2>
      <Notice tone={vault === 'memory' ? 'warning' : 'info'}>
        <strong>{t(`profile.vault.${vault}`)}</strong> {t(vault === 'memory' && !remember ? 'profile.vault.chosen_text' : `profile.vault.${vault}_text`)}
      </Notice>
    </section>
  );
}
