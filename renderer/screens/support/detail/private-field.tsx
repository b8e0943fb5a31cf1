import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TicketView } from '#shared/rpc/contract.ts';
import { reportProblem } from '../../../errors/problems.ts';
import { Checkbox } from '../../../ui/checkbox.tsx';
import { showToast } from '../../../ui/toast.tsx';
import { giveCommand, newId } from '../parts/run-command.ts';
import { refusalSentence } from '../parts/sentence.ts';
import { PrivateWord } from '../parts/ticket-words.tsx';

/** LST-08: whether the request is private, and where this person may say so, the choice itself, which holds at once. */
export function PrivateField({ ticket, may }: { readonly ticket: TicketView; readonly may: boolean }) {
  const { t } = useTranslation('support');
  const [busy, setBusy] = useState(false);
  if (!may) return <PrivateWord hidden={ticket.private} />;

  async function choose(hidden: boolean): Promise<void> {
    setBusy(true);
    try {
      const answer = await giveCommand({ tenant: ticket.tenant, name: 'ticket.set_private', input: { ticketId: ticket.id, eventId: await newId(), private: hidden } });
      if (answer?.state === 'saved') showToast({ text: t(hidden ? 'private.done' : 'private.undone'), tone: 'good' });
      if (answer?.state === 'refused') showToast({ text: refusalSentence(answer.refusal), tone: 'error' });
    } catch (cause) {
      reportProblem({ cause });
    } finally {
      setBusy(false);
    }
  }
  return <Checkbox label={t('private.word')} help={t('private.help')} checked={ticket.private} disabled={busy} onChange={(hidden) => void choose(hidden)} />;
}
