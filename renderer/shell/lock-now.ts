import { ask } from '../data/ask.ts';
import { sentenceOf } from '../errors/sentence.ts';
import { showToast } from '../ui/toast.tsx';

/** OFF-04: covers every window of this desk until the PIN is given. */
export function lockNow(): void {
  void ask('session.lock', {}).then((answer) => {
    if (!answer.ok && answer.failure.code !== 'unexpected') showToast({ text: sentenceOf(answer.failure.code, answer.failure.details), tone: 'error' });
  });
}
