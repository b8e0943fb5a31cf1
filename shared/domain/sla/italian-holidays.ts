import { DAY, dateOf } from './zone-time.ts';

/** Month and day of the holidays that are the same every year (law 260 of 1949 and what came after it). */
const FIXED = ['01-01', '01-06', '04-25', '05-01', '06-02', '08-15', '11-01', '12-08', '12-25', '12-26'];
/** Saint Francis is a holiday again from this year on (law 151 of 2025). */
const FRANCIS = { date: '10-04', from: 2026 };

/** Easter Sunday of a year in the Gregorian calendar, as a day (Meeus, Jones, Butcher). */
export function easterOf(year: number): number {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const d = Math.floor(b / 4);
  const e = b % 4;
  const g = Math.floor((8 * b + 13) / 25);
  const h = (19 * a + b - d - g + 15) % 30;
  const i = Math.floor(c / 4);
  const k = c % 4;
  const l = (32 + 2 * e + 2 * i - h - k) % 7;
  const m = Math.floor((a + 11 * h + 19 * l) / 433);
  const month = Math.floor((h + l - 7 * m + 90) / 25);
  const date = (h + l - 7 * m + 33 * month + 19) % 32;
  return Date.UTC(year, month - 1, date) / DAY;
}

/** Whether the day is a national holiday in Italy, Easter and its Monday among them (SLA-01). */
export function isItalianHoliday(day: number): boolean {
  const [date, year] = [dateOf(day).slice(5), Number(dateOf(day).slice(0, 4))];
  if (FIXED.includes(date) || (date === FRANCIS.date && year >= FRANCIS.from)) return true;
  const easter = easterOf(year);
  return day === easter || day === easter + 1;
}
