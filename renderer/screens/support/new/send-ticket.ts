import type { Refusal } from '#shared/domain/kernel/command.ts';
import type { Id } from '#shared/domain/kernel/ids.ts';
import { reportProblem } from '../../../errors/problems.ts';
import { giveCommand, newId } from '../parts/run-command.ts';
import type { KeptDraft } from '../parts/use-draft.ts';
import { ticketInput, type TicketDraft } from './ticket-draft.ts';

export type Sent = { readonly state: 'saved'; readonly ticketId: Id; readonly commandId: Id; readonly held: boolean } | { readonly state: 'refused'; readonly refusal: Refusal } | { readonly state: 'failed' };

/**
 * TKT-13: the draft becomes a request on this device, in one step of the core. `failed`: the error dialog is open, and
 * the draft stands as it was.
 */
export async function sendTicket(draft: TicketDraft, tenant: Id, draftId: Id, kept: KeptDraft): Promise<Sent> {
  let ticketId: Id;
  try {
    await kept.flush();
    ticketId = await newId();
  } catch (cause) {
    reportProblem({ cause });
    return { state: 'failed' };
  }
  const answer = await giveCommand({ tenant, name: 'ticket.create', input: ticketInput(draft, ticketId), draftId, undoable: true });
  if (answer === null) return { state: 'failed' };
  if (answer.state === 'refused') return { state: 'refused', refusal: answer.refusal };
  if (answer.state !== 'saved') throw new Error('a new request has no remarks');
  await kept.end();
  return { state: 'saved', ticketId, commandId: answer.commandId, held: answer.held };
}
