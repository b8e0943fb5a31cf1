/** Minutes after midnight as 08:05. */
export function clockOf(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}

/** `18:30`, `18.30`, `1830` or `18` as minutes after midnight; null for what is no time of the day. */
export function minuteOf(typed: string): number | null {
  const found = /^\s*(\d{1,2})(?:[:.,]?(\d{2}))?\s*$/.exec(typed);
  if (!found) return null;
  const [hour, minute] = [Number(found[1]), Number(found[2] ?? 0)];
  return hour < 24 && minute < 60 ? hour * 60 + minute : null;
}
