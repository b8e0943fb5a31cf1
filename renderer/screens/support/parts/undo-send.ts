import type { Id } from '#shared/domain/kernel/ids.ts';
import { ask } from '../../../data/ask.ts';
import { askAgain } from '../../../data/query.ts';
import { sentenceOf } from '../../../errors/sentence.ts';
import { showToast } from '../../../ui/toast.tsx';

/** Offers to take back what waits a moment before it is sent; `onReturned` gets the draft that it has become again (R4). */
export function offerUndo(commandId: Id, text: string, onReturned: (draftId: Id) => void): void {
  const undo = async () => {
    const answer = await ask('outbox.edit', { commandId });
    askAgain('outbox.list', 'sync.state', 'drafts.list');
    if (answer.ok && answer.value.draftId !== null) onReturned(answer.value.draftId);
    else if (!answer.ok && answer.failure.code !== 'unexpected') showToast({ text: sentenceOf(answer.failure.code, answer.failure.details), tone: 'error' });
  };
  showToast({ text, tone: 'good', undo: () => void undo() });
}
