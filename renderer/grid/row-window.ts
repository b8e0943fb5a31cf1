/** Rows drawn out of sight above and below, so that a turn of the wheel uncovers what is there already. */
const BEYOND = 8;

/** The rows of a list that are drawn: as many at every place of the list, so that elements can go over from row to row. */
export interface RowWindow {
  readonly first: number;
  readonly length: number;
  /** A row is drawn by the element of the number `index - shift`. */
  readonly shift: number;
}

export const NO_ROWS: RowWindow = { first: 0, length: 0, shift: 0 };

/**
 * What is drawn where the list stands at `place`, in a view of so many px. A row that stays in sight keeps its element. Where
 * the list flies past, so that hardly a row stays, the elements of all go over to the new rows and none is made (P10).
 */
export function windowAt(before: RowWindow, place: number, view: number, rowHeight: number, count: number): RowWindow {
  const length = Math.min(count, Math.ceil(view / rowHeight) + 1 + 2 * BEYOND);
  const first = Math.min(count - length, Math.max(0, Math.floor(place / rowHeight) - BEYOND));
  const stay = Math.min(first + length, before.first + before.length) - Math.max(first, before.first);
  const shift = stay > length / 2 ? before.shift : before.shift + first - before.first;
  return first === before.first && length === before.length ? before : { first, length, shift };
}
