import type { RpcFailure } from '../../bridge.ts';
import { sentenceOf } from '../../errors/sentence.ts';
import { i18n } from '../../i18n.ts';

/** Before anybody's desk is open, working on without a network, as the usual sentence says, is not possible. */
export function doorSentence({ code, details }: RpcFailure): string {
  return code === 'cloud.unreachable' || code === 'cloud.timeout' ? i18n.t('shell:sign_in.offline') : sentenceOf(code, details);
}
