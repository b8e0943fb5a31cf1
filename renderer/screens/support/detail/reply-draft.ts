import * as z from 'zod';
import { idSchema, type Id } from '#shared/domain/kernel/ids.ts';
import { picturesIn } from '#shared/domain/kernel/rich-text.ts';
import { chosenFileSchema } from '#shared/domain/tickets/entities.ts';
import { prioritySchema } from '#shared/domain/tickets/values.ts';
import type { TicketView } from '#shared/rpc/contract.ts';
import { cleanDoc, isEmptyDoc, withoutPictures } from '../editor/clean-doc.ts';

/** The kind of the one draft that a ticket's reply has on this device. */
export function replyDraftKind(ticketId: Id): string {
  return `ticket.reply:${ticketId}`;
}

/** What is being typed under the chat, and the panel's changes that would go with it (DET-04). Never throws. */
const replyDraftSchema = z.object({
  body: z.unknown().transform(cleanDoc),
  files: z.array(chosenFileSchema.nullable().catch(null)).catch([]).transform((files) => files.filter((file) => file !== null)),
  close: z.boolean().catch(false),
  ask: z.boolean().catch(false),
  /** The text is an internal note (DET-10), not an answer. */
  note: z.boolean().catch(false),
  priority: prioritySchema.nullable().catch(null),
  contactId: idSchema.nullable().catch(null),
});
export type ReplyDraft = z.output<typeof replyDraftSchema>;

export function storedReplyDraft(content: unknown): ReplyDraft {
  return replyDraftSchema.parse({ body: null, ...(typeof content === 'object' ? content : null) });
}
export const EMPTY_REPLY: ReplyDraft = storedReplyDraft(null);

/** Whether there is anything in the box that would be missed. */
export function isReplyWorthKeeping(draft: ReplyDraft): boolean {
  return !isEmptyDoc(draft.body) || draft.files.length > 0 || draft.priority !== null || draft.contactId !== null;
}

/**
 * What stands in the box once `sent` is saved: what `stays`, and whatever was typed or chosen while it was being saved.
 * Nobody can tell new words from those that were sent, so all of them stay; an internal note stays one.
 */
export function afterSending(sent: ReplyDraft, newest: ReplyDraft, stays: readonly (keyof ReplyDraft)[]): ReplyDraft {
  const typedOn = newest.body !== sent.body;
  const late = newest.files.filter((file) => sent.files.every((one) => one.id !== file.id));
  return { ...EMPTY_REPLY, files: late, ...(typedOn && { body: newest.body, note: newest.note }), ...Object.fromEntries(stays.map((name) => [name, newest[name]])) };
}

/** The panel's choices that really differ from the ticket; null for what stays (DET-04). */
export function panelChanges(draft: ReplyDraft, ticket: Pick<TicketView, 'priority' | 'contactId'>) {
  return {
    priority: draft.priority === ticket.priority ? null : draft.priority,
    contactId: draft.contactId === ticket.contactId ? null : draft.contactId,
  };
}

interface ReplyIds {
  readonly messageId: Id;
  readonly eventId: Id;
}

/** The `ticket.reply` input as typed. `reopen` is true only after the person was asked (DET-12). */
export function replyInput(draft: ReplyDraft, ticket: Pick<TicketView, 'id' | 'priority' | 'contactId'>, ids: ReplyIds, reopen: boolean) {
  const files = new Set(draft.files.map((file) => file.id));
  return {
    ticketId: ticket.id,
    ...ids,
    body: picturesIn(draft.body).length === 0 ? draft.body : withoutPictures(draft.body, files),
    close: draft.close,
    reopen,
    ask: draft.ask && !draft.close,
    ...panelChanges(draft, ticket),
    files: draft.files,
  };
}
