import * as z from 'zod';
import { changes, defineCommand, insert, ref, refuse } from '../../kernel/command.ts';
import { idSchema } from '../../kernel/ids.ts';
import { plainOf, richTextSchema } from '../../kernel/rich-text.ts';
import { isBlank, line } from '../../kernel/text.ts';
import { email, membership, supportSettings } from '../../org/entities.ts';
import { fingerprintOf } from '../capsule.ts';
import { capsuleSchema, chosenFileSchema, ticket } from '../entities.ts';
import { freshTicket } from '../fresh-ticket.ts';
import { contactChange } from '../panel.ts';
import { attachmentRows, nameOf, notice, refuseFiles, refusePictures } from '../rules.ts';
import { calendarIn } from '../service-level.ts';
import { contactPreferenceSchema, prioritySchema, requestAreaSchema, requestTypeSchema, TITLE_LIMIT } from '../values.ts';

/** TKT-05…TKT-13, TKT-15. The row is the requester's own: name and account address come from the actor, never from the input. */
export const createTicket = defineCommand({
  name: 'ticket.create',
  area: 'support',
  schema: 2,
  input: z.strictObject({
    ticketId: idSchema,
    title: line(TITLE_LIMIT),
    description: richTextSchema,
    type: requestTypeSchema,
    area: requestAreaSchema,
    priority: prioritySchema,
    /** TKT-10: the two guiding questions and the reason; only for a blocking request. */
    blocking: z.strictObject({ workStopped: z.boolean(), cannotWait: z.boolean(), reason: line(500) }).nullable(),
    email,
    phone: line(40),
    contactPreference: contactPreferenceSchema,
    contactId: idSchema.nullable(),
    relatedTo: idSchema.nullable(),
    capsule: capsuleSchema.nullable(),
    /** LST-08. */
    private: z.boolean(),
    files: z.array(chosenFileSchema).max(100),
  }),
  reads: (input, ctx) => ({
    existing: ref(ticket, input.ticketId),
    contact: ref(membership, input.contactId ?? ctx.actor.personId),
    settings: ref(supportSettings, ctx.tenant),
  }),
  decide: ({ existing, contact, settings }, input, ctx) => {
    if (existing.state === 'row') return refuse('ticket.create.exists', 'input');
    if (isBlank(input.title)) return refuse('ticket.title.required', 'input');
    const plain = plainOf(input.description);
    // TKT-15: where the form is the simple one, the title alone must be there.
    const simple = settings.state === 'row' && settings.row.simpleForm;
    if (isBlank(plain) && !simple) return refuse('ticket.description.required', 'input');
    // TKT-07
    if (input.contactPreference === 'phone' && isBlank(input.phone)) return refuse('ticket.phone.required', 'input');
    const wrongFile = refuseFiles(input.files) ?? refusePictures(input.description, input.files);
    if (wrongFile) return wrongFile;
    const blocking = input.priority === 'blocking';
    // TKT-10
    if (blocking && !(input.blocking?.workStopped && input.blocking.cannotWait)) return refuse('ticket.blocking.not_justified', 'input');
    if (blocking && isBlank(input.blocking?.reason ?? '')) return refuse('ticket.blocking.reason_required', 'input');
    const requester = nameOf(ctx.actor);
    // DET-02: the requester, unless a colleague was named.
    const chosen =
      input.contactId === null || input.contactId === ctx.actor.personId
        ? { values: { contactId: ctx.actor.personId, contactName: requester } }
        : contactChange(contact);
    if ('refusal' in chosen) return chosen.refusal;

    const asked = {
      title: input.title,
      description: input.description,
      plain,
      type: input.type,
      area: input.area,
      priority: input.priority,
      blockingReason: blocking ? (input.blocking?.reason ?? null) : null,
      private: input.private,
      requesterId: ctx.actor.personId,
      requesterName: requester,
      ...chosen.values,
      email: input.email,
      accountEmail: ctx.actor.email,
      phone: input.phone,
      contactPreference: input.contactPreference,
      relatedTo: input.relatedTo,
      capsule: input.capsule,
      fingerprint: input.capsule && fingerprintOf(input.capsule),
    };
    const row = freshTicket(asked, calendarIn(settings), ctx.now);
    return changes(
      [insert(ticket, input.ticketId, row), ...attachmentRows(input.files, input.ticketId, null, ctx)],
      [],
      [notice('ticket-created', row, { title: input.title, name: requester })],
    );
  },
});
