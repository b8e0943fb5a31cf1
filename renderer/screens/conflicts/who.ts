import type { ConflictView } from '#shared/rpc/contract.ts';
import { i18n } from '../../i18n.ts';

/** Whose the other value is: another person by name, the same one elsewhere, or nobody that can be named any more. */
export function whoseIs({ theirs }: Pick<ConflictView, 'theirs'>, me: string | null): { readonly kind: 'named' | 'self' | 'unknown'; readonly name: string } {
  if (theirs.byId !== null && theirs.byId === me) return { kind: 'self', name: i18n.t('shell:conflict.self') };
  return theirs.byName === null ? { kind: 'unknown', name: i18n.t('shell:conflict.somebody') } : { kind: 'named', name: theirs.byName };
}
