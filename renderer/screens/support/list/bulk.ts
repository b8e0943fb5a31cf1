import type { Id } from '#shared/domain/kernel/ids.ts';
import type { Priority } from '#shared/domain/tickets/values.ts';
import type { TicketRow } from '#shared/rpc/contract.ts';
import { ask } from '../../../data/ask.ts';
import { askAgain } from '../../../data/query.ts';
import { reportProblem } from '../../../errors/problems.ts';
import { i18n } from '../../../i18n.ts';
import { showToast } from '../../../ui/toast.tsx';
import { giveCommand, newId } from '../parts/run-command.ts';
import { refusalSentence } from '../parts/sentence.ts';

export type BulkWork = { readonly kind: 'take' } | { readonly kind: 'assign'; readonly operatorId: Id } | { readonly kind: 'priority'; readonly priority: Priority };

async function commandOf(work: BulkWork, ticketId: Id): Promise<{ name: string; input: object }> {
  if (work.kind === 'priority') return { name: 'ticket.update', input: { ticketId, priority: work.priority, contactId: null } };
  const eventId = await newId();
  if (work.kind === 'take') return { name: 'ticket.take', input: { ticketId, eventId } };
  return { name: 'ticket.assign', input: { ticketId, eventId, operatorId: work.operatorId } };
}

/**
 * LST-07: the same for several requests, a command each. What cannot be done is said with its reason and does not stop the
 * others; what was saved waits a moment, in which all of it can be undone at once. Answers the rows that were refused.
 */
export async function doForAll(rows: readonly TicketRow[], work: BulkWork): Promise<readonly TicketRow[]> {
  const saved: Id[] = [];
  const refused: TicketRow[] = [];
  // A device may be set not to wait: then there is nothing to take back.
  let held = true;
  let why = '';
  try {
    for (const row of rows) {
      const answer = await giveCommand({ tenant: row.tenant, ...(await commandOf(work, row.id)), undoable: true });
      if (answer?.state === 'saved') {
        saved.push(answer.commandId);
        held &&= answer.held;
      } else refused.push(row);
      if (answer?.state === 'refused' && why === '') why = refusalSentence(answer.refusal);
    }
  } catch (cause) {
    reportProblem({ cause });
  }
  if (saved.length > 0) showToast({ text: i18n.t('service:bulk.done', { count: saved.length }), tone: 'good', ...(held ? { undo: () => void undo(saved) } : {}) });
  if (refused.length > 0) showToast({ text: i18n.t('service:bulk.refused', { count: refused.length, why }), tone: 'error' });
  return refused;
}

async function undo(commands: readonly Id[]): Promise<void> {
  let late = 0;
  // The last first: what stands on another goes before it.
  for (const commandId of commands.toReversed()) if (!(await ask('outbox.withdraw', { commandId })).ok) late += 1;
  askAgain('outbox.list', 'sync.state', 'tickets.list', 'tickets.get');
  showToast(late === 0 ? { text: i18n.t('service:bulk.undone'), tone: 'good' } : { text: i18n.t('service:bulk.too_late', { count: late }), tone: 'error' });
}
