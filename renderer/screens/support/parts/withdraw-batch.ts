import type { Id } from '#shared/domain/kernel/ids.ts';
import { ask } from '../../../data/ask.ts';
import { askAgain } from '../../../data/query.ts';
import { sentenceOf } from '../../../errors/sentence.ts';
import { i18n } from '../../../i18n.ts';
import { showToast } from '../../../ui/toast.tsx';

/** LST-07, OFF-02: takes all of a batch back that has not gone yet, and says what had. */
export async function withdrawBatch(batch: Id): Promise<void> {
  const answer = await ask('outbox.withdrawBatch', { batch });
  askAgain('outbox.list', 'sync.state', 'tickets.list', 'tickets.get');
  if (!answer.ok) {
    if (answer.failure.code !== 'unexpected') showToast({ text: sentenceOf(answer.failure.code, answer.failure.details), tone: 'error' });
    return;
  }
  const { late } = answer.value;
  showToast(late === 0 ? { text: i18n.t('service:bulk.undone'), tone: 'good' } : { text: i18n.t('service:bulk.too_late', { count: late }), tone: 'error' });
}
