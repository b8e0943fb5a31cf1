import type { Facts } from '#shared/domain/kernel/command.ts';
import { i18n } from '../i18n.ts';

/** What happened and what to do, in the person's language; a code without a sentence gets the one for bugs. */
export function sentenceOf(code: string, facts: Facts = {}): string {
  const key = `errors:${code}`;
  return i18n.exists(key) ? i18n.t(key, facts) : i18n.t('errors:unexpected');
}
