import {
  columnResizingFeature, columnSizingFeature, createColumnHelper, tableFeatures, useTable, type ColumnSizingState,
} from '@tanstack/react-table';
import { useCallback, useEffect, useEffectEvent, useId, useMemo, useRef, useState, type CSSProperties, type KeyboardEvent, type MouseEvent, type ReactNode } from 'react';
import { useDensity } from '../data/use-settings.ts';
import { columnsInRoom } from './columns-in-room.ts';
import { GridHeader } from './grid-header.tsx';
import { GridRow } from './grid-row.tsx';
import { nextIndex } from './next-index.ts';
import { useRoom } from './use-room.ts';
import { useRowsInSight } from './use-rows-in-sight.ts';
import styles from './data-grid.module.css';

export interface GridColumn<Row> {
  readonly id: string;
  readonly header: string;
  readonly cell: (row: Row) => ReactNode;
  /** The cell in one line of plain text, for copying. */
  readonly text: (row: Row) => string;
  /** px; the person may change it. */
  readonly width: number;
  /** Takes what is left, beside others in this proportion. */
  readonly grow?: number;
  /** Gives way where there is no room for all, the highest first. */
  readonly yields?: number;
  readonly sortable?: boolean;
  readonly align?: 'start' | 'end';
}
export interface GridSort {
  readonly column: string;
  readonly direction: 'ascending' | 'descending';
}
export interface GridLayout {
  /** px, by column; only those that the person has changed. */
  readonly widths: Readonly<Record<string, number>>;
  readonly hidden: readonly string[];
  /** The person chose the columns: none gives way by itself. */
  readonly chosen: boolean;
}

interface DataGridProps<Row> {
  /** What the list is, for screen readers. */
  readonly label: string;
  readonly columns: readonly GridColumn<Row>[];
  readonly count: number;
  /** The row, or undefined while its page is on its way. */
  readonly rowAt: (index: number) => Row | undefined;
  readonly rowKey: (row: Row) => string;
  /** Which rows are in sight, so that their pages can be asked for. */
  readonly onRange?: (first: number, last: number) => void;
  readonly sort?: GridSort | null;
  readonly onSort?: (column: string) => void;
  readonly selectedKey: string | null;
  readonly onSelect: (row: Row) => void;
  /** Enter or a double click; `newWindow` by the middle button, Ctrl+click or Shift+Enter (LST-06). */
  readonly onOpen: (row: Row, newWindow: boolean) => void;
  /** `quiet` is the grey of closed rows (LST-05). */
  readonly rowTone?: (row: Row) => 'plain' | 'quiet';
  readonly layout?: GridLayout;
  readonly onLayout?: (layout: GridLayout) => void;
  /** Shown when there is no row. */
  readonly empty: ReactNode;
  readonly autoFocus?: boolean;
  /** Rows of one line are lower in the comfortable density; the compact one has one height for all. */
  readonly lines?: 1 | 2;
}

const features = tableFeatures({ columnSizingFeature, columnResizingFeature });
const NO_DATA: never[] = [];
const HEADER = 28;

/** A list of any length: rows are drawn only while in sight, the keyboard goes everywhere, widths are the person's own. */
export function DataGrid<Row extends object>(props: DataGridProps<Row>) {
  const { columns, count, rowAt, rowKey, onRange, selectedKey, onSelect, onOpen, layout, onLayout } = props;
  const rowHeight = useDensity() === 'compact' ? 28 : props.lines === 1 ? 32 : 46;
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState(0);
  /** The keyboard went to a row whose page is still on its way; it is chosen when it comes. */
  const [awaited, setAwaited] = useState<number | null>(null);
  const [widths, setWidths] = useState<ColumnSizingState>({ ...layout?.widths });

  const definitions = useMemo(() => {
    const helper = createColumnHelper<typeof features, Row>();
    return columns.map((column) => helper.display({ id: column.id, header: column.header, size: column.width, minSize: 48 }));
  }, [columns]);
  // The table keeps the widths of the columns. Rows come by index from the caller's pages.
  const table = useTable({
    features,
    columns: definitions,
    data: NO_DATA,
    columnResizeMode: 'onChange',
    state: { columnSizing: widths },
    onColumnSizingChange: setWidths,
  });
  const resizing = table.state.columnResizing.isResizingColumn;
  const newest = useRef({ widths, layout, onLayout });
  useEffect(() => {
    newest.current = { widths, layout, onLayout };
  });
  const wasResizing = useRef(false);
  useEffect(() => {
    const now = newest.current;
    if (wasResizing.current && resizing === false) now.onLayout?.({ widths: now.widths, hidden: now.layout?.hidden ?? [], chosen: now.layout?.chosen ?? false });
    wasResizing.current = resizing !== false;
  }, [resizing]);

  const room = useRoom(scroller, count > 0);
  const shown = useMemo(() => {
    const visible = columns.filter((column) => layout?.hidden.includes(column.id) !== true);
    return layout?.chosen === true ? visible : columnsInRoom(visible, widths, room);
  }, [columns, layout, widths, room]);
  const template = shown
    .map((column) => (widths[column.id] === undefined && column.grow !== undefined ? `minmax(${column.width}px, ${column.grow}fr)` : `${widths[column.id] ?? column.width}px`))
    .join(' ');
  const least = shown.reduce((sum, column) => sum + (widths[column.id] ?? column.width), 0);

  const { drawn, height, topOf, show } = useRowsInSight(scroller, count, rowHeight, HEADER);
  const first = Math.min(drawn.first, Math.max(0, count - 1));
  const last = Math.max(first, Math.min(drawn.first + drawn.length, count) - 1);
  const indexes = useMemo(() => (drawn.length === 0 ? [] : Array.from({ length: last - first + 1 }, (_, at) => first + at)), [drawn.length, first, last]);
  useEffect(() => {
    if (count > 0) onRange?.(first, last);
  }, [first, last, count, onRange]);

  // A row that moved is still the chosen one; without it the place in the list stays.
  const place = useMemo(() => {
    const at = Math.min(active, Math.max(0, count - 1));
    if (selectedKey === null || keyAt(at, rowAt, rowKey) === selectedKey) return at;
    return indexes.find((index) => keyAt(index, rowAt, rowKey) === selectedKey) ?? at;
  }, [active, count, indexes, rowAt, rowKey, selectedKey]);

  const awaitedRow = awaited === null ? undefined : rowAt(awaited);
  const arrived = useEffectEvent((row: Row) => {
    setAwaited(null);
    onSelect(row);
  });
  useEffect(() => {
    if (awaitedRow !== undefined) arrived(awaitedRow);
  }, [awaitedRow]);

  function goTo(index: number): void {
    // Before anything is drawn anew: what is measured is laid out already.
    show(index);
    setActive(index);
    const row = rowAt(index);
    setAwaited(row === undefined ? index : null);
    if (row !== undefined) onSelect(row);
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.target !== scroller.current || count === 0) return;
    const row = rowAt(place);
    if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      if (row !== undefined) onOpen(row, event.shiftKey);
      return;
    }
    if ((event.ctrlKey || event.metaKey) && event.code === 'KeyC' && row !== undefined && getSelection()?.isCollapsed !== false) {
      event.preventDefault();
      void navigator.clipboard.writeText([shown.map((column) => column.header), shown.map((column) => column.text(row))].map((cells) => cells.join('\t')).join('\n'));
      return;
    }
    const page = Math.max(1, Math.floor(((scroller.current?.clientHeight ?? 0) - HEADER) / rowHeight) - 1);
    const next = nextIndex(event, place, count, page);
    if (next === null) return;
    event.preventDefault();
    goTo(next);
  }

  const clicked = useRef<(event: MouseEvent, index: number, row: Row) => void>(null);
  useEffect(() => {
    clicked.current = onRowClick;
  });
  /** The same function for good: a row is drawn again only when something of it has changed. */
  const click = useCallback((event: MouseEvent, index: number, row: Row) => clicked.current?.(event, index, row), []);

  function onRowClick(event: MouseEvent, index: number, row: Row): void {
    if (event.button === 1 || event.ctrlKey || event.metaKey) {
      event.preventDefault();
      onOpen(row, true);
    } else if (event.button === 0) {
      setActive(index);
      setAwaited(null);
      onSelect(row);
      if (event.detail === 2) onOpen(row, false);
    }
  }

  if (count === 0) return <div className={styles.none}>{props.empty}</div>;
  return (
    <div
      ref={scroller}
      className={styles.grid}
      role="grid"
      tabIndex={0}
      aria-label={props.label}
      aria-rowcount={count + 1}
      aria-colcount={shown.length}
      aria-activedescendant={place >= first && place <= last ? `${id}-${place}` : undefined}
      aria-keyshortcuts="Enter"
      onKeyDown={onKeyDown}
      autoFocus={props.autoFocus}
      style={{ '--columns': template, '--least': `${least}px`, '--row': `${rowHeight}px` } as CSSProperties}
    >
      <GridHeader columns={shown} headers={table.getFlatHeaders()} sort={props.sort ?? null} onSort={props.onSort} />
      <div role="rowgroup" className={styles.body} style={{ height }}>
        {indexes.map((index) => {
          const row = rowAt(index);
          return (
            <GridRow
              key={index - drawn.shift}
              id={`${id}-${index}`}
              index={index}
              top={topOf(index)}
              row={row}
              columns={shown}
              active={index === place}
              selected={row !== undefined && selectedKey === rowKey(row)}
              tone={row === undefined ? 'plain' : (props.rowTone?.(row) ?? 'plain')}
              onClick={click}
            />
          );
        })}
      </div>
    </div>
  );
}

function keyAt<Row>(index: number, rowAt: (index: number) => Row | undefined, rowKey: (row: Row) => string): string | undefined {
  const row = rowAt(index);
  return row === undefined ? undefined : rowKey(row);
}
