import { LANGUAGES, MESSAGES } from '#shared/locales/messages.ts';

function text(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

/**
 * What to tell a person when the core cannot start, before there is a window to say it in: the sentence of the error's
 * code (shared/locales) with its facts, or the error's own words for a bug.
 * @param locale such as `it-IT` or `ru_RU.UTF-8`; another language than ours gets English.
 */
export function failureSentence(error: unknown, locale: string): string {
  const table = MESSAGES[LANGUAGES.find((language) => locale.toLowerCase().startsWith(language)) ?? 'en'].errors;
  const thrown: { code?: unknown; details?: unknown; facts?: unknown } = typeof error === 'object' && error !== null ? error : {};
  const sentence = typeof thrown.code === 'string' ? table[thrown.code] : undefined;
  if (sentence === undefined) return error instanceof Error ? error.message : String(error);
  // Facts of a refusal or details of an RpcError: both are flat objects.
  const facts = (thrown.details ?? thrown.facts ?? {}) as Readonly<Record<string, unknown>>;
  return sentence.replace(/\{\{\s*([\w.]+)(?:\s*,[^}]*)?\s*\}\}/g, (_whole, name: string) => text(facts[name]) ?? '…');
}

/** The language of this machine's user, as a locale. */
export function systemLocale(environment: NodeJS.ProcessEnv = process.env): string {
  const named = environment['LC_ALL'] || environment['LC_MESSAGES'] || environment['LANG'];
  return named === undefined || named === 'C' || named === 'POSIX' || named.startsWith('C.') ? Intl.DateTimeFormat().resolvedOptions().locale : named;
}
