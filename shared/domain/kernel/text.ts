import * as z from 'zod';

/**
 * Characters that no text of ours may carry: C0 and C1 controls (but tab and line feed), the marks that turn the
 * reading direction, which can make a name or a file look like another one, and halves of a surrogate pair, which
 * PostgreSQL's jsonb refuses (a command that the database cannot store would block those behind it).
 */
const FORBIDDEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufeff\p{Surrogate}]/gu;
/** What other programs end a line with: Word's soft break is a vertical tab, old hosts send NEL. */
const LINE_END = /\r\n?|[\u000b\u000c\u0085\u2028\u2029]/g;
/** White space, and characters that show nothing at all. */
const INVISIBLE = /[\s\u00ad\u200b-\u200f\u2060]/g;

/** Makes typed or pasted text safe to keep: every line end becomes a line feed, forbidden characters go. */
export function cleanText(text: string): string {
  return text.replace(LINE_END, '\n').replace(FORBIDDEN, '');
}

/** Whether a person would see nothing: a required text that is blank counts as missing. */
export function isBlank(text: string): boolean {
  return text.replace(INVISIBLE, '') === '';
}

/** Length in bytes of UTF-8; for text without lone surrogates, as `cleanText` leaves it. */
export function utf8Length(text: string): number {
  let bytes = 0;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    // Each half of a surrogate pair counts two of the pair's four bytes.
    bytes += unit < 0x80 ? 1 : unit < 0x800 || (unit >= 0xd800 && unit <= 0xdfff) ? 2 : 3;
  }
  return bytes;
}

/** The same on one line, with white space folded. */
export function cleanLine(text: string): string {
  return cleanText(text).replace(/\s+/g, ' ').trim();
}

/** Every string of a JSON value cleaned, names of members too: what a screen keeps must be storable as jsonb. */
export function cleanJson<T>(value: T): T {
  const clean = (part: unknown): unknown => {
    if (typeof part === 'string') return cleanText(part);
    if (Array.isArray(part)) return part.map(clean);
    if (typeof part !== 'object' || part === null) return part;
    return Object.fromEntries(Object.entries(part).map(([name, member]) => [cleanText(name), clean(member)]));
  };
  // The shape is unchanged: only the letters of strings are.
  return clean(value) as T;
}

/** One line of text, cleaned on the way in, then at most `max` UTF-16 units; `min` 1 makes it required. */
export function line(max: number, min = 0) {
  return z.string().overwrite(cleanLine).min(min).max(max);
}

/** Several lines of text, cleaned on the way in, at most `max` UTF-16 units. */
export function lines(max: number, min = 0) {
  return z.string().overwrite(cleanText).min(min).max(max);
}
