import type { Id } from '#shared/domain/kernel/ids.ts';
import { i18n } from '../../i18n.ts';
import { showToast } from '../../ui/toast.tsx';
import { giveCommand } from '../support/parts/run-command.ts';
import { refusalSentence } from '../support/parts/sentence.ts';

interface Place {
  readonly tenant: Id;
  readonly id: Id;
}

/** Gives a command about one document, and says what came of it; true once it is saved on this device. */
async function give({ tenant }: Place, name: string, input: unknown, done: string, undo?: () => void): Promise<boolean> {
  const answer = await giveCommand({ tenant, name, input });
  if (answer?.state === 'saved') showToast({ text: done, tone: 'good', ...(undo === undefined ? {} : { undo }) });
  if (answer?.state === 'refused') showToast({ text: refusalSentence(answer.refusal), tone: 'error' });
  return answer?.state === 'saved';
}

/** Takes a document away from its readers, or gives it back; an undo rather than a question. */
export function withdrawDocument(document: Place, withdrawn: boolean): Promise<boolean> {
  const done = i18n.t(withdrawn ? 'library:withdrawn' : 'library:restored');
  return give(document, 'document.withdraw', { documentId: document.id, withdrawn }, done, () => void withdrawDocument(document, !withdrawn));
}

export function judgeDocument(document: Place, approve: boolean, note: string): Promise<boolean> {
  return give(document, 'document.judge', { documentId: document.id, approve, note }, i18n.t(approve ? 'library:approved' : 'library:declined'));
}
