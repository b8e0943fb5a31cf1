import { homedir } from 'node:os';

export interface Redacted {
  readonly text: string;
  /** How many pieces were taken out. */
  readonly count: number;
}

/*
 * Every repetition is bounded, so that no text can make an expression slow. Order matters: what names itself a secret
 * goes first, whole; the shapes that are told by length alone go last.
 */
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const SOURCE_PATH = /^[a-z0-9_-]{0,31}(?:\/[a-z0-9_-]{1,31})+$/;
const RULES: readonly { readonly find: RegExp; readonly put: string; readonly unless?: (found: string) => boolean }[] = [
  { find: /\bbearer\s{1,8}[^\s"'‹›]{4,4000}/giu, put: 'Bearer ‹secret›' },
  {
    find: /\b(pass(?:word|wd|phrase)?|pwd|secret|token|api[_-]?key|authorization|cookie|set-cookie|session)\b["']?\s{0,4}[:=]\s{0,4}["']?(?!Bearer ‹)[^\s"',;‹›]{1,4000}/giu,
    put: '$1=‹secret›',
  },
  { find: /[\p{L}\p{N}._%+'-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,8}/gu, put: '‹e-mail›' },
  // IBAN: country, check digits, then groups with or without spaces.
  { find: /(?<![A-Za-z0-9])[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?![A-Za-z0-9])/giu, put: '‹iban›' },
  // Codice fiscale, with the letters that stand for digits where two people would share one (omocodia).
  {
    find: /(?<![A-Za-z0-9])[A-Z]{6}[0-9LMNPQRSTUV]{2}[ABCDEHLMPRST][0-9LMNPQRSTUV]{2}[A-Z][0-9LMNPQRSTUV]{3}[A-Z](?![A-Za-z0-9])/giu,
    put: '‹codice fiscale›',
  },
  // Partita IVA, and the codice fiscale of a company: eleven digits that stand alone.
  { find: /(?<![A-Za-z0-9])(?:IT ?)?\d{11}(?![A-Za-z0-9])/giu, put: '‹partita iva›' },
  {
    find: /(?<![A-Za-z0-9+/_-])[A-Za-z0-9+/_-]{32,4000}={0,2}(?![A-Za-z0-9+/_-])/gu,
    put: '‹secret›',
    // Ids are no secret and let support find the row; names of our own source files tell where it happened.
    unless: (found) => UUID.test(found) || SOURCE_PATH.test(found) || !/\d/.test(found) || !/[A-Za-z]/.test(found),
  },
  { find: /(?:[A-Za-z]:)?[\\/]{1,2}(?:Users|home|Documents and Settings)[\\/]{1,2}[^\\/\s"'<>:|‹›]{1,100}/giu, put: '~' },
];

/**
 * Takes out what a support request must not carry (TKT-03): e-mail addresses, Italian tax codes, IBANs, passwords,
 * tokens and long secrets, and paths that tell who is logged in. Redacting twice changes nothing more.
 */
export function redact(text: string): Redacted {
  let count = 0;
  let out = text;
  for (const { find, put, unless } of RULES) {
    out = out.replace(find, (found: string, ...groups: unknown[]) => {
      if (unless?.(found)) return found;
      count += 1;
      const name = groups[0];
      return typeof name === 'string' ? put.replace('$1', name) : put;
    });
  }
  const own = redactOwnNames(out);
  return { text: own.text, count: count + own.count };
}

/** The home folder may lie anywhere (a network drive). */
function redactOwnNames(text: string): Redacted {
  const home = homedir();
  if (home.length < 4 || home === '/root') return { text, count: 0 };
  const pieces = text.split(home);
  return { text: pieces.join('~'), count: pieces.length - 1 };
}
