import * as z from 'zod';
import { line } from '../kernel/text.ts';
import { isItalianHoliday } from './italian-holidays.ts';
import { dateOf, dayOf, instantOf, isZone, weekdayOf } from './zone-time.ts';

const minuteOfDay = z.int().min(0).max(24 * 60);
const workingDays = z.int().min(1).max(90);
/** A date that is in the calendar: not 30 February. */
const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/).refine((text) => {
  const at = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().slice(0, 10) === text;
}, 'calendar.date');

/** How many days the vendor can be closed every year, beside the national holidays. */
const YEARLY_LIMIT = 60;

/** A day on which the vendor is closed; `yearly`: on the same date of every year (a patron saint). */
const closureSchema = z.strictObject({ date, name: line(80, 1), yearly: z.boolean() });

/** The vendor's hours and what it promises (SLA-01). Minutes count from midnight on the clocks of `zone`. */
export const calendarSchema = z
  .strictObject({
    zone: z.string().max(60).refine(isZone, 'calendar.zone'),
    opens: minuteOfDay,
    closes: minuteOfDay,
    /** 1 for Monday to 7 for Sunday. */
    weekdays: z.array(z.int().min(1).max(7)).min(1).max(7),
    /** Whether the national holidays of Italy are days off. */
    italianHolidays: z.boolean(),
    closures: z.array(closureSchema).max(400),
    /** Working days in which a request is to be solved, by its priority. */
    days: z.strictObject({ blocking: workingDays, high: workingDays, normal: workingDays, low: workingDays }),
  })
  .refine(({ opens, closes }) => opens < closes, 'calendar.hours')
  // Beside the holidays most of the year must stay, or no time would ever pass.
  .refine(({ closures }) => closures.filter(({ yearly }) => yearly).length <= YEARLY_LIMIT, 'calendar.yearly');
export type Calendar = z.output<typeof calendarSchema>;

/** SLA-01, for a vendor who has not said otherwise. */
export const DEFAULT_CALENDAR: Calendar = {
  zone: 'Europe/Rome',
  opens: 9 * 60,
  closes: 17 * 60,
  weekdays: [1, 2, 3, 4, 5],
  italianHolidays: true,
  closures: [],
  days: { blocking: 1, high: 3, normal: 5, low: 7 },
};

/** The working time of one working day, ms: what *a day* of the promise is worth. */
export function dayLength({ opens, closes }: Calendar): number {
  return (closes - opens) * 60_000;
}

export function isWorkingDay(calendar: Calendar, day: number): boolean {
  if (!calendar.weekdays.includes(weekdayOf(day))) return false;
  if (calendar.italianHolidays && isItalianHoliday(day)) return false;
  if (calendar.closures.length === 0) return true;
  const text = dateOf(day);
  return !calendar.closures.some((closure) => (closure.yearly ? closure.date.slice(5) === text.slice(5) : closure.date === text));
}

/** From opening to closing of a working day, as instants; undefined for a day off. */
function hoursOf(calendar: Calendar, day: number): { from: number; to: number } | undefined {
  if (!isWorkingDay(calendar, day)) return undefined;
  return { from: instantOf(day, calendar.opens, calendar.zone), to: instantOf(day, calendar.closes, calendar.zone) };
}

/** Whether the office is open at an instant; at closing time it is closed. */
export function isOpen(calendar: Calendar, at: number): boolean {
  const hours = hoursOf(calendar, dayOf(at, calendar.zone));
  return hours !== undefined && at >= hours.from && at < hours.to;
}

/** Working time between two instants, ms; 0 where the second is not after the first. */
export function workingBetween(calendar: Calendar, from: number, to: number): number {
  let sum = 0;
  if (to <= from) return sum;
  const last = dayOf(to, calendar.zone);
  for (let day = dayOf(from, calendar.zone); day <= last; day += 1) {
    const hours = hoursOf(calendar, day);
    if (hours) sum += Math.max(0, Math.min(hours.to, to) - Math.max(hours.from, from));
  }
  return sum;
}

/**
 * The first instant by which so much working time has passed since `from`, ms. What begins after hours begins to count at
 * the next opening (SLA-01). With no time to pass it is `from` itself.
 */
export function addWorking(calendar: Calendar, from: number, time: number): number {
  let rest = time;
  if (rest <= 0) return from;
  // It ends: days that come back every year leave most of it, and each weekday comes to all of its dates in turn.
  for (let day = dayOf(from, calendar.zone); ; day += 1) {
    const hours = hoursOf(calendar, day);
    if (!hours) continue;
    const start = Math.max(hours.from, from);
    const open = Math.max(0, hours.to - start);
    if (rest <= open) return start + rest;
    rest -= open;
  }
}
