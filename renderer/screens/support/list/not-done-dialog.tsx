import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import type { NotDone } from './bulk.ts';
import styles from './list.module.css';

/** LST-07: which of the marked requests stayed as they were, each with its own reason. */
export function NotDoneDialog({ notDone, onClose }: { readonly notDone: readonly NotDone[]; readonly onClose: () => void }) {
  const { t } = useTranslation('service');
  return (
    <Dialog open onClose={onClose} title={t('bulk.not_done', { count: notDone.length })} width={560} footer={<Button label={t('common:close')} data-autofocus onClick={onClose} />}>
      <p>{t('bulk.not_done.text', { count: notDone.length })}</p>
      <ul className={styles.notDone}>
        {notDone.map(({ row, why }) => (
          <li key={`${row.tenant}/${row.id}`}>
            <strong>{[row.number === null ? '' : `#${row.number}`, row.title].filter(Boolean).join(' ')}</strong>
            <span>{why}</span>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
