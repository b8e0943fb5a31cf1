import * as z from 'zod';

/**
 * Characters that no text of ours may carry: C0 and C1 controls (but tab and line feed), and the marks that turn the
 * reading direction, which can make a name or a file look like another one.
 */
// eslint-disable-next-line no-control-regex -- finding control characters is this expression's purpose
const FORBIDDEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufeff]/g;

/** Makes typed or pasted text safe to keep: carriage returns become line feeds, forbidden characters go. */
export function cleanText(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(FORBIDDEN, '');
}

/** The same on one line, with white space folded. */
export function cleanLine(text: string): string {
  return cleanText(text).replace(/\s+/g, ' ').trim();
}

/** One line of text, cleaned on the way in, then at most `max` UTF-16 units; `min` 1 makes it required. */
export function line(max: number, min = 0) {
  return z.string().overwrite(cleanLine).min(min).max(max);
}

/** Several lines of text, cleaned on the way in, at most `max` UTF-16 units. */
export function lines(max: number, min = 0) {
  return z.string().overwrite(cleanText).min(min).max(max);
}
