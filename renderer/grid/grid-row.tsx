import { memo, type MouseEvent } from 'react';
import { classes } from '../ui/classes.ts';
import type { GridColumn } from './data-grid.tsx';
import styles from './data-grid.module.css';

interface CellsProps<Row> {
  readonly row: Row | undefined;
  readonly columns: readonly GridColumn<Row>[];
}
interface GridRowProps<Row> extends CellsProps<Row> {
  readonly id: string;
  readonly index: number;
  /** px below the header. */
  readonly top: number;
  readonly active: boolean;
  readonly selected: boolean;
  readonly tone: 'plain' | 'quiet';
  readonly onClick: (event: MouseEvent, index: number, row: Row) => void;
}

function DrawnRow<Row>({ id, index, top, row, columns, active, selected, tone, onClick }: GridRowProps<Row>) {
  const click = (event: MouseEvent) => {
    if (row !== undefined) onClick(event, index, row);
  };
  return (
    <div
      id={id}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={selected}
      aria-busy={row === undefined || undefined}
      className={classes(styles.row, active && styles.active, selected && styles.selected, tone === 'quiet' && styles.quiet)}
      style={{ transform: `translateY(${top}px)` }}
      onClick={click}
      onAuxClick={click}
      // The middle button would start the browser's own scrolling.
      onMouseDown={(event) => {
        if (event.button === 1) event.preventDefault();
      }}
    >
      <Cells row={row} columns={columns} />
    </div>
  );
}

function DrawnCells<Row>({ row, columns }: CellsProps<Row>) {
  if (row === undefined) return null;
  return columns.map((column, at) => (
    <div key={column.id} role="gridcell" aria-colindex={at + 1} className={classes(styles.cell, column.align === 'end' && styles.end)}>
      {column.cell(row)}
    </div>
  ));
}

/**
 * The cells stay as they are, hidden, while a row waits for its page: whoever flies past has none drawn, and those of the row
 * that comes take over their elements (P10). `memo` loses the row's type, which is the function's own.
 */
const Cells = memo(DrawnCells, (before, now) => now.row === undefined || (before.row === now.row && before.columns === now.columns)) as typeof DrawnCells;

/** While the list goes by, only the rows that come into sight are drawn. */
export const GridRow = memo(DrawnRow) as typeof DrawnRow;
