import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Keep } from '#shared/domain/org/entities.ts';
import type { ConflictView } from '#shared/rpc/contract.ts';
import { ask } from '../../data/ask.ts';
import { askAgain } from '../../data/query.ts';
import { sentenceOf } from '../../errors/sentence.ts';
import { showToast } from '../../ui/toast.tsx';

/** The value that a choice lets stand; of `both` it is the edited text. */
function valueOf(conflict: ConflictView, keep: Keep, edited: unknown): unknown {
  return keep === 'both' ? edited : keep === 'now' ? null : conflict[keep].value;
}

/** Decides a conflict, on this device at once and without a network; a refusal is said beside the values. */
export function useSettle(conflict: ConflictView): {
  readonly settle: (keep: Keep, edited?: unknown) => Promise<boolean>;
  readonly busy: Keep | null;
  readonly refused: string | null;
} {
  const { t } = useTranslation('shell');
  const [busy, setBusy] = useState<Keep | null>(null);
  const [refused, setRefused] = useState<string | null>(null);

  const give = async (keep: Keep, edited?: unknown): Promise<boolean> => {
    if (busy !== null) return false;
    setBusy(keep);
    setRefused(null);
    const { id: conflictId, entity, rowId, field, tenant } = conflict;
    const answer = await ask('command.run', {
      tenant, name: 'conflict.settle', input: { conflictId, entity, rowId, field, keep, value: valueOf(conflict, keep, edited) }, acceptRemarks: true, queueAnyway: false, draftId: null,
    });
    setBusy(null);
    askAgain('conflicts.list', 'outbox.list', 'sync.state');
    if (!answer.ok) {
      if (answer.failure.code !== 'unexpected') setRefused(sentenceOf(answer.failure.code, answer.failure.details));
      return false;
    }
    if (answer.value.state === 'refused') {
      setRefused(sentenceOf(answer.value.refusal.code, answer.value.refusal.facts));
      return false;
    }
    showToast({ text: t(`conflict.done.${keep}`), tone: 'good' });
    return true;
  };
  return { settle: give, busy, refused };
}
