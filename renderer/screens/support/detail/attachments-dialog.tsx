import { useTranslation } from 'react-i18next';
import type { TicketDetail } from '#shared/rpc/contract.ts';
import { formatDateTime } from '../../../format.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { FileChip } from './file-chip.tsx';
import styles from './detail.module.css';

/** *Visualizza allegati* (DET-02): every file of the request and of its answers, the newest first. */
export function AttachmentsDialog({ detail, onClose }: { readonly detail: TicketDetail; readonly onClose: () => void }) {
  const { t } = useTranslation('support');
  const files = detail.attachments.toSorted((one, other) => other.at - one.at);
  return (
    <Dialog open onClose={onClose} title={t('attachments.title')} width={560} footer={<Button look="primary" label={t('common:close')} onClick={onClose} />}>
      <ul className={styles.attachments}>
        {files.map((file) => (
          <li key={file.id}>
            <FileChip file={file} tenant={detail.ticket.tenant} />
            <time>{formatDateTime(file.at)}</time>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
