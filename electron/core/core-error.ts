import type { Facts } from '#shared/domain/kernel/command.ts';

/**
 * A failure that has a sentence: `code` stands in shared/locales/{language}/errors.json, `facts` are what the sentence needs.
 * Anything else that is thrown is a bug and reaches the person as `unexpected`.
 */
export class CoreError extends Error {
  readonly code: string;
  readonly facts: Facts;

  constructor(code: string, facts: Facts = {}, cause?: unknown) {
    super(code, cause === undefined ? undefined : { cause });
    this.name = 'CoreError';
    this.code = code;
    this.facts = facts;
  }
}

/** Reads a typed failure by its shape, so that each room may have an error class of its own; undefined for a bug. */
export function typedError(error: unknown): { readonly code: string; readonly facts: Facts } | undefined {
  if (!(error instanceof Error) || !('code' in error) || !('facts' in error)) return undefined;
  const { code, facts } = error;
  if (typeof code !== 'string' || typeof facts !== 'object' || facts === null) return undefined;
  return { code, facts: Object.fromEntries(Object.entries(facts).filter(isFact)) };
}

function isFact(entry: [string, unknown]): entry is [string, string | number | boolean] {
  return ['string', 'number', 'boolean'].includes(typeof entry[1]);
}

/** The code of any failure, for logs and lamps. */
export function codeOf(error: unknown): string {
  return typedError(error)?.code ?? 'unexpected';
}
