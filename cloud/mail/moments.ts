import type { AccessLanguage } from '#shared/api/access.ts';

/** A mail does not know where it is read: it says the time of the vendor's country, and that it does. */
const ZONE = 'Europe/Rome';

/** Day and time in words of that language; `at` in ms. */
export function momentIn(language: AccessLanguage, at: number): string {
  return new Intl.DateTimeFormat(language, { timeZone: ZONE, day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit', timeZoneName: 'short' }).format(at);
}
