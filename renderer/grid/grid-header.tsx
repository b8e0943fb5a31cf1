import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { classes } from '../ui/classes.ts';
import type { GridColumn, GridSort } from './data-grid.tsx';
import styles from './data-grid.module.css';

interface ResizableHeader {
  readonly id: string;
  getResizeHandler(): (event: unknown) => void;
}
interface GridHeaderProps<Row> {
  readonly columns: readonly GridColumn<Row>[];
  readonly headers: readonly ResizableHeader[];
  readonly sort: GridSort | null;
  readonly onSort: ((column: string) => void) | undefined;
}

function DrawnHeader<Row>({ columns, headers, sort, onSort }: GridHeaderProps<Row>) {
  const { t } = useTranslation('common');
  return (
    <div role="rowgroup" className={styles.head}>
      <div role="row" aria-rowindex={1} className={styles.headRow}>
        {columns.map((column, at) => {
          const direction = sort?.column === column.id ? sort.direction : undefined;
          const resize = headers.find((header) => header.id === column.id)?.getResizeHandler();
          return (
            <div
              key={column.id}
              role="columnheader"
              aria-colindex={at + 1}
              aria-sort={column.sortable === true ? (direction ?? 'none') : undefined}
              className={classes(styles.headCell, column.align === 'end' && styles.end)}
            >
              {column.sortable === true && onSort !== undefined ? (
                <button type="button" className={styles.sort} onClick={() => onSort(column.id)}>
                  {column.header}
                  {direction !== undefined && <span aria-hidden>{direction === 'descending' ? ' ▾' : ' ▴'}</span>}
                </button>
              ) : (
                column.header
              )}
              <span className={styles.grip} title={t('grid.resize', { column: column.header })} onMouseDown={resize} onTouchStart={resize} />
            </div>
          );
        })}
      </div>
    </div>
  );
}

/** Not drawn again while the rows go by below. `memo` loses the row's type, which is the function's own. */
export const GridHeader = memo(DrawnHeader) as typeof DrawnHeader;
