import type { Id } from '#shared/domain/kernel/ids.ts';
import { plainOf } from '#shared/domain/kernel/rich-text.ts';
import type { AttachmentView, TicketView } from '#shared/rpc/contract.ts';
import { reportProblem } from '../../../errors/problems.ts';
import { useTabs } from '../../../state/tabs.ts';
import { draftTitle, TICKET_DRAFT } from '../new/ticket-draft.ts';
import { newId } from '../parts/run-command.ts';
import { storeDraft } from '../parts/use-draft.ts';
import { blockingDraft, filesHere, followUpDraft } from './linked-request.ts';
import type { ReplyState } from './use-reply-draft.ts';

interface From {
  readonly ticket: TicketView;
  readonly attachments: readonly AttachmentView[];
  readonly reply: ReplyState;
  readonly email: string;
  readonly reference: string;
}

/** DET-03, DET-12: a new request that goes on from this one, as a draft on the disk before its form opens; nothing typed is lost. */
export async function openLinked(kind: 'blocking' | 'follow_up', { ticket, attachments, reply, email, reference }: From): Promise<void> {
  try {
    await reply.kept.flush();
    const fileIds: Id[] = [];
    if (kind === 'blocking') for (const _file of filesHere(attachments)) fileIds.push(await newId());
    const from = { ticket, attachments, reply: reply.draft, email, reference, fileIds };
    const draft = kind === 'blocking' ? blockingDraft(from) : followUpDraft(from);
    const id = await newId();
    await storeDraft({ id, kind: TICKET_DRAFT, tenant: ticket.tenant, title: draftTitle(draft, plainOf(draft.description)), content: draft });
    useTabs.getState().open('ticket.new', { draft: id }, draft.title);
  } catch (cause) {
    reportProblem({ cause });
  }
}
