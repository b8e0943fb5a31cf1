import { useEffect, useEffectEvent, useLayoutEffect, useState, type RefObject } from 'react';
import { flushSync } from 'react-dom';
import { NO_ROWS, windowAt, type RowWindow } from './row-window.ts';
import { drawnHeight, placeToShow, stretchOf } from './tall-list.ts';

interface RowsInSight {
  readonly drawn: RowWindow;
  /** Of all rows as they are drawn, px. */
  readonly height: number;
  /** Where a row is drawn below the header, px. */
  readonly topOf: (index: number) => number;
  /** Scrolls no further than is needed for the row to be in sight. */
  readonly show: (index: number) => void;
}

/** Which rows of a long list are in sight, and where; `header` is px above them that stay. */
export function useRowsInSight(scroller: RefObject<HTMLElement | null>, count: number, rowHeight: number, header: number): RowsInSight {
  const rows = count * rowHeight;
  const [drawn, setDrawn] = useState(NO_ROWS);
  /** How far the list is ahead of its scroll bar, px; 0 unless it is higher than it can be drawn. */
  const [ahead, setAhead] = useState(0);
  const look = useEffectEvent((view: HTMLElement) => {
    // A document behind another one has no height, and keeps what it had.
    if (view.clientHeight === 0) return;
    const place = view.scrollTop * stretchOf(rows, header, view.clientHeight);
    const next = windowAt(drawn, place, view.clientHeight - header, rowHeight, count);
    leaveRow(view, drawn, next);
    setDrawn(next);
    setAhead(place - view.scrollTop);
  });
  const there = count > 0;
  // Also where the list became longer or shorter: it may then stand at other rows although nobody scrolled.
  useLayoutEffect(() => {
    if (scroller.current !== null) look(scroller.current);
  }, [scroller, count, rowHeight]);
  useEffect(() => {
    const view = scroller.current;
    if (!there || view === null) return;
    // In the same frame: the rows come with the place.
    const scrolled = () => flushSync(() => look(view));
    view.addEventListener('scroll', scrolled, { passive: true });
    const observer = new ResizeObserver(() => look(view));
    observer.observe(view);
    return () => {
      view.removeEventListener('scroll', scrolled);
      observer.disconnect();
    };
  }, [scroller, there]);
  return {
    drawn,
    height: drawnHeight(rows),
    topOf: (index) => index * rowHeight - ahead,
    show(index) {
      const element = scroller.current;
      if (element === null) return;
      const by = stretchOf(rows, header, element.clientHeight);
      const now = element.scrollTop * by;
      const wanted = placeToShow(index, rowHeight, header, element.clientHeight, now);
      if (wanted !== now) element.scrollTop = wanted / by;
    },
  };
}

/** A box in a row that has the keyboard gives it back to the list before the row goes, or its element goes over to another. */
function leaveRow(view: HTMLElement, now: RowWindow, next: RowWindow): void {
  const row = document.activeElement?.closest('[role="row"]');
  if (!row || !view.contains(row)) return;
  const index = Number(row.ariaRowIndex) - 2;
  // The header stays.
  if (index < 0) return;
  if (next.shift !== now.shift || index < next.first || index >= next.first + next.length) view.focus({ preventScroll: true });
}
