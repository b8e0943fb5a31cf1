import type { Id } from '#shared/domain/kernel/ids.ts';
import { plainOf } from '#shared/domain/kernel/rich-text.ts';
import type { RelatedTicket, TicketView } from '#shared/rpc/contract.ts';
import { reportProblem } from '../../../errors/problems.ts';
import { openReply, replyReturned } from '../parts/reply-wish.ts';
import { newId } from '../parts/run-command.ts';
import { storeDraft } from '../parts/use-draft.ts';
import { EMPTY_REPLY, isReplyWorthKeeping, replyDraftKind } from './reply-draft.ts';
import type { ReplyState } from './use-reply-draft.ts';

/** DET-10: what is typed under a merged request goes on in the one that took its place, as its draft, before that one opens. */
export async function writeInTarget(ticket: TicketView, target: RelatedTicket, reply: ReplyState): Promise<void> {
  try {
    await reply.kept.flush();
    const { body, files } = reply.draft;
    const moved = { ...EMPTY_REPLY, body, files };
    if (isReplyWorthKeeping(moved)) {
      const id: Id = await newId();
      await storeDraft({ id, kind: replyDraftKind(target.id), tenant: ticket.tenant, title: plainOf(body).split('\n')[0] ?? '', content: moved });
      // Now it is there; here it is no draft any more.
      await reply.kept.end();
      await storeDraft({ id: reply.draftId, kind: replyDraftKind(ticket.id), tenant: ticket.tenant, title: '', content: null });
      replyReturned(target.id, id);
    }
    openReply(ticket.tenant, target.id, target.title);
  } catch (cause) {
    reportProblem({ cause });
  }
}
