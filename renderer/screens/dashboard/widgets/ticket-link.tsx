import type { TicketRow } from '#shared/rpc/contract.ts';
import { openByClick } from '../../../state/tabs.ts';
import { LinkButton } from '../../../ui/link.tsx';
import styles from '../dashboard.module.css';

/** A request's title that opens it; in a window by the middle button or Ctrl (LST-06). */
export function TicketLink({ row, numbered = false }: { readonly row: TicketRow; readonly numbered?: boolean }) {
  const open = (event: { ctrlKey: boolean; metaKey: boolean; button: number }) => openByClick(event, 'ticket.detail', { tenant: row.tenant, id: row.id }, row.title);
  return (
    <LinkButton className={styles.ticket} title={row.title} onClick={open} onAuxClick={(event) => event.button === 1 && open(event)}>
      <span className={styles.what}>
        {numbered && row.number !== null && `#${row.number} `}
        {row.title}
      </span>
    </LinkButton>
  );
}
