const TYPED = /^\s*(\d{1,2})[./\- ](\d{1,2})(?:[./\- ](\d{2}|\d{4}))?\s*$/;
const two = (value: number) => String(value).padStart(2, '0');

/**
 * A day as people here type it, day first: `1/5/2026`, `01.05.26`, `1-5` (of this year). Answers `YYYY-MM-DD`, null for
 * what is no day. The engine's own reading would take the month first.
 */
export function typedDay(text: string, now: number): string | null {
  const found = TYPED.exec(text);
  if (found === null) return null;
  const [day, month] = [Number(found[1]), Number(found[2])];
  const typedYear = found[3] === undefined ? new Date(now).getFullYear() : Number(found[3]);
  const year = typedYear < 100 ? 2000 + typedYear : typedYear;
  const at = new Date(year, month - 1, day);
  if (at.getMonth() !== month - 1 || at.getDate() !== day) return null;
  return `${year}-${two(month)}-${two(day)}`;
}
