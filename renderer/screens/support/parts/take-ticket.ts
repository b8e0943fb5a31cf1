import type { Id } from '#shared/domain/kernel/ids.ts';
import { i18n } from '../../../i18n.ts';
import { refusalSentence } from './sentence.ts';
import { showToast } from '../../../ui/toast.tsx';
import { giveCommand, newId } from './run-command.ts';

/** LST-09, *Prendi in carico*: a colleague who was faster is said by name. */
export async function takeTicket(tenant: Id, ticketId: Id): Promise<void> {
  const eventId = await newId();
  const answer = await giveCommand({ tenant, name: 'ticket.take', input: { ticketId, eventId } });
  if (answer?.state === 'saved') showToast({ text: i18n.t('support:take.done'), tone: 'good' });
  if (answer?.state === 'refused') showToast({ text: refusalSentence(answer.refusal), tone: 'error' });
}
