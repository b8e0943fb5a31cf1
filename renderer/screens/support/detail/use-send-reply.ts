import { useState } from 'react';
import type { Refusal, Remark } from '#shared/domain/kernel/command.ts';
import type { TicketView } from '#shared/rpc/contract.ts';
import { i18n } from '../../../i18n.ts';
import { reportProblem } from '../../../errors/problems.ts';
import { openReply, replyReturned } from '../parts/reply-wish.ts';
import { giveCommand, newId } from '../parts/run-command.ts';
import { offerUndo } from '../parts/undo-send.ts';
import { replyInput, type ReplyDraft } from './reply-draft.ts';
import type { ReplyState } from './use-reply-draft.ts';

/** What stands between the text and its sending, for the person to decide. */
export type Question =
  | { readonly kind: 'remarks'; readonly remarks: readonly Remark[] }
  | { readonly kind: 'reopen' }
  | { readonly kind: 'refused'; readonly refusal: Refusal; readonly knownAt: number | null };

/** How a question was answered. */
interface Answer {
  readonly acceptRemarks?: boolean;
  readonly queueAnyway?: boolean;
  readonly reopen?: boolean;
  /** The message goes, the closed ticket stays as it is. */
  readonly leaveClosed?: boolean;
}

export interface ReplySender {
  readonly busy: boolean;
  readonly question: Question | null;
  readonly dismiss: () => void;
  /** Sends the reply, or the note (DET-10); asks first where something must be decided (DET-06, DET-12). */
  readonly send: (answer?: Answer) => Promise<void>;
  /** DET-08: the files alone, without a word. */
  readonly attach: () => Promise<void>;
}

/** Sends what the box holds. `sent` comes once it is on this device's disk, with what stays in the box; `refused` for a box that is not yet fit. */
export function useSendReply(ticket: TicketView, reply: ReplyState, on: { sent: (left: ReplyDraft) => void; refused: (refusal: Refusal) => void }): ReplySender {
  const [busy, setBusy] = useState(false);
  const [question, setQuestion] = useState<Question | null>(null);
  const { draft, draftId, kept } = reply;

  async function give(name: string, input: unknown, answer: Answer, stays: readonly (keyof ReplyDraft)[] = []): Promise<void> {
    const given = await giveCommand({
      tenant: ticket.tenant,
      name,
      input,
      draftId,
      undoable: name !== 'ticket.attach',
      acceptRemarks: answer.acceptRemarks ?? false,
      queueAnyway: answer.queueAnyway ?? false,
    });
    if (given === null) return;
    if (given.state === 'remarks') return setQuestion({ kind: 'remarks', remarks: given.remarks });
    if (given.state === 'refused') {
      const { refusal, knownAt } = given;
      if (refusal.code === 'ticket.reply.closed') return setQuestion({ kind: 'reopen' });
      if (refusal.why === 'state') return setQuestion({ kind: 'refused', refusal, knownAt });
      return on.refused(refusal);
    }
    await kept.end();
    if (given.held) {
      offerUndo(given.commandId, i18n.t(name === 'ticket.note' ? 'support:undo.note' : 'support:undo.reply'), (returned) => {
        replyReturned(ticket.id, returned);
        openReply(ticket.tenant, ticket.id, ticket.title);
      });
    }
    on.sent(reply.restart(await newId(), draft, stays));
  }

  async function whileBusy(work: () => Promise<void>): Promise<void> {
    if (busy) return;
    setBusy(true);
    setQuestion(null);
    try {
      await kept.flush();
      await work();
    } catch (cause) {
      reportProblem({ cause });
    } finally {
      setBusy(false);
    }
  }

  return {
    busy,
    question,
    dismiss: () => setQuestion(null),
    send: (answer = {}) =>
      whileBusy(async () => {
        if (draft.note) {
          // A note says nothing of priority and contact person: those stay chosen in the panel.
          return await give('ticket.note', { ticketId: ticket.id, noteId: await newId(), body: draft.body }, answer, ['priority', 'contactId', 'files']);
        }
        const ids = { messageId: await newId(), eventId: await newId() };
        const text = answer.leaveClosed === true ? { ...draft, close: true } : draft;
        await give('ticket.reply', replyInput(text, ticket, ids, answer.reopen ?? false), answer);
      }),
    attach: () =>
      whileBusy(async () => {
        const { files } = draft;
        await give('ticket.attach', { ticketId: ticket.id, eventId: await newId(), files }, {}, ['body', 'close', 'ask', 'note', 'priority', 'contactId']);
      }),
  };
}
