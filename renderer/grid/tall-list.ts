/** px; Chromium lays out nothing beyond 33,554,431, so that the end of a longer list could never be seen. */
const TALLEST = 30_000_000;

/** How high the rows of a list are drawn, px. */
export function drawnHeight(rows: number): number {
  return Math.min(rows, TALLEST);
}

/** How many px of the list go by for each px that it is scrolled: 1, but for a list that is higher than it can be drawn. */
export function stretchOf(rows: number, header: number, view: number): number {
  const drawn = drawnHeight(rows);
  return drawn === rows ? 1 : (header + rows - view) / (header + drawn - view);
}

/** Where the list has to stand so that a row is in sight below its header, px of the list; as it stands where it is in sight. */
export function placeToShow(index: number, rowHeight: number, header: number, view: number, now: number): number {
  const top = index * rowHeight;
  if (top < now) return top;
  return Math.max(now, header + top + rowHeight - view);
}
