import { useTranslation } from 'react-i18next';
import type { RowSync } from '#shared/rpc/contract.ts';
import styles from './company.module.css';

/** Beside what this device has saved and the cloud has not: in words, not by colour alone. */
export function Waits({ sync }: { readonly sync: RowSync }) {
  const { t } = useTranslation('company');
  return sync === 'settled' ? null : <span className={styles.waits}>{t(sync === 'needs_you' ? 'waits.needs_you' : 'waits.sending')}</span>;
}
