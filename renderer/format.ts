import type { DeviceSettings } from '#shared/rpc/contract.ts';

export type Language = DeviceSettings['language'];

const LOCALES: Readonly<Record<Language, string>> = { it: 'it-IT', en: 'en-GB', ru: 'ru-RU' };
let language: Language = 'it';
const kept = new Map<string, Intl.DateTimeFormat | Intl.NumberFormat | Intl.RelativeTimeFormat>();

/** The language of every following format; the screens are drawn again when it changes. */
export function setFormatLanguage(next: Language): void {
  if (next === language) return;
  language = next;
  kept.clear();
}
export function formatLanguage(): Language {
  return language;
}

/** Intl objects are slow to make and are asked for in every row of a list. */
function keep<T extends Intl.DateTimeFormat | Intl.NumberFormat | Intl.RelativeTimeFormat>(name: string, make: (locale: string) => T): T {
  // A name always stands for one kind of formatter.
  const known = kept.get(name) as T | undefined;
  if (known !== undefined) return known;
  const made = make(LOCALES[language]);
  kept.set(name, made);
  return made;
}

/** 18/05/2026. Times are ms since 1970 UTC, shown in the device's zone. */
export function formatDate(at: number): string {
  return keep('date', (locale) => new Intl.DateTimeFormat(locale, { day: '2-digit', month: '2-digit', year: 'numeric' })).format(at);
}
/** 18/05, with the year where it is not this one. */
export function formatDay(at: number, now: number): string {
  if (new Date(at).getFullYear() !== new Date(now).getFullYear()) return formatDate(at);
  return keep('day', (locale) => new Intl.DateTimeFormat(locale, { day: '2-digit', month: '2-digit' })).format(at);
}
/** «lunedì», for 1 to 7. */
export function formatWeekday(day: number): string {
  // 1 January 2024 was a Monday; noon is that day in every zone.
  return keep('weekday', (locale) => new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' })).format(Date.UTC(2024, 0, day, 12));
}
/** 15:27 */
export function formatTime(at: number): string {
  return keep('time', (locale) => new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })).format(at);
}
/** 18/05/2026 15:27 */
export function formatDateTime(at: number): string {
  return `${formatDate(at)} ${formatTime(at)}`;
}
/** 18/05 15:27; today only the hour; with the year where it is not this one. */
export function formatMoment(at: number, now: number): string {
  if (new Date(at).toDateString() === new Date(now).toDateString()) return formatTime(at);
  return `${formatDay(at, now)} ${formatTime(at)}`;
}
/** 18/05/2026 15:27:09, for what a technician reads. */
export function formatExact(at: number): string {
  const seconds = keep('seconds', (locale) => new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' }));
  return `${formatDate(at)} ${seconds.format(at)}`;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

function unit(value: number, name: 'day' | 'hour' | 'minute'): string {
  return keep(`unit.${name}`, (locale) => new Intl.NumberFormat(locale, { style: 'unit', unit: name, unitDisplay: 'narrow' })).format(value);
}
/** A length of time in at most two parts: «2 g 4 h», «38 min» (LST-03). Never negative. */
export function formatDuration(length: number): string {
  const whole = Math.max(0, length);
  const days = Math.floor(whole / DAY);
  const hours = Math.floor((whole % DAY) / HOUR);
  if (days > 0) return hours > 0 && days < 10 ? `${shortUnit(days, 'day')} ${shortUnit(hours, 'hour')}` : shortUnit(days, 'day');
  if (hours > 0) return shortUnit(hours, 'hour');
  return shortUnit(Math.floor(whole / MINUTE), 'minute');
}
/** Narrow Italian units stick to their number («2g», «38min»); a space reads better in a table. */
function shortUnit(value: number, name: 'day' | 'hour' | 'minute'): string {
  return unit(value, name).replace(/^(\d+)\s*/u, '$1\u00a0');
}

/** «4 ore fa», «ieri», «adesso». */
export function formatAgo(at: number, now: number): string {
  const format = keep('ago', (locale) => new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }));
  const past = Math.max(0, now - at);
  if (past < MINUTE) return format.format(0, 'second');
  if (past < HOUR) return format.format(-Math.floor(past / MINUTE), 'minute');
  if (past < DAY) return format.format(-Math.floor(past / HOUR), 'hour');
  return format.format(-Math.floor(past / DAY), 'day');
}

/** 12.345 */
export function formatNumber(value: number): string {
  return keep('number', (locale) => new Intl.NumberFormat(locale)).format(value);
}

const KILO = 1024;
/** A file's size as the limits count it (1 MB is 1024² bytes): «212 kB», «3,9 MB». */
export function formatSize(bytes: number): string {
  const [value, name] = bytes < KILO ? [bytes, 'byte' as const] : bytes < KILO * KILO ? [bytes / KILO, 'kilobyte' as const] : [bytes / KILO / KILO, 'megabyte' as const];
  const digits = name === 'megabyte' ? 1 : 0;
  // Downwards, so that a file under the limit is never shown as being at it, nor the other way round.
  const shown = Math.floor(value * 10 ** digits) / 10 ** digits;
  return keep(`size.${name}`, (locale) => new Intl.NumberFormat(locale, { style: 'unit', unit: name, maximumFractionDigits: digits })).format(shown);
}
