type Pressed = Pick<globalThis.KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/** Where a key leads in a list: arrows, a page, the ends; null for any other key. */
export function nextIndex(event: Pressed, at: number, count: number, page: number): number | null {
  if (event.altKey || event.shiftKey || event.metaKey || (event.ctrlKey && event.key !== 'Home' && event.key !== 'End')) return null;
  const steps: Readonly<Record<string, number>> = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + page, PageUp: at - page, Home: 0, End: count - 1 };
  const next = steps[event.key];
  return next === undefined ? null : Math.min(count - 1, Math.max(0, next));
}
