import { ask } from '../../data/ask.ts';
import { askAgain } from '../../data/query.ts';
import { sentenceOf } from '../../errors/sentence.ts';
import { showToast } from '../../ui/toast.tsx';

/** Ends the sending of a file; the request that it belongs to stays delivered. */
export async function cancelFile(attachmentId: string): Promise<void> {
  const answer = await ask('outbox.cancelFile', { attachmentId });
  askAgain('outbox.list', 'sync.state', 'tickets.get');
  if (!answer.ok && answer.failure.code !== 'unexpected') showToast({ text: sentenceOf(answer.failure.code, answer.failure.details), tone: 'error' });
}
