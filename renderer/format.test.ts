import { afterEach, expect, test } from 'vitest';
import { formatAgo, formatDate, formatDateTime, formatDuration, formatMoment, formatSize, setFormatLanguage } from './format.ts';

const at = new Date(2026, 4, 18, 15, 27, 9).getTime();
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');
afterEach(() => setFormatLanguage('it'));

test('dates are written as the language writes them', () => {
  expect(formatDate(at)).toBe('18/05/2026');
  expect(formatDateTime(at)).toBe('18/05/2026 15:27');
  setFormatLanguage('ru');
  expect(formatDate(at)).toBe('18.05.2026');
});

test('a moment says only what is needed to know it', () => {
  expect(formatMoment(at, at + HOUR)).toBe('15:27');
  expect(formatMoment(at, at + 30 * DAY)).toBe('18/05 15:27');
  expect(formatMoment(at, new Date(2027, 1, 1).getTime())).toBe('18/05/2026 15:27');
});

test('waiting is days and hours, then hours, then minutes (LST-03)', () => {
  expect(plain(formatDuration(2 * DAY + 4 * HOUR))).toMatch(/^2 gg? 4 h$/);
  expect(plain(formatDuration(5 * HOUR + 20 * MINUTE))).toBe('5 h');
  expect(plain(formatDuration(38 * MINUTE))).toBe('38 min');
  expect(plain(formatDuration(-5))).toBe('0 min');
});

test('an age is in words', () => {
  expect(formatAgo(at - 4 * HOUR, at)).toBe('4 ore fa');
  expect(formatAgo(at, at)).toBe('ora');
  setFormatLanguage('en');
  expect(formatAgo(at - DAY, at)).toBe('yesterday');
});

test('a size under the limit is never shown as being at it (TKT-12)', () => {
  expect(plain(formatSize(4 * 1024 * 1024 - 1))).toBe('3,9 MB');
  expect(plain(formatSize(4 * 1024 * 1024))).toBe('4 MB');
  expect(plain(formatSize(212 * 1024))).toBe('212 kB');
});
