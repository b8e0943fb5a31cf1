import type { AttachmentView, TicketDetail } from '#shared/rpc/contract.ts';
import type { HashedFiles } from './files/file-store.ts';
import type { LogStore, Upload } from './store.ts';

/** Says of a ticket's files whether their bytes are on this device and how many have reached the cloud (I12). */
export function attachmentsAtHand(log: Pick<LogStore, 'uploads'>, files: HashedFiles): (detail: TicketDetail) => TicketDetail {
  return (detail) => {
    if (detail.attachments.length === 0) return detail;
    const uploads = new Map(log.uploads().map((upload) => [upload.attachmentId, upload]));
    return { ...detail, attachments: detail.attachments.map((row) => ({ ...row, here: files.hasNow(row.sha256), sent: sentOf(row, uploads.get(row.id)) })) };
  };
}

function sentOf(row: AttachmentView, upload: Upload | undefined): number {
  if (row.state === 'available' || upload?.state === 'sent') return row.size;
  return upload?.sent ?? 0;
}
