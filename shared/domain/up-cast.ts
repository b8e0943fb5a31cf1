import { commandOf } from './registry.ts';

/** Makes the input of one schema out of that of the schema before; whatever it is given, it does not throw. */
type UpCaster = (input: unknown) => unknown;

/**
 * By command, then by the schema that the caster reads. A log may wait 400 days before it is sent (sync.md, Upgrades), so
 * a caster stays at least that long after the program that wrote its schema was last given out.
 */
export const UP_CASTERS: Readonly<Record<string, Readonly<Record<number, UpCaster>>>> = {
  // The row's id follows from the person and the key: one that came from a desk could be a colleague's.
  'preference.set': { 1: (input) => without(input, 'id') },
  // No request was private, and the minutes were the only setting; then what users see was added, then the simple form.
  'ticket.create': { 1: (input) => (isRecord(input) ? { ...input, private: false } : input) },
  'support_settings.change': { 1: (input) => input, 2: (input) => input },
  // A document was a text alone.
  'document.save': { 1: withoutFile },
  'document.propose': { 1: withoutFile },
  // There was no form for the web site.
  'company.change': { 1: (input) => input },
};

/** A command's input as the present schema wants it, from one of `schema`. What has no caster comes back as it was. */
export function upCast(name: string, schema: number, input: unknown): unknown {
  const present = commandOf(name)?.schema ?? schema;
  let cast = input;
  for (let from = schema; from < present; from += 1) cast = UP_CASTERS[name]?.[from]?.(cast) ?? cast;
  return cast;
}

function withoutFile(input: unknown): unknown {
  return isRecord(input) ? { ...input, fileId: null, files: [], fileText: '' } : input;
}

function without(input: unknown, field: string): unknown {
  if (!isRecord(input)) return input;
  return Object.fromEntries(Object.entries(input).filter(([name]) => name !== field));
}

function isRecord(input: unknown): input is Readonly<Record<string, unknown>> {
  return typeof input === 'object' && input !== null && !Array.isArray(input);
}
