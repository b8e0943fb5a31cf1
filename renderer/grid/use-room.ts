import { useLayoutEffect, useState, type RefObject } from 'react';

/** How wide the inside of an element is, px, before it is painted and after each change; endless until it is there. */
export function useRoom(element: RefObject<HTMLElement | null>, there: boolean): number {
  const [room, setRoom] = useState(Infinity);
  useLayoutEffect(() => {
    const measured = element.current;
    if (!there || measured === null) return;
    // A document behind another one has no width, and keeps what it had.
    const measure = () => measured.clientWidth > 0 && setRoom(measured.clientWidth);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(measured);
    return () => observer.disconnect();
  }, [element, there]);
  return room;
}
