import { expect, test } from 'vitest';
import { DEFAULT_CALENDAR } from '#shared/domain/sla/calendar.ts';
import { calendarOf, formOf } from './calendar-form.ts';

const form = formOf(null);

test('SLA-01: what is shown can be saved as it is, and says nine to five', () => {
  expect(form).toMatchObject({ opens: '09:00', closes: '17:00', weekdays: [1, 2, 3, 4, 5], days: { blocking: '1', low: '7' } });
  expect(calendarOf(form)).toEqual({ calendar: DEFAULT_CALENDAR });
  const changed = { ...DEFAULT_CALENDAR, opens: 510, closures: [{ date: '2026-12-24', name: 'Vigilia', yearly: true }] };
  expect(calendarOf(formOf(changed))).toEqual({ calendar: changed });
});

test('SLA-01: hours are typed as people write them', () => {
  const opens = (typed: string) => {
    const answer = calendarOf({ ...form, opens: typed });
    return 'calendar' in answer ? answer.calendar.opens : answer.problems;
  };
  expect([opens('8'), opens('8:30'), opens(' 08.05 ')]).toEqual([480, 510, 485]);
  for (const wrong of ['', 'otto', '8:75', '25', '8:3']) expect(opens(wrong)).toEqual(['opens']);
  expect(opens('17:00')).toEqual(['hours']);
  expect(calendarOf({ ...form, closes: '24:00' })).toMatchObject({ calendar: { closes: 1440 } });
});

test('SLA-01: every thing that is wrong is said at once', () => {
  const wrong = { ...form, closes: 'x', weekdays: [], days: { ...form.days, high: '0', low: '91' }, closures: [{ date: null, name: 'Ferie', yearly: false }] };
  expect(calendarOf(wrong)).toEqual({ problems: ['closes', 'weekdays', 'days.high', 'days.low', 'closures'] });
  expect(calendarOf({ ...form, closures: Array.from({ length: 61 }, () => ({ date: '2026-08-16', name: 'x', yearly: true })) })).toEqual({ problems: ['yearly'] });
});
