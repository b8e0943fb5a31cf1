import type { Id } from '#shared/domain/kernel/ids.ts';
import type { Priority, Status } from '#shared/domain/tickets/values.ts';
import type { TicketRow } from '#shared/rpc/contract.ts';
import { reportProblem } from '../../../errors/problems.ts';
import { i18n } from '../../../i18n.ts';
import { showToast } from '../../../ui/toast.tsx';
import { giveCommand, newId } from '../parts/run-command.ts';
import { refusalSentence } from '../parts/sentence.ts';
import { withdrawBatch } from '../parts/withdraw-batch.ts';

export type BulkWork =
  | { readonly kind: 'take' }
  | { readonly kind: 'assign'; readonly operatorId: Id }
  | { readonly kind: 'priority'; readonly priority: Priority }
  | { readonly kind: 'status'; readonly status: Status };

/** A row for which it could not be done; `why` is a sentence, empty where nobody could say. */
export interface NotDone {
  readonly row: TicketRow;
  readonly why: string;
}

async function commandOf(work: BulkWork, ticketId: Id): Promise<{ name: string; input: object }> {
  if (work.kind === 'priority') return { name: 'ticket.update', input: { ticketId, priority: work.priority, contactId: null } };
  const eventId = await newId();
  if (work.kind === 'take') return { name: 'ticket.take', input: { ticketId, eventId } };
  if (work.kind === 'status') return { name: 'ticket.set_status', input: { ticketId, eventId, status: work.status } };
  return { name: 'ticket.assign', input: { ticketId, eventId, operatorId: work.operatorId } };
}

/**
 * LST-07: the same for several requests, a command each under one batch, which waits a moment in which all of it can be
 * undone at once. What cannot be done does not stop the others and is answered with its reason.
 */
export async function doForAll(rows: readonly TicketRow[], work: BulkWork): Promise<readonly NotDone[]> {
  const refused: NotDone[] = [];
  let saved = 0;
  // A device may be set not to wait: then there is nothing to take back.
  let held = true;
  let undo: (() => void) | undefined;
  try {
    const batch = await newId();
    undo = () => void withdrawBatch(batch);
    for (const row of rows) {
      const answer = await giveCommand({ tenant: row.tenant, ...(await commandOf(work, row.id)), undoable: true, batch });
      if (answer?.state === 'saved') {
        saved += 1;
        held &&= answer.held;
      } else refused.push({ row, why: answer?.state === 'refused' ? refusalSentence(answer.refusal) : '' });
    }
  } catch (cause) {
    reportProblem({ cause });
  }
  if (saved > 0) showToast({ text: i18n.t('service:bulk.done', { count: saved }), tone: 'good', ...(held && undo ? { undo } : {}) });
  return refused;
}
