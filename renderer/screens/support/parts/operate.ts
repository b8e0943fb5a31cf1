import type { Id } from '#shared/domain/kernel/ids.ts';
import type { Status } from '#shared/domain/tickets/values.ts';
import { ask } from '../../../data/ask.ts';
import { askAgain } from '../../../data/query.ts';
import { reportProblem } from '../../../errors/problems.ts';
import { sentenceOf } from '../../../errors/sentence.ts';
import { i18n } from '../../../i18n.ts';
import { showToast } from '../../../ui/toast.tsx';
import { giveCommand, newId } from './run-command.ts';
import { refusalSentence } from './sentence.ts';

interface Ticket {
  readonly tenant: Id;
  readonly id: Id;
}

/** OFF-02: takes back what has not gone yet; once it has gone, says so. */
async function undo(commandId: Id): Promise<void> {
  const answer = await ask('outbox.withdraw', { commandId });
  askAgain('outbox.list', 'sync.state', 'tickets.list', 'tickets.get');
  if (answer.ok) showToast({ text: i18n.t('service:bulk.undone'), tone: 'good' });
  else if (answer.failure.code !== 'unexpected') showToast({ text: sentenceOf(answer.failure.code, answer.failure.details), tone: 'error' });
}

/** One key does it, so it waits a moment in which it can be undone, as what is done for several at once (LST-07). */
async function give(ticket: Ticket, name: string, input: Record<string, string>, done: string): Promise<void> {
  try {
    const answer = await giveCommand({ tenant: ticket.tenant, name, input: { ticketId: ticket.id, eventId: await newId(), ...input }, undoable: true });
    if (answer?.state === 'saved') {
      const { commandId, held } = answer;
      showToast({ text: done, tone: 'good', ...(held ? { undo: () => void undo(commandId) } : {}) });
    }
    if (answer?.state === 'refused') showToast({ text: refusalSentence(answer.refusal), tone: 'error' });
  } catch (cause) {
    reportProblem({ cause });
  }
}

/** DET-10: to a colleague; says what came of it. */
export function assignTo(ticket: Ticket, agent: { readonly id: Id; readonly name: string }): Promise<void> {
  return give(ticket, 'ticket.assign', { operatorId: agent.id }, i18n.t('support:assign.done', { name: agent.name }));
}

/** LST-09: by hand to another status; says what came of it. */
export function moveTo(ticket: Ticket, status: Status): Promise<void> {
  return give(ticket, 'ticket.set_status', { status }, i18n.t('support:move.done', { status: i18n.t(`support:status.${status}`) }));
}
