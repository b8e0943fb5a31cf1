import { v5 } from 'uuid';
import type { Id } from '../kernel/ids.ts';
import { capsuleSchema, type Capsule } from './entities.ts';
import { CAPSULE_LIMIT } from './values.ts';

/** What our own errors name as their program. */
export const OWN_PROGRAM = 'Sportello';

export const HIDDEN_KINDS = ['secret', 'email', 'iban', 'fiscal_code', 'vat_number', 'folder'] as const;
/** One thing that was taken out of a capsule. It stays on the device of the person whom it belongs to. */
export interface Hidden {
  /** What stands in its place, such as ‹e-mail 1›; the same for the same value, and for no other. */
  readonly label: string;
  readonly kind: (typeof HIDDEN_KINDS)[number];
  readonly found: string;
}

const TEXTS = {
  code: 120, summary: 2000, program: 200, programVersion: 80, fileVersion: 80, system: 200, architecture: 40, database: 200, hardware: 200, screen: 200, record: 200,
} as const satisfies { [K in keyof Capsule]?: number };

/** The texts of a capsule that are not cut and counted yet. */
export type CapsuleTexts = Omit<Capsule, 'redactions'>;

/**
 * The capsule with each text passed through `put`, cut to what its field takes. Where the whole would be too long, the
 * oldest log lines go first, then the oldest steps.
 */
export function capsuleOf(texts: CapsuleTexts, redactions: number, put: (text: string) => string): Capsule {
  // The names are those of TEXTS, and each value is text.
  const fields = Object.fromEntries(Object.entries(TEXTS).map(([name, most]) => [name, put(texts[name as keyof typeof TEXTS]).slice(0, most)])) as Record<keyof typeof TEXTS, string>;
  const fixed = { at: texts.at, ...fields };
  let steps = texts.steps.slice(-50).map((step) => put(step).slice(0, 300));
  let log = texts.log.slice(-200).map((line) => put(line).slice(0, 1000));
  // Room is left for the count of redactions.
  const tooLong = () => JSON.stringify({ ...fixed, steps, log }).length > CAPSULE_LIMIT - 100;
  while (log.length > 0 && tooLong()) log = log.slice(Math.ceil(log.length / 10));
  while (steps.length > 0 && tooLong()) steps = steps.slice(1);
  return capsuleSchema.parse({ ...fixed, steps, log, redactions });
}

/** The capsule as it leaves: what the person chose to send in clear stands where its label stood. */
export function revealed(capsule: Capsule, hidden: readonly Hidden[], shown: readonly string[]): Capsule {
  const clear = new Map(hidden.filter(({ label }) => shown.includes(label)).map(({ label, found }) => [label, found]));
  if (clear.size === 0) return capsule;
  let undone = 0;
  const put = (text: string) =>
    text.replace(/‹[^‹›]{1,40}›/g, (label) => {
      const found = clear.get(label);
      if (found !== undefined) undone += 1;
      return found ?? label;
    });
  const open = capsuleOf(capsule, 0, put);
  return { ...open, redactions: Math.max(0, capsule.redactions - undone) };
}

const FINGERPRINTS = '5d2c1c53-6a0e-5b0a-9a53-7f0c8a4a9d11';

/** What changes from one time to the next: names in quotes, addresses, paths, ids, numbers, what was taken out. */
const CHANGING = /‹[^‹›]{0,40}›|"[^"\n]{0,200}"|«[^»\n]{0,200}»|“[^”\n]{0,200}”|\S{1,64}@\S{1,200}|(?:[a-z]:)?[\\/][^\s"'<>|]{1,300}|[0-9a-f]{8}-[0-9a-f-]{27}|\b0x[0-9a-f]{1,16}\b|[\p{L}_-]{0,20}\d[\p{L}\d.,:_/-]{0,60}/giu;

/**
 * The same for the same error on another day, with another document, by another person; null where nothing tells one
 * error from another. Our own codes are enough by themselves; a bug of ours is told by its words, which are the last line.
 */
export function fingerprintOf({ program, code, summary }: { readonly program: string; readonly code: string; readonly summary: string }): Id | null {
  const own = program === OWN_PROGRAM;
  if (own && code === '') return null;
  const words = !own ? summary : code === 'unexpected' ? (summary.split('\n').at(-1) ?? '') : '';
  const rest = words.normalize('NFKC').toLowerCase().replace(CHANGING, '#').replace(/[\s#]+/g, ' ').trim();
  if (code === '' && rest === '') return null;
  return v5([program.toLowerCase(), code.toLowerCase(), rest].join('\0'), FINGERPRINTS);
}
