import * as z from 'zod';
import { changes, defineCommand, patch, ref, refuse, undecided, type FoundRow } from '../../kernel/command.ts';
import { idSchema, type Id } from '../../kernel/ids.ts';
import { documentFile } from '../../library/entities.ts';
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

/** A file by its id: of a request, or of a document (DOC-01). */
const eitherFile = (id: Id) => ({ attachment: ref(attachment, id), documentFile: ref(documentFile, id) });
interface FoundFiles {
  readonly attachment: FoundRow<typeof attachment>;
  readonly documentFile: FoundRow<typeof documentFile>;
}

/** Whose it is, how it stands and how that is changed; a refusal where nobody knows it. */
function fileIn({ attachment: ofTicket, documentFile: ofDocument }: FoundFiles) {
  if (ofTicket.state === 'row') return { row: ofTicket.row, to: (state: FileState) => patch(attachment, ofTicket.row.id, { state }) };
  if (ofDocument.state === 'row') return { row: ofDocument.row, to: (state: FileState) => patch(documentFile, ofDocument.row.id, { state }) };
  return { refused: ofTicket.state === 'unknown' || ofDocument.state === 'unknown' ? undecided() : refuse('file.unknown', 'state') };
}
type FileState = 'available' | 'missing';

/** The author no longer wants a file sent whose words have gone already: whoever waits for it need not. */
export const giveUpAttachment = defineCommand({
  name: 'attachment.give_up',
  area: 'support',
  schema: 1,
  input: z.strictObject({ attachmentId: idSchema }),
  reads: (input) => eitherFile(input.attachmentId),
  decide: (found, _input, ctx) => {
    const file = fileIn(found);
    if (file.refused) return file.refused;
    if (file.row.byId !== ctx.actor.personId) return refuse('upload.not_yours', 'right');
    // The bytes were quicker: the file is there.
    return changes(file.row.state === 'arriving' ? [file.to('missing')] : []);
  },
});

/** The cloud's word on a file: all its bytes are here with the right hash, or they never came (sync.md, Attachments). */
export const settleAttachment = defineCommand({
  name: 'attachment.settle',
  area: 'support',
  schema: 1,
  input: z.strictObject({ attachmentId: idSchema, state: z.enum(['available', 'missing']) }),
  reads: (input) => eitherFile(input.attachmentId),
  decide: (found, input) => {
    const file = fileIn(found);
    if (file.refused) return file.refused;
    return changes(file.row.state === 'available' ? [] : [file.to(input.state)]);
  },
});
