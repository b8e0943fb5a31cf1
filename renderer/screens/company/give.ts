import type { Id } from '#shared/domain/kernel/ids.ts';
import { sentenceOf } from '../../errors/sentence.ts';
import { showToast } from '../../ui/toast.tsx';
import { giveCommand } from '../support/parts/run-command.ts';

interface Wish {
  readonly tenant: Id;
  readonly name: string;
  readonly input: unknown;
  /** What was typed for it, gone in the same step (TKT-14). */
  readonly draftId?: Id;
  /** Said when it is saved on this device. */
  readonly done: string;
  /** The command that makes it undone, offered for ten seconds. */
  readonly undo?: { readonly name: string; readonly input: unknown };
}

/** Gives a command of the company; says what became of it. False when it was refused, with the reason said. */
export async function give({ done, undo, ...wish }: Wish): Promise<boolean> {
  const refusal = await refusalOf(wish);
  if (refusal === undefined) {
    showToast({ text: done, tone: 'good', ...(undo === undefined ? {} : { undo: () => void refusalOf({ tenant: wish.tenant, ...undo }).then((again) => again && showToast({ text: again, tone: 'error' })) }) });
    return true;
  }
  if (refusal !== '') showToast({ text: refusal, tone: 'error' });
  return false;
}

/** The sentence of a refusal; '' for a failure that the error dialog tells of; undefined for a command that was saved. */
export async function refusalOf(wish: Omit<Wish, 'done' | 'undo'>): Promise<string | undefined> {
  const answer = await giveCommand({ ...wish, acceptRemarks: true });
  if (answer === null) return '';
  return answer.state === 'refused' ? sentenceOf(answer.refusal.code, answer.refusal.facts) : undefined;
}
