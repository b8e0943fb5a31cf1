import * as z from 'zod';
import { idSchema, type Id } from '#shared/domain/kernel/ids.ts';
import { picturesIn } from '#shared/domain/kernel/rich-text.ts';
import { isBlank } from '#shared/domain/kernel/text.ts';
import { HIDDEN_KINDS, revealed } from '#shared/domain/tickets/capsule.ts';
import { capsuleSchema, chosenFileSchema } from '#shared/domain/tickets/entities.ts';
import { contactPreferenceSchema, prioritySchema, requestAreaSchema, requestTypeSchema } from '#shared/domain/tickets/values.ts';
import { cleanDoc, EMPTY_DOC, isEmptyDoc, withoutPictures } from '../editor/clean-doc.ts';

/** The kind of drafts that are unfinished requests (shared/rpc/contract.ts, Draft). */
export const TICKET_DRAFT = 'ticket.new';

const textField = z.string().catch('');

/**
 * A request while it is typed. The names are those of the `ticket.create` input, so that a request taken back from the
 * outbox (outbox.withdraw) opens here as it was; what that input does not have has a default. Never throws.
 */
export const ticketDraftSchema = z.object({
  title: textField,
  description: z.unknown().transform(cleanDoc),
  type: requestTypeSchema.catch('assistance'),
  area: requestAreaSchema.nullable().catch(null),
  priority: prioritySchema.catch('normal'),
  blocking: z
    .object({ workStopped: z.boolean().nullable().catch(null), cannotWait: z.boolean().nullable().catch(null), reason: textField })
    .nullable()
    .catch(null)
    .transform((answers) => answers ?? { workStopped: null, cannotWait: null, reason: '' }),
  email: textField,
  phone: textField,
  contactPreference: contactPreferenceSchema.catch('web'),
  /** LST-08. */
  private: z.boolean().catch(false),
  relatedTo: idSchema.nullable().catch(null),
  /** What the related request is called, for the line that says so. */
  relatedTitle: textField,
  capsule: capsuleSchema.nullable().catch(null),
  /** What was taken out of the capsule, and the labels of what the person put back; of all this nothing is sent but what is put back. */
  hidden: z.array(z.object({ label: z.string(), kind: z.enum(HIDDEN_KINDS), found: z.string() })).catch([]),
  shown: z.array(z.string()).catch([]),
  /** Off once the person chose *non inviare questi dati*; the capsule stays in the draft, to change one's mind. */
  sendCapsule: z.boolean().catch(true),
  files: z.array(chosenFileSchema.nullable().catch(null)).catch([]).transform((files) => files.filter((file) => file !== null)),
});
export type TicketDraft = z.output<typeof ticketDraftSchema>;

export function storedTicketDraft(content: unknown): TicketDraft {
  return ticketDraftSchema.parse({ description: null, ...(typeof content === 'object' ? content : null) });
}

/** An untouched form for this person (TKT-06: the account's e-mail is proposed). */
export function newTicketDraft(email: string): TicketDraft {
  return storedTicketDraft({ email, description: EMPTY_DOC });
}

/** Whether no word was written and no file chosen: no draft is kept of that. What the program filled in, and what one click chooses again, count for nothing. */
export function isUntouched(draft: TicketDraft, filledIn: TicketDraft): boolean {
  // A change makes new values of what it changes alone; comparing them again word by word would cost at every keystroke.
  const fields = Object.keys(filledIn) as (keyof TicketDraft)[]; // an object literal of that type has these keys
  if (fields.every((field) => draft[field] === filledIn[field])) return true;
  const noWords = [draft.title, draft.phone, draft.blocking.reason].every(isBlank) && draft.email === filledIn.email;
  return noWords && draft.files.length === 0 && draft.capsule === null && draft.relatedTo === null && isEmptyDoc(draft.description);
}

/** The `ticket.create` input as typed. The command checks it; `area` null is refused there by name. */
export function ticketInput(draft: TicketDraft, ticketId: Id) {
  const files = new Set(draft.files.map((file) => file.id));
  return {
    ticketId,
    title: draft.title,
    description: picturesIn(draft.description).length === 0 ? draft.description : withoutPictures(draft.description, files),
    type: draft.type,
    area: draft.area,
    priority: draft.priority,
    blocking:
      draft.priority === 'blocking'
        ? { workStopped: draft.blocking.workStopped === true, cannotWait: draft.blocking.cannotWait === true, reason: draft.blocking.reason }
        : null,
    email: draft.email.trim(),
    phone: draft.phone,
    contactPreference: draft.contactPreference,
    contactId: null,
    relatedTo: draft.relatedTo,
    capsule: draft.sendCapsule && draft.capsule ? revealed(draft.capsule, draft.hidden, draft.shown) : null,
    private: draft.private,
    files: draft.files,
  };
}

/** TKT-15: as the simple form sends it: what it does not ask is what is usual. The draft itself stays as it was typed. */
export function asSimple(draft: TicketDraft, email: string): TicketDraft {
  return { ...draft, type: 'assistance', area: draft.area ?? 'management', email, phone: '', contactPreference: 'web', private: false };
}

/** What the list of drafts shows where there is no title yet: the first words. */
export function draftTitle(draft: Pick<TicketDraft, 'title'>, plain: string): string {
  return (draft.title.trim() || (plain.split('\n').find((row) => row.trim() !== '') ?? '').trim()).slice(0, 200);
}

/** TKT-10: where the two questions stand. `no` means that Bloccante is not what this is. */
export function blockingAnswer(answers: TicketDraft['blocking']): 'open' | 'yes' | 'no' {
  if (answers.workStopped === false || answers.cannotWait === false) return 'no';
  return answers.workStopped && answers.cannotWait ? 'yes' : 'open';
}
