import type { TFunction } from 'i18next';
import type { TicketRow } from '#shared/rpc/contract.ts';
import type { GridColumn } from '../../../grid/data-grid.tsx';
import styles from './list.module.css';

/** LST-07: marks rows for what is done to several at once; the Space bar marks the chosen one. */
export function markColumn(t: TFunction<'service'>, isMarked: (row: TicketRow) => boolean, toggle: (row: TicketRow) => void): GridColumn<TicketRow> {
  return {
    id: 'mark',
    header: t('bulk.column'),
    width: 40,
    cell: (row) => (
      <input
        type="checkbox"
        className={styles.mark}
        aria-label={t('bulk.mark', { title: row.title })}
        // The list is one stop of the Tab key; within it the Space bar does this.
        tabIndex={-1}
        checked={isMarked(row)}
        onChange={() => toggle(row)}
        onClick={(event) => event.stopPropagation()}
      />
    ),
    text: () => '',
  };
}
