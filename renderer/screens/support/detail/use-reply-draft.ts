import { useRef, useState } from 'react';
import type { Id } from '#shared/domain/kernel/ids.ts';
import { plainOf } from '#shared/domain/kernel/rich-text.ts';
import type { TicketView } from '#shared/rpc/contract.ts';
import { reportProblem } from '../../../errors/problems.ts';
import { newId } from '../parts/run-command.ts';
import { findDraft, storeDraft, useDraft, type DraftRecord, type KeptDraft } from '../parts/use-draft.ts';
import { afterSending, EMPTY_REPLY, isReplyWorthKeeping, replyDraftKind, storedReplyDraft, type ReplyDraft } from './reply-draft.ts';

export interface FirstReply {
  readonly id: Id;
  readonly draft: ReplyDraft;
  readonly kept: boolean;
  readonly savedAt?: number;
}

/**
 * What was being typed under this ticket when it was last left (TKT-14), or an empty box with an id of its own.
 * `returned`: the draft that has just come back from *In uscita* (OFF-02); it goes first.
 */
export async function firstReply(ticketId: Id, returned?: Id): Promise<FirstReply> {
  const back = returned === undefined ? null : await findDraft({ id: returned });
  const kept = back ?? (await findDraft({ kind: replyDraftKind(ticketId) }));
  return kept ? { id: kept.id, draft: storedReplyDraft(kept.content), kept: true, savedAt: kept.savedAt } : { id: await newId(), draft: EMPTY_REPLY, kept: false };
}

export interface ReplyState {
  readonly draftId: Id;
  readonly draft: ReplyDraft;
  readonly change: (part: Partial<ReplyDraft> | ((now: ReplyDraft) => Partial<ReplyDraft>)) => void;
  readonly kept: KeptDraft;
  /** The text became a message: a box with a draft of its own, and in it only what stays (afterSending). */
  readonly restart: (nextId: Id, sent: ReplyDraft, stays: readonly (keyof ReplyDraft)[]) => ReplyDraft;
}

export function useReplyDraft(ticket: TicketView, first: FirstReply): ReplyState {
  const [current, setCurrent] = useState(first);
  const newest = useRef(first.draft);
  const kept = useDraft(current.id, current.kept, current.savedAt);
  function change(part: Partial<ReplyDraft> | ((now: ReplyDraft) => Partial<ReplyDraft>)): void {
    const draft = { ...newest.current, ...(typeof part === 'function' ? part(newest.current) : part) };
    newest.current = draft;
    setCurrent((now) => ({ ...now, draft }));
    kept.keep(record(current.id, draft));
  }
  async function keepTypedOn(id: Id, draft: ReplyDraft): Promise<void> {
    await storeDraft(record(id, draft));
    // The sent draft may have been written once more while it was being sent.
    await storeDraft(record(kept.idNow(), EMPTY_REPLY));
  }
  function record(id: Id, draft: ReplyDraft): DraftRecord {
    const title = plainOf(draft.body).split('\n')[0] ?? '';
    return { id, kind: replyDraftKind(ticket.id), tenant: ticket.tenant, title, content: isReplyWorthKeeping(draft) ? draft : null };
  }
  return {
    get draftId() {
      return kept.idNow();
    },
    draft: current.draft,
    change,
    kept,
    restart: (id, sent, stays) => {
      const draft = afterSending(sent, newest.current, stays);
      newest.current = draft;
      const stored = isReplyWorthKeeping(draft);
      setCurrent({ id, draft, kept: stored });
      if (stored) keepTypedOn(id, draft).catch((cause: unknown) => reportProblem({ cause }));
      return draft;
    },
  };
}
