import type { RichText } from '#shared/domain/kernel/rich-text.ts';
import type { Remark } from '#shared/domain/kernel/command.ts';
import type { Id } from '#shared/domain/kernel/ids.ts';
import type { AttachmentView, RowSync, TicketDetail } from '#shared/rpc/contract.ts';

/** What somebody wrote: the request itself, an answer, or a note that only the vendor's people see (DET-10). */
export interface Spoken {
  readonly kind: 'request' | 'message' | 'note';
  readonly id: Id;
  readonly at: number;
  readonly authorId: Id;
  readonly author: string;
  /** Written by the person who looks: it stands at the right. */
  readonly mine: boolean;
  readonly side: 'customer' | 'vendor' | 'system';
  readonly body: RichText;
  readonly files: readonly AttachmentView[];
  readonly sync: RowSync;
  /** What could not be done of it though its text was delivered. */
  readonly remarks?: readonly Remark[];
}
/** What happened: a line in the middle of the chat. */
export interface Happened {
  readonly kind: 'event';
  readonly id: Id;
  readonly at: number;
  readonly author: string;
  readonly code: string;
  readonly facts: Readonly<Record<string, string>>;
  readonly vendorOnly?: boolean;
  readonly files: readonly AttachmentView[];
  readonly sync: RowSync;
}
export type Entry = Spoken | Happened;

/**
 * The chat, oldest first (DET-01). What has not been sent yet stands at the end, in the order of writing, since the
 * cloud will give it its place only then; a message and its own event (closed, reopened) share their time, and the
 * event comes after the words.
 */
export function timelineOf(detail: TicketDetail, me: Id | null): Entry[] {
  const { ticket } = detail;
  const filesOf = (id: Id | null) => detail.attachments.filter((file) => file.messageId === id);
  const request: Spoken = {
    kind: 'request',
    id: ticket.id,
    at: ticket.createdAt,
    authorId: ticket.requesterId,
    author: ticket.requesterName,
    mine: ticket.requesterId === me,
    side: 'customer',
    body: ticket.description,
    files: filesOf(null),
    // The request is on its way only while it has no number; afterwards the row waits for other changes.
    sync: ticket.number === null ? ticket.sync : 'settled',
  };
  const remarks = new Map(detail.remarks?.map((one) => [one.messageId, one.remarks]));
  const messages = detail.messages.map(({ id, at, authorId, authorName, authorSide, body, event, sync }): Entry => {
    const shared = { id, at, author: authorName, files: filesOf(id), sync };
    if (body === null) return { kind: 'event', code: event?.code ?? '', facts: event?.facts ?? {}, ...shared };
    return { kind: 'message', authorId, mine: authorId === me, side: authorSide, body, remarks: remarks.get(id) ?? [], ...shared };
  });
  const notes = detail.notes.map(({ id, at, authorId, authorName, body, event, sync }): Entry => {
    const shared = { id, at, author: authorName, files: [], sync };
    // What the vendor alone is told of, such as a due date that has passed (SLA-02).
    if (event !== null) return { kind: 'event', code: event.code, facts: event.facts, vendorOnly: true, ...shared };
    return { kind: 'note', authorId, mine: authorId === me, side: 'vendor', body, ...shared };
  });
  return [request, ...[...messages, ...notes].sort(inOrder)];
}

function inOrder(one: Entry, other: Entry): number {
  return Number(one.sync !== 'settled') - Number(other.sync !== 'settled') || one.at - other.at || Number(one.kind === 'event') - Number(other.kind === 'event');
}

/** Ids of what others wrote since `seen`, for the polite announcement and the *new messages* button. */
export function newFromOthers(entries: readonly Entry[], seen: ReadonlySet<Id>): readonly Spoken[] {
  return entries.filter((entry): entry is Spoken => entry.kind !== 'event' && !entry.mine && !seen.has(entry.id));
}
