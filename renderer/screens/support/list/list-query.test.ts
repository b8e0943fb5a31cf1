import { expect, test, vi } from 'vitest';
import { codeOf, DEFAULT_QUERY, endOfDay, filtersOn, rememberedLayout, rememberedQuery, sameQuery, startOfDay, withoutFilters } from './list-query.ts';

test('LST-02: sort and filters come back as they were chosen', () => {
  const chosen = { ...DEFAULT_QUERY, sort: 'priority' as const, status: 'open' as const, priority: 'high' as const, text: 'IVA' };
  expect(rememberedQuery(JSON.parse(JSON.stringify(chosen)))).toEqual(chosen);
});

test('LST-02: a remembered choice that is no choice any more falls back alone', () => {
  expect(rememberedQuery({ sort: 'colour', status: 'closed', extra: 1 })).toEqual({ ...DEFAULT_QUERY, status: 'closed' });
  expect(rememberedQuery(null)).toEqual(DEFAULT_QUERY);
  expect(rememberedQuery('broken')).toEqual(DEFAULT_QUERY);
});

test('Clearing the filters keeps the order and counts only filters', () => {
  const chosen = { ...DEFAULT_QUERY, sort: 'created' as const, code: 1453, operator: 'mine' as const };
  expect(filtersOn(chosen)).toBe(2);
  expect(withoutFilters(chosen)).toEqual({ ...DEFAULT_QUERY, sort: 'created' });
  expect(sameQuery(chosen, { ...chosen })).toBe(true);
  expect(sameQuery(chosen, withoutFilters(chosen))).toBe(false);
});

test('LST-01: a code is typed with or without its sign, anything else is no code', () => {
  expect(codeOf(' #1453 ')).toBe(1453);
  expect(codeOf('7')).toBe(7);
  expect(codeOf('  ')).toBeNull();
  for (const wrong of ['abc', '12a', '-3', '0', '1e3', '99999999999999999999']) expect(codeOf(wrong)).toBeUndefined();
});

test('LST-01: created to takes in the whole local day, also on the day when the clocks change', () => {
  vi.stubEnv('TZ', 'Europe/Rome');
  expect(new Date(2026, 9, 26).getTime() - new Date(2026, 9, 25).getTime()).toBe(25 * 60 * 60 * 1000);
  for (const day of [new Date(2026, 2, 29), new Date(2026, 9, 25), new Date(2026, 11, 31)]) {
    const last = endOfDay(day.getTime());
    expect(new Date(last).getDate()).toBe(day.getDate());
    expect(new Date(last + 1).getDate()).not.toBe(day.getDate());
    expect(startOfDay(last)).toBe(day.getTime());
  }
  vi.unstubAllEnvs();
});

test('LST-07: chosen columns and widths come back; without a choice none is left out', () => {
  expect(rememberedLayout({ widths: { due: 160 }, hidden: ['waiting', 'request'], chosen: true })).toEqual({ widths: { due: 160 }, hidden: ['waiting'], chosen: true });
  expect(rememberedLayout({ widths: {}, hidden: ['waiting'] })).toEqual({ widths: {}, hidden: [], chosen: false });
  expect(rememberedLayout(7)).toEqual({ widths: {}, hidden: [], chosen: false });
});
