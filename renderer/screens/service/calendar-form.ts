import { calendarSchema, DEFAULT_CALENDAR, type Calendar } from '#shared/domain/sla/calendar.ts';
import type { Priority } from '#shared/domain/tickets/values.ts';

/** A closure as it is edited: the date `YYYY-MM-DD`, or null while none is chosen. */
export interface ClosureForm {
  readonly date: string | null;
  readonly name: string;
  readonly yearly: boolean;
}

/** The calendar as it is typed; what is wrong is found by `calendarOf`. */
export interface CalendarForm {
  readonly zone: string;
  readonly opens: string;
  readonly closes: string;
  readonly weekdays: readonly number[];
  readonly italianHolidays: boolean;
  readonly days: Readonly<Record<Priority, string>>;
  readonly closures: readonly ClosureForm[];
}
export type CalendarProblem = 'opens' | 'closes' | 'hours' | 'weekdays' | 'closures' | 'yearly' | `days.${Priority}`;

export function formOf(kept: Calendar | null): CalendarForm {
  const { zone, opens, closes, weekdays, italianHolidays, days, closures } = kept ?? DEFAULT_CALENDAR;
  return {
    zone, weekdays, italianHolidays, closures,
    opens: clock(opens),
    closes: clock(closes),
    days: { blocking: String(days.blocking), high: String(days.high), normal: String(days.normal), low: String(days.low) },
  };
}

/** What is to be saved, or what is wrong, in the order of the form. */
export function calendarOf(form: CalendarForm): { readonly calendar: Calendar } | { readonly problems: readonly CalendarProblem[] } {
  const problems: CalendarProblem[] = [];
  const opens = minuteOf(form.opens);
  const closes = minuteOf(form.closes);
  if (opens === undefined) problems.push('opens');
  if (closes === undefined) problems.push('closes');
  if (opens !== undefined && closes !== undefined && opens >= closes) problems.push('hours');
  if (form.weekdays.length === 0) problems.push('weekdays');
  const days = { blocking: 0, high: 0, normal: 0, low: 0 };
  for (const priority of ['blocking', 'high', 'normal', 'low'] as const) {
    const count = /^\d{1,2}$/.test(form.days[priority].trim()) ? Number(form.days[priority]) : 0;
    if (count < 1 || count > 90) problems.push(`days.${priority}`);
    days[priority] = count;
  }
  const closures = form.closures.flatMap(({ date, name, yearly }) => (date === null || name.trim() === '' ? [] : [{ date, name: name.trim(), yearly }]));
  if (closures.length < form.closures.length) problems.push('closures');
  if (closures.filter(({ yearly }) => yearly).length > 60) problems.push('yearly');
  if (problems.length > 0) return { problems };
  const { zone, weekdays, italianHolidays } = form;
  return { calendar: calendarSchema.parse({ zone, opens, closes, weekdays: [...weekdays].sort(), italianHolidays, closures: closures.sort((a, b) => (a.date < b.date ? -1 : 1)), days }) };
}

/** 545 → `09:05`. */
function clock(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}

/** `9`, `9:05`, `09.05`, `24:00` as minutes of the day; undefined for anything else. */
function minuteOf(typed: string): number | undefined {
  const [, hours = '', minutes = '0'] = /^(\d{1,2})(?:[:.](\d{2}))?$/.exec(typed.trim()) ?? [];
  if (hours === '') return undefined;
  const minute = Number(hours) * 60 + Number(minutes);
  return Number(minutes) < 60 && minute <= 24 * 60 ? minute : undefined;
}
