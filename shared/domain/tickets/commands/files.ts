import * as z from 'zod';
import { changes, defineCommand, patch, ref, refuse, undecided } from '../../kernel/command.ts';
import { idSchema } from '../../kernel/ids.ts';
import { attachment, chosenFileSchema, ticket } from '../entities.ts';
import { attachmentRows, eventRow, refuseFiles, touched } from '../rules.ts';

/** DET-08: files to an open ticket without a reply. */
export const attachToTicket = defineCommand({
  name: 'ticket.attach',
  area: 'support',
  schema: 1,
  input: z.strictObject({ ticketId: idSchema, eventId: idSchema, files: z.array(chosenFileSchema).min(1).max(100) }),
  reads: (input) => ({ ticket: ref(ticket, input.ticketId) }),
  decide: (found, input, ctx) => {
    const wrongFile = refuseFiles(input.files);
    if (wrongFile) return wrongFile;
    if (found.ticket.state === 'absent') return refuse('ticket.unknown', 'state');
    if (found.ticket.state === 'unknown') return undecided();
    const row = found.ticket.row;
    if (row.status === 'closed') return refuse('ticket.update.closed', 'state', { number: row.number ?? 0 });
    return changes([
      eventRow(input.eventId, row.id, 'attached', { count: String(input.files.length) }, ctx),
      ...attachmentRows(input.files, row.id, input.eventId, ctx),
      patch(ticket, row.id, touched(row, ctx)),
    ]);
  },
});

/** The author no longer wants a file sent whose request has gone already: whoever waits for it need not. */
export const giveUpAttachment = defineCommand({
  name: 'attachment.give_up',
  area: 'support',
  schema: 1,
  input: z.strictObject({ attachmentId: idSchema }),
  reads: (input) => ({ attachment: ref(attachment, input.attachmentId) }),
  decide: (found, input, ctx) => {
    if (found.attachment.state === 'absent') return refuse('file.unknown', 'state');
    if (found.attachment.state === 'unknown') return undecided();
    const row = found.attachment.row;
    if (row.byId !== ctx.actor.personId) return refuse('upload.not_yours', 'right');
    // The bytes were quicker: the file is there.
    if (row.state !== 'arriving') return changes([]);
    return changes([patch(attachment, input.attachmentId, { state: 'missing' })]);
  },
});

/** The cloud's word on a file: all its bytes are here with the right hash, or they never came (sync.md, Attachments). */
export const settleAttachment = defineCommand({
  name: 'attachment.settle',
  area: 'support',
  schema: 1,
  input: z.strictObject({ attachmentId: idSchema, state: z.enum(['available', 'missing']) }),
  reads: (input) => ({ attachment: ref(attachment, input.attachmentId) }),
  decide: (found, input) => {
    if (found.attachment.state !== 'row') return refuse('file.unknown', 'state');
    if (found.attachment.row.state === 'available') return changes([]);
    return changes([patch(attachment, input.attachmentId, { state: input.state })]);
  },
});
