/*
 * Clocks on walls. A wall time is kept as the ms since 1970 that a clock in UTC would need to show it; a day is the number
 * of days since 1970-01-01. Both are plain arithmetic; only the offset of a zone comes from Intl.
 */
export const DAY = 24 * 60 * 60 * 1000;
const MINUTE = 60_000;

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric',
    });
    formats.set(zone, format);
  }
  return format;
}

/** Whether this machine knows the IANA zone (`Europe/Rome`). */
export function isZone(zone: string): boolean {
  try {
    formatOf(zone);
    return true;
  } catch {
    return false;
  }
}

/** Asking Intl costs some microseconds, and what is asked of together lies in the same minutes. */
const KEPT = 4000;
const offsets = new Map<string, number>();
/** Since then every zone has changed at a whole minute. */
const WHOLE_MINUTES_SINCE = Date.UTC(1973, 0, 1);

/** What a clock in the zone shows at an instant, as a wall time. @throws RangeError for an unknown zone */
export function wallOf(at: number, zone: string): number {
  if (at < WHOLE_MINUTES_SINCE) return askWall(at, zone);
  const minute = Math.floor(at / MINUTE);
  return at + remembered(offsets, `${zone} ${minute}`, () => askWall(minute * MINUTE, zone) - minute * MINUTE);
}

function remembered(known: Map<string, number>, name: string, find: () => number): number {
  const kept = known.get(name);
  if (kept !== undefined) return kept;
  if (known.size >= KEPT) known.clear();
  const found = find();
  known.set(name, found);
  return found;
}

function askWall(at: number, zone: string): number {
  const parts: Record<string, number> = {};
  for (const { type, value } of formatOf(zone).formatToParts(at)) parts[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) + (at - Math.floor(at / 1000) * 1000);
}

/** The day that a calendar in the zone shows at an instant. */
export function dayOf(at: number, zone: string): number {
  return Math.floor(wallOf(at, zone) / DAY);
}

/** An office opens at the same instants for everybody. */
const instants = new Map<string, number>();

/**
 * The first instant at which a clock in the zone shows `minute` of the day, or more: where clocks jump over it, the jump;
 * where they show it twice, the first time.
 */
export function instantOf(day: number, minute: number, zone: string): number {
  return remembered(instants, `${zone} ${day} ${minute}`, () => find(day, minute, zone));
}

function find(day: number, minute: number, zone: string): number {
  const wall = day * DAY + minute * MINUTE;
  // No zone is further from UTC than a day, and none changes twice within two.
  const before = wallOf(wall - DAY, zone) - (wall - DAY);
  const after = wallOf(wall + DAY, zone) - (wall + DAY);
  for (const at of [wall - Math.max(before, after), wall - Math.min(before, after)]) if (wallOf(at, zone) === wall) return at;
  let early = wall - Math.max(before, after);
  let late = wall - Math.min(before, after);
  while (late - early > 1) {
    const middle = Math.floor((early + late) / 2);
    if (wallOf(middle, zone) >= wall) late = middle;
    else early = middle;
  }
  return late;
}

/** 1 for Monday to 7 for Sunday. */
export function weekdayOf(day: number): number {
  // 1970-01-01 was a Thursday.
  return ((((day + 3) % 7) + 7) % 7) + 1;
}

/** `2026-04-06`. */
export function dateOf(day: number): string {
  return new Date(day * DAY).toISOString().slice(0, 10);
}
