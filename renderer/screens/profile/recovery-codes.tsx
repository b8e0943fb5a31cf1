import { useTranslation } from 'react-i18next';
import { printNow } from '../../shell/print-now.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { showToast } from '../../ui/toast.tsx';
import page from '../settings/settings-screen.module.css';
import styles from './profile-screen.module.css';

/** Shown once, to be copied or printed: only their hashes stay in the cloud. */
export function RecoveryCodes({ codes, onClose }: { readonly codes: readonly string[]; readonly onClose: () => void }) {
  const { t } = useTranslation(['access', 'shell']);
  const copy = async () => {
    await navigator.clipboard.writeText(codes.join('\n'));
    showToast({ text: t('shell:copied'), tone: 'good' });
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('factor.codes_title')}
      width={460}
      footer={
        <>
          {/* A second Enter, after the one that sent the code, must not close what is seen only now. */}
          <Button label={t('factor.codes_copy')} icon="clipboard" onClick={() => void copy()} data-autofocus />
          <Button label={t('factor.codes_print')} icon="print" onClick={printNow} />
          <Button label={t('factor.codes_done')} icon="check" look="primary" onClick={onClose} />
        </>
      }
    >
      <p className={page.text}>{t('factor.codes_text')}</p>
      <ul className={styles.codes} aria-label={t('factor.codes_title')}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
    </Dialog>
  );
}
