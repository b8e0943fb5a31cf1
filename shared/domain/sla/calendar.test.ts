import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addWorking, calendarSchema, dayLength, DEFAULT_CALENDAR, isOpen, isWorkingDay, workingBetween, type Calendar } from './calendar.ts';
import { easterOf, isItalianHoliday } from './italian-holidays.ts';
import { dateOf, DAY, dayOf, instantOf, isZone, wallOf, weekdayOf } from './zone-time.ts';

const ROME = DEFAULT_CALENDAR;
const HOUR = 3_600_000;
/** An instant from what a clock in Rome shows; summer or winter is said by the offset. */
const rome = (text: string, offset = '+01:00') => Date.parse(`${text}:00${offset}`);
const days = (count: number) => count * dayLength(ROME);
const dayNumber = (text: string) => Date.parse(`${text}T00:00:00Z`) / DAY;

// Zones whose clocks change on either side of the year, by half an hour, at midnight, by a whole day, or never.
const ZONES = ['Europe/Rome', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'America/Santiago', 'Africa/Cairo', 'Pacific/Apia', 'America/St_Johns', 'UTC'];
const zone = fc.constantFrom(...ZONES);
const instant = fc.integer({ min: Date.UTC(2010, 0, 1), max: Date.UTC(2035, 0, 1) });
const calendar: fc.Arbitrary<Calendar> = fc
  .record({
    zone, opens: fc.integer({ min: 0, max: 1380 }), length: fc.integer({ min: 30, max: 1440 }), weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 7 }),
    italianHolidays: fc.boolean(), closed: fc.array(fc.integer({ min: 14_610, max: 23_000 }), { maxLength: 20 }),
  })
  .map(({ length, closed, ...rest }) => ({
    ...rest, closes: Math.min(1440, rest.opens + length), days: DEFAULT_CALENDAR.days,
    closures: closed.map((day, index) => ({ date: dateOf(day), name: 'x', yearly: index % 3 === 0 })),
  }));
const time = fc.integer({ min: 1, max: 60 * HOUR });

describe('SLA-01: nine to five, Monday to Friday, in Rome', () => {
  test.each([
    ['a day is the same time of the next working day', rome('2026-11-24T11:00'), 1, rome('2026-11-25T11:00')],
    ['over a weekend', rome('2026-11-20T16:00'), 3, rome('2026-11-25T16:00')],
    ['after hours it counts from the next working day', rome('2026-11-20T17:00'), 1, rome('2026-11-23T17:00')],
    ['before hours from the opening', rome('2026-11-24T07:30'), 1, rome('2026-11-24T17:00')],
    ['on a Saturday from Monday', rome('2026-11-21T10:00'), 1, rome('2026-11-23T17:00')],
    ['over Christmas and Saint Stephen', rome('2026-12-23T10:00'), 3, rome('2026-12-29T10:00')],
    ['over Easter Monday, with summer time begun on the way', rome('2024-03-28T15:00'), 3, rome('2024-04-03T15:00', '+02:00')],
    ['over the day on which summer time ends', rome('2026-10-23T12:00', '+02:00'), 1, rome('2026-10-26T12:00')],
  ])('%s', (_what, from, count, due) => {
    expect(new Date(addWorking(ROME, from, days(count))).toISOString()).toBe(new Date(due).toISOString());
  });

  test('the promise by priority is 1, 3, 5 and 7 working days', () => {
    expect(ROME.days).toEqual({ blocking: 1, high: 3, normal: 5, low: 7 });
    expect(calendarSchema.parse(ROME)).toEqual(ROME);
  });
});

test('SLA-01: the vendor\'s own closures count once, or every year', () => {
  const closed: Calendar = { ...ROME, closures: [{ date: '2026-09-21', name: 'Inventario', yearly: false }, { date: '2020-09-22', name: 'Patrono', yearly: true }] };
  expect(addWorking(closed, rome('2026-09-18T10:00', '+02:00'), days(1))).toBe(rome('2026-09-23T10:00', '+02:00'));
  expect(isWorkingDay(closed, dayNumber('2027-09-21'))).toBe(true);
  expect(isWorkingDay(closed, dayNumber('2027-09-22'))).toBe(false);
});

test('SLA-01: Easter falls where the almanacs say, and its Monday is a holiday', () => {
  for (const date of ['2011-04-24', '2019-04-21', '2024-03-31', '2025-04-20', '2026-04-05', '2027-03-28', '2038-04-25', '2285-03-22']) {
    expect(dateOf(easterOf(Number(date.slice(0, 4)))), date).toBe(date);
  }
  expect(isItalianHoliday(dayNumber('2026-04-06'))).toBe(true);
  expect(isItalianHoliday(dayNumber('2026-04-07'))).toBe(false);
  expect(isItalianHoliday(dayNumber('2025-10-04'))).toBe(false);
  expect(isItalianHoliday(dayNumber('2027-10-04'))).toBe(true);
  const holidays = (year: number) => Array.from({ length: 366 }, (_one, index) => dayNumber(`${year}-01-01`) + index).filter((day) => dateOf(day).startsWith(String(year)) && isItalianHoliday(day)).length;
  expect([holidays(2025), holidays(2027)]).toEqual([12, 13]);
});

test('SLA-01: Easter is a Sunday between 22 March and 25 April in every year', () => {
  fc.assert(fc.property(fc.integer({ min: 1900, max: 2400 }), (year) => {
    const easter = easterOf(year);
    expect(weekdayOf(easter)).toBe(7);
    expect(dateOf(easter) >= `${year}-03-22` && dateOf(easter) <= `${year}-04-25`).toBe(true);
  }));
});

test('SLA-01: what is added is what lies between, whatever the zone, the hours and the holidays', () => {
  fc.assert(fc.property(calendar, instant, time, (of, from, wanted) => {
    const due = addWorking(of, from, wanted);
    expect(workingBetween(of, from, due)).toBe(wanted);
    // No earlier instant will do, and the time just before it is working time.
    expect(workingBetween(of, from, due - 1)).toBe(wanted - 1);
    expect(isOpen(of, due - 1)).toBe(true);
  }), { numRuns: 200 });
});

test('SLA-01: at opening time the office is open, at closing time it is closed', () => {
  const day = dayNumber('2026-11-25');
  expect([9 * 60 - 1, 9 * 60, 17 * 60 - 1, 17 * 60].map((minute) => isOpen(DEFAULT_CALENDAR, instantOf(day, minute, 'Europe/Rome')))).toEqual([false, true, true, false]);
});

test('SLA-01: parts add up, and more time is never due earlier', () => {
  fc.assert(fc.property(calendar, instant, time, time, (of, from, one, other) => {
    const first = addWorking(of, from, one);
    expect(addWorking(of, first, other)).toBe(addWorking(of, from, one + other));
    expect(addWorking(of, from, one + other)).toBeGreaterThan(first);
  }), { numRuns: 200 });
});

test('SLA-01: working time is additive over any cut, and closed hours add nothing', () => {
  fc.assert(fc.property(calendar, instant, fc.integer({ min: 0, max: 40 * DAY }), fc.double({ min: 0, max: 1, noNaN: true }), (of, from, span, part) => {
    const cut = from + Math.floor(span * part);
    expect(workingBetween(of, from, cut) + workingBetween(of, cut, from + span)).toBe(workingBetween(of, from, from + span));
    expect(workingBetween(of, from + span, from)).toBe(0);
    expect(workingBetween(of, from, from + 1)).toBe(isOpen(of, from) ? 1 : 0);
  }), { numRuns: 200 });
});

test('SLA-01: in an office that no clock change touches, the due time shows the hour at which the request came in', () => {
  const hour = fc.integer({ min: 9 * 60, max: 17 * 60 - 1 });
  fc.assert(fc.property(zone, fc.integer({ min: 15_000, max: 23_000 }), hour, fc.integer({ min: 1, max: 30 }), (where, day, minute, count) => {
    const of: Calendar = { ...ROME, zone: where };
    fc.pre(isWorkingDay(of, day));
    const from = instantOf(day, minute, where);
    fc.pre(wallOf(from, where) === day * DAY + minute * 60_000);
    const due = wallOf(addWorking(of, from, days(count)), where);
    const shown = Math.floor(due / 60_000) % 1440;
    // At opening time a day ends where the office closes, as no time passes until it opens again.
    expect(shown).toBe(minute === 9 * 60 ? 17 * 60 : minute);
  }), { numRuns: 200 });
});

test('a wall time is found again; one that clocks jump over is the jump, one that they show twice its first', () => {
  fc.assert(fc.property(zone, fc.integer({ min: 14_700, max: 23_000 }), fc.integer({ min: 0, max: 1439 }), (where, day, minute) => {
    const at = instantOf(day, minute, where);
    const wall = day * DAY + minute * 60_000;
    expect(wallOf(at, where)).toBeGreaterThanOrEqual(wall);
    expect(wallOf(at - 1, where)).toBeLessThan(wall);
  }), { numRuns: 500 });
  expect(instantOf(dayNumber('2026-03-29'), 150, 'Europe/Rome')).toBe(Date.UTC(2026, 2, 29, 1));
  expect(instantOf(dayNumber('2026-10-25'), 150, 'Europe/Rome')).toBe(Date.UTC(2026, 9, 25, 0, 30));
  // Samoa left a whole day out.
  expect(instantOf(dayNumber('2011-12-30'), 600, 'Pacific/Apia')).toBe(Date.UTC(2011, 11, 30, 10));
  expect(dayOf(Date.UTC(2026, 10, 20, 23, 30), 'Europe/Rome')).toBe(dayNumber('2026-11-21'));
  expect([isZone('Europe/Rome'), isZone('Europe/Atlantide')]).toEqual([true, false]);
});

test('SLA-01: a calendar that would never let time pass, or says no hours, is refused', () => {
  const wrong = (part: object) => calendarSchema.safeParse({ ...ROME, ...part }).success;
  expect(wrong({ opens: 1020, closes: 540 })).toBe(false);
  expect(wrong({ weekdays: [] })).toBe(false);
  expect(wrong({ zone: 'Europe/Atlantide' })).toBe(false);
  expect(wrong({ closures: [{ date: '2026-02-30', name: 'x', yearly: false }] })).toBe(false);
  expect(wrong({ closures: Array.from({ length: 61 }, (_one, index) => ({ date: dateOf(20_000 + index), name: 'x', yearly: true })) })).toBe(false);
  expect(wrong({ days: { ...ROME.days, high: 0 } })).toBe(false);
});
