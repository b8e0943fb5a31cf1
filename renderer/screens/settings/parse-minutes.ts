const DAY = 24 * 60;

/** Whole minutes from 0 to a day (DET-06), or null for anything else. */
export function parseMinutes(text: string): number | null {
  const trimmed = text.trim();
  if (!/^\d{1,4}$/.test(trimmed)) return null;
  const minutes = Number(trimmed);
  return minutes <= DAY ? minutes : null;
}
