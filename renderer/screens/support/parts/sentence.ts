import type { Facts } from '#shared/domain/kernel/command.ts';
import { sentenceOf } from '../../../errors/sentence.ts';

/** The sentence of a refusal, a remark or a field's problem. */
export function refusalSentence(refusal: { readonly code: string; readonly facts: Facts }): string {
  return sentenceOf(refusal.code, refusal.facts);
}
