import { create } from 'zustand';
import type { Id } from '#shared/domain/kernel/ids.ts';
import { useTabs } from '../../../state/tabs.ts';

/** What is wanted of the reply box: an answer, a request for integration, an internal note, an answer that closes. */
export type ReplyHow = 'reply' | 'ask' | 'note' | 'close';

interface ReplyWish {
  /** The ticket whose reply box wants the focus as soon as it is there. */
  readonly ticketId: Id | null;
  readonly how: ReplyHow;
  clear(): void;
}

export const useReplyWish = create<ReplyWish>()((set) => ({ ticketId: null, how: 'reply', clear: () => set({ ticketId: null }) }));

/** Opens the ticket with the caret in its reply box (*Rispondi*), which is made ready for `how`. */
export function openReply(tenant: Id, id: Id, title: string, how: ReplyHow = 'reply'): void {
  useReplyWish.setState({ ticketId: id, how });
  useTabs.getState().open('ticket.detail', { tenant, id }, title);
}

interface ReturnedReplies {
  /** By ticket: the draft that came back from *In uscita* last. */
  readonly drafts: Readonly<Record<Id, Id>>;
}

/** OFF-02: replies that became drafts again. A ticket that is open already shows them too. */
export const useReturnedReplies = create<ReturnedReplies>()(() => ({ drafts: {} }));

export function replyReturned(ticketId: Id, draftId: Id): void {
  useReturnedReplies.setState(({ drafts }) => ({ drafts: { ...drafts, [ticketId]: draftId } }));
}
