import type { Id } from '#shared/domain/kernel/ids.ts';
import type { TicketView } from '#shared/rpc/contract.ts';
import { i18n } from '../../../i18n.ts';
import { showToast } from '../../../ui/toast.tsx';
import { giveCommand } from '../parts/run-command.ts';
import { refusalSentence } from '../parts/sentence.ts';

/** DET-10: the message that solved it, or none; over the one that is shown now. */
export async function markSolution(ticket: TicketView, messageId: Id | null): Promise<void> {
  const answer = await giveCommand({ tenant: ticket.tenant, name: 'ticket.mark_solution', input: { ticketId: ticket.id, messageId, seen: ticket.solutionId } });
  if (answer?.state === 'saved') showToast({ text: i18n.t(messageId === null ? 'service:solution.undone' : 'service:solution.done'), tone: 'good' });
  if (answer?.state === 'refused') showToast({ text: refusalSentence(answer.refusal), tone: 'error' });
}
