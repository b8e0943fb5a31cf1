import { homedir } from 'node:os';
import type { Hidden } from '#shared/domain/tickets/capsule.ts';

type Kind = Hidden['kind'];

/** What stands for each kind; Italian or English words that support knows, the same in every language of the screen. */
const WORDS: Readonly<Record<Kind, string>> = {
  secret: 'secret', email: 'e-mail', iban: 'iban', fiscal_code: 'codice fiscale', vat_number: 'partita iva', folder: 'cartella',
};

/*
 * Every repetition is bounded, so that no text can make an expression slow. Order matters: what names itself a secret
 * goes first, whole; the shapes that are told by length alone go last. A group `keep` stays, `hide` goes.
 */
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const RULES: readonly { readonly kind: Kind; readonly find: RegExp; readonly unless?: (found: string) => boolean }[] = [
  { kind: 'secret', find: /\b(?<keep>bearer\s{1,8})(?<hide>[^\s"'‹›]{4,4000})/giu },
  {
    kind: 'secret',
    find: /\b(?<keep>(?:pass(?:word|wd|phrase)?|pwd|secret|token|api[_-]?key|authorization|cookie|set-cookie|session)\b["']?\s{0,4}[:=]\s{0,4}["']?)(?!Bearer\s{1,8}‹)(?<hide>[^\s"',;‹›]{1,4000})/giu,
  },
  { kind: 'email', find: /[\p{L}\p{N}._%+'-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,8}/gu },
  // IBAN: country, check digits, then groups with or without spaces.
  { kind: 'iban', find: /(?<![A-Za-z0-9])[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?![A-Za-z0-9])/giu },
  // Codice fiscale, with the letters that stand for digits where two people would share one (omocodia).
  {
    kind: 'fiscal_code',
    find: /(?<![A-Za-z0-9])[A-Z]{6}[0-9LMNPQRSTUV]{2}[ABCDEHLMPRST][0-9LMNPQRSTUV]{2}[A-Z][0-9LMNPQRSTUV]{3}[A-Z](?![A-Za-z0-9])/giu,
  },
  // Partita IVA, and the codice fiscale of a company: eleven digits that stand alone.
  { kind: 'vat_number', find: /(?<![A-Za-z0-9])(?:IT ?)?\d{11}(?![A-Za-z0-9])/giu },
  { kind: 'folder', find: /(?:[A-Za-z]:)?[\\/]{1,2}(?:Users|home|Documents and Settings)[\\/]{1,2}[^\\/\s"'<>:|‹›]{1,100}/giu },
  // A slash is a letter of base64 and the divider of a path: a path's parts are judged one by one, below.
  {
    kind: 'secret',
    find: /(?<![A-Za-z0-9+/_-])[A-Za-z0-9+/_-]{32,4000}={0,2}(?![A-Za-z0-9+/_-])/gu,
    unless: (found) => isNoSecret(found) || isPath(found),
  },
  { kind: 'secret', find: /(?<![A-Za-z0-9+_-])[A-Za-z0-9+_-]{32,4000}={0,2}(?![A-Za-z0-9+_-])/gu, unless: isNoSecret },
];

/** Ids are no secret and let support find the row; what has no digit, or nothing else, is a word or a number. */
function isNoSecret(found: string): boolean {
  return UUID.test(found) || !/\d/.test(found) || !/[A-Za-z]/.test(found);
}

/** Whether it is a place on the disk, which tells support where it happened: it begins as one, or all its parts are words. */
function isPath(found: string): boolean {
  if (!found.includes('/')) return false;
  return found.startsWith('/') || !found.split(/[/+_-]/).some(looksRandom);
}

/** Eight letters or more whose kind (small, capital, digit) changes at more than every third: no word does. */
function looksRandom(part: string): boolean {
  if (part.length < 8) return false;
  const kinds = [...part].map((letter) => (/\d/.test(letter) ? 0 : letter === letter.toLowerCase() ? 1 : 2));
  return kinds.filter((kind, at) => at > 0 && kind !== kinds[at - 1]).length > part.length / 3;
}

function replaceAll(text: string, put: (kind: Kind, found: string) => string): string {
  let out = text;
  for (const { kind, find, unless } of RULES) {
    out = out.replace(find, (found: string, ...more: unknown[]) => {
      if (unless?.(found)) return found;
      const groups = more.at(-1);
      // With named groups the last argument is their object; without, the whole text.
      const { keep = '', hide = found }: Partial<Record<'keep' | 'hide', string>> = typeof groups === 'object' && groups !== null ? groups : {};
      return keep + put(kind, hide);
    });
  }
  // The home folder may lie anywhere (a network drive).
  const home = homedir();
  return home.length < 4 || home === '/root' ? out : out.replaceAll(home, (found) => put('folder', found));
}

export interface Redacted {
  readonly text: string;
  /** How many pieces were taken out. */
  readonly count: number;
}

/**
 * Takes out what a support request must not carry (TKT-03): e-mail addresses, Italian tax codes, IBANs, passwords,
 * tokens and long secrets, and paths that tell who is logged in. Redacting twice changes nothing more.
 */
export function redact(text: string): Redacted {
  let count = 0;
  const out = replaceAll(text, (kind) => {
    count += 1;
    return kind === 'folder' ? '~' : `‹${WORDS[kind]}›`;
  });
  return { text: out, count };
}

/** Takes the same out of several texts, each value under a label of its own by which the person may put it back. */
export interface Redactor {
  redact(text: string): string;
  /** What was taken out until now, in the order of the labels. */
  hidden(): readonly Hidden[];
  /** How often something was taken out. */
  count(): number;
}

export function createRedactor(): Redactor {
  const labels = new Map<string, Hidden>();
  const numbers = new Map<Kind, number>();
  let count = 0;
  const labelOf = (kind: Kind, found: string): string => {
    count += 1;
    const key = `${kind}\0${found}`;
    const known = labels.get(key);
    if (known) return known.label;
    const number = (numbers.get(kind) ?? 0) + 1;
    numbers.set(kind, number);
    const label = `‹${WORDS[kind]} ${number}›`;
    labels.set(key, { label, kind, found });
    return label;
  };
  return { redact: (text) => replaceAll(text, labelOf), hidden: () => [...labels.values()], count: () => count };
}
