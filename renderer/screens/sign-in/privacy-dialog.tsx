import { useTranslation } from 'react-i18next';
import type { PrivacyNotice } from '#shared/api/access.ts';
import { useSettings } from '../../data/use-settings.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import styles from './sign-in-screen.module.css';

/** The notice in the language of the screen: paragraphs of plain text. */
export function PrivacyDialog({ open, privacy, onClose }: { readonly open: boolean; readonly privacy: PrivacyNotice; readonly onClose: () => void }) {
  const { t } = useTranslation(['access', 'common']);
  const { language } = useSettings();
  return (
    <Dialog open={open} onClose={onClose} title={t('activate.privacy_open')} footer={<Button label={t('common:close')} look="primary" onClick={onClose} />}>
      <div className={styles.notice} role="document" tabIndex={0} data-autofocus aria-label={t('activate.privacy_open')}>
        {privacy.text[language].split(/\n{2,}/).map((paragraph, at) => (
          <p key={at}>{paragraph}</p>
        ))}
        <p className={styles.small}>{t('activate.privacy_version', { version: privacy.version })}</p>
      </div>
    </Dialog>
  );
}
