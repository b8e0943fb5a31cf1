import { elementScroll, observeElementOffset, useVirtualizer, type VirtualItem } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import { drawnHeight, placeToShow, stretchOf } from './tall-list.ts';

interface RowsInSight {
  readonly items: readonly VirtualItem[];
  /** Of all rows as they are drawn, px. */
  readonly height: number;
  /** Where a row is drawn below the header, px. */
  readonly topOf: (item: VirtualItem) => number;
  /** Scrolls no further than is needed for the row to be in sight. */
  readonly show: (index: number) => void;
}

/** Which rows of a long list are in sight, and where; `header` is px above them that stay. */
export function useRowsInSight(scroller: RefObject<HTMLElement | null>, count: number, rowHeight: number, header: number): RowsInSight {
  const rows = count * rowHeight;
  /** How far the list is ahead of its scroll bar, px; 0 unless it is higher than it can be drawn. */
  const [ahead, setAhead] = useState(0);
  const whole = useRef(rows);
  useLayoutEffect(() => {
    whole.current = rows;
  }, [rows]);
  const stretch = (element: Element | null) => stretchOf(whole.current, header, element?.clientHeight ?? 0);
  const virtualizer = useVirtualizer<HTMLElement, Element>({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    scrollMargin: header,
    observeElementOffset: (instance, told) =>
      observeElementOffset(instance, (offset, scrolling) => {
        const place = offset * stretch(instance.scrollElement);
        setAhead(place - offset);
        told(place, scrolling);
      }),
    scrollToFn: (offset, options, instance) => elementScroll(offset / stretch(instance.scrollElement), options, instance),
  });
  useEffect(() => virtualizer.measure(), [rowHeight, virtualizer]);
  return {
    items: virtualizer.getVirtualItems(),
    height: drawnHeight(rows),
    topOf: (item) => item.start - header - ahead,
    show(index) {
      const element = scroller.current;
      if (element === null) return;
      const by = stretch(element);
      const now = element.scrollTop * by;
      const wanted = placeToShow(index, rowHeight, header, element.clientHeight, now);
      if (wanted !== now) element.scrollTop = wanted / by;
    },
  };
}
