import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Id } from '#shared/domain/kernel/ids.ts';
import type { AttachmentView as File, TicketDetail } from '#shared/rpc/contract.ts';
import { formatDateTime } from '../../../format.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { FileChip } from './file-chip.tsx';
import { AttachmentView } from './view/attachment-view.tsx';
import { OpenFileButton } from './view/open-file-button.tsx';
import styles from './detail.module.css';

interface AttachmentsDialogProps {
  readonly detail: TicketDetail;
  /** The file to begin with; null for the list. */
  readonly first: Id | null;
  readonly onClose: () => void;
}

/** *Visualizza allegati* (DET-02): every file of the request and of its answers, the newest first, and each to look at. */
export function AttachmentsDialog({ detail, first, onClose }: AttachmentsDialogProps) {
  const { t } = useTranslation('support');
  const [shown, setShown] = useState(first);
  const seen = useRef<Id | null>(null);
  const list = useRef<HTMLUListElement>(null);
  const { tenant } = detail.ticket;
  const files = detail.attachments.toSorted((one, other) => other.at - one.at);
  const file = files.find((one) => one.id === shown);

  // Back in the list, where one was.
  useEffect(() => {
    if (shown === null && seen.current !== null) list.current?.querySelector<HTMLElement>(`[data-file="${seen.current}"] button`)?.focus();
    seen.current = shown;
  }, [shown]);

  const close = <Button look="primary" label={t('common:close')} onClick={onClose} />;
  if (file === undefined) {
    return (
      <Dialog open onClose={onClose} title={t('attachments.title')} width={560} footer={close}>
        <ul ref={list} className={styles.attachments}>
          {files.map((one) => (
            <li key={one.id} data-file={one.id}>
              <FileChip file={one} tenant={tenant} onLook={setShown} />
              <time>{formatDateTime(one.at)}</time>
            </li>
          ))}
        </ul>
      </Dialog>
    );
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={file.name}
      width={1080}
      footer={
        <>
          <Button look="plain" icon="list" label={t('view.list')} onClick={() => setShown(null)} data-start />
          <OpenFileButton tenant={tenant} id={file.id} />
          {close}
        </>
      }
    >
      <AttachmentView files={files} file={file} tenant={tenant} by={attachedBy(detail, file)} onGo={setShown} />
    </Dialog>
  );
}

/** Who attached it: it came with the request or with a message; empty for somebody of whom this desk knows no name. */
function attachedBy({ ticket, messages, contacts, agents }: TicketDetail, file: File): string {
  const message = messages.find(({ id }) => id === file.messageId);
  if (message !== undefined) return message.authorName;
  if (file.byId === ticket.requesterId) return ticket.requesterName;
  return [...contacts, ...agents].find(({ id }) => id === file.byId)?.name ?? '';
}
