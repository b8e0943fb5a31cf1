import type { Id } from '#shared/domain/kernel/ids.ts';
import { plainOf, richTextOf, type RichNode, type RichText } from '#shared/domain/kernel/rich-text.ts';
import type { ChosenFile } from '#shared/domain/tickets/entities.ts';
import { TITLE_LIMIT } from '#shared/domain/tickets/values.ts';
import type { AttachmentView, TicketView } from '#shared/rpc/contract.ts';
import { isEmptyDoc } from '../editor/clean-doc.ts';
import { newTicketDraft, type TicketDraft } from '../new/ticket-draft.ts';
import type { ReplyDraft } from './reply-draft.ts';

interface Linked {
  readonly ticket: TicketView;
  readonly attachments: readonly AttachmentView[];
  readonly reply: ReplyDraft;
  readonly email: string;
  /** «Riferimento: #1472 Nota di accredito», in the person's language. */
  readonly reference: string;
  /** One fresh id for each file of the old request that is on this device. */
  readonly fileIds: readonly Id[];
}

/** The files of the old request whose bytes are here and can go again (DET-03). */
export function filesHere(attachments: readonly AttachmentView[]): readonly AttachmentView[] {
  return attachments.filter((file) => file.messageId === null && file.here);
}

function base({ ticket, email, reference }: Linked): TicketDraft {
  return {
    ...newTicketDraft(email),
    title: ticket.title.slice(0, TITLE_LIMIT),
    type: ticket.type,
    area: ticket.area,
    email: ticket.email || email,
    phone: ticket.phone,
    contactPreference: ticket.contactPreference,
    // What was not for everybody's eyes does not become so by going on.
    private: ticket.private,
    relatedTo: ticket.id,
    relatedTitle: reference,
  };
}

/** DET-03: an open request that got worse becomes a new, linked, blocking one, with its words and files and what was being typed. */
export function blockingDraft(linked: Linked): TicketDraft {
  const { ticket, attachments, reply, fileIds, reference } = linked;
  const here = filesHere(attachments);
  const files: ChosenFile[] = here.map(({ name, size, mime, sha256 }, index) => ({ id: fileIds[index] ?? '', name, size, mime, sha256 })).filter((file) => file.id !== '');
  const renamed = new Map(here.map((file, index) => [file.id, fileIds[index]]));
  const description = withPictures(ticket.description, renamed);
  const typed = isEmptyDoc(reply.body) ? [] : reply.body.content;
  return {
    ...base(linked),
    priority: 'blocking',
    description: { type: 'doc', content: [...typed, ...richTextOf(reference).content, ...description.content] },
    files: [...files, ...reply.files],
  };
}

/** DET-12: too late to reopen; what was typed in the reply box is the new request's text, its first line the title's. */
export function followUpDraft(linked: Linked): TicketDraft {
  const { reply, reference } = linked;
  const empty = plainOf(reply.body) === '';
  return { ...base(linked), description: { type: 'doc', content: [...(empty ? [] : reply.body.content), ...richTextOf(reference).content] }, files: [...reply.files] };
}

/** Pictures name the new request's files; one whose file does not go along leaves the text. */
function withPictures(doc: RichText, renamed: ReadonlyMap<Id, Id | undefined>): RichText {
  const content = doc.content.flatMap((node): RichNode[] => {
    if (node.type !== 'picture') return [node];
    const attachmentId = renamed.get(String(node.attrs?.['attachmentId']));
    return attachmentId === undefined ? [] : [{ type: 'picture', attrs: { attachmentId } }];
  });
  return { type: 'doc', content };
}
