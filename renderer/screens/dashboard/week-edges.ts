/** The beginnings of the last weeks (Monday, local midnight), this one included, and the end of this one; ms, ascending. */
export function weekEdges(now: number, weeks: number): number[] {
  const day = new Date(now);
  const monday = day.getDate() - ((day.getDay() + 6) % 7);
  // By the calendar, not by adding hours: two weeks a year are an hour longer or shorter.
  return Array.from({ length: weeks + 1 }, (_one, at) => new Date(day.getFullYear(), day.getMonth(), monday + 7 * (at - weeks + 1)).getTime());
}
