import * as z from 'zod';
import { changes, defineCommand, insert, patch, ref, refuse, undecided } from '../../kernel/command.ts';
import { idSchema } from '../../kernel/ids.ts';
import { plainOf, richTextSchema } from '../../kernel/rich-text.ts';
import { isBlank } from '../../kernel/text.ts';
import { agent, supportSettings } from '../../org/entities.ts';
import { internalNote, ticket } from '../entities.ts';
import { author, eventRow, mayMove, nameOf, refusePictures, touched } from '../rules.ts';
import { calendarIn, levelAfter } from '../service-level.ts';
import { statusSchema } from '../values.ts';

/** LST-09: Non assegnato → In attesa, with the taker as operator. */
export const takeTicket = defineCommand({
  name: 'ticket.take',
  area: 'support',
  schema: 1,
  input: z.strictObject({ ticketId: idSchema, eventId: idSchema }),
  reads: (input) => ({ ticket: ref(ticket, input.ticketId) }),
  decide: (found, input, ctx) => {
    if (found.ticket.state === 'absent') return refuse('ticket.unknown', 'state');
    if (found.ticket.state === 'unknown') return undecided();
    const row = found.ticket.row;
    if (row.status === 'closed') return refuse('ticket.update.closed', 'state', { number: row.number ?? 0 });
    if (row.status !== 'unassigned') return refuse('ticket.take.taken', 'state', { number: row.number ?? 0, name: row.operatorName ?? '' });
    const name = nameOf(ctx.actor);
    return changes([
      patch(ticket, row.id, { status: 'in_progress', operatorId: ctx.actor.personId, operatorName: name, ...touched(row, ctx) }),
      eventRow(input.eventId, row.id, 'taken', { name }, ctx),
    ]);
  },
});

/** DET-10: hand a ticket to a colleague who serves this customer. */
export const assignTicket = defineCommand({
  name: 'ticket.assign',
  area: 'support',
  schema: 1,
  input: z.strictObject({ ticketId: idSchema, eventId: idSchema, operatorId: idSchema }),
  reads: (input) => ({ ticket: ref(ticket, input.ticketId), agent: ref(agent, input.operatorId) }),
  decide: (found, input, ctx) => {
    if (found.ticket.state === 'absent') return refuse('ticket.unknown', 'state');
    if (found.ticket.state === 'unknown' || found.agent.state === 'unknown') return undecided();
    if (found.agent.state === 'absent' || !found.agent.row.active) return refuse('ticket.assign.unknown', 'state');
    const row = found.ticket.row;
    if (row.status === 'closed') return refuse('ticket.update.closed', 'state', { number: row.number ?? 0 });
    const { id, name } = found.agent.row;
    if (row.operatorId === id) return refuse('ticket.assign.same', 'state', { number: row.number ?? 0, name });
    return changes([
      patch(ticket, row.id, {
        operatorId: id,
        operatorName: name,
        ...(row.status === 'unassigned' ? { status: 'in_progress' as const } : {}),
        ...touched(row, ctx),
      }),
      eventRow(input.eventId, row.id, 'assigned', { name }, ctx),
    ]);
  },
});

/** LST-09: ask, hand over to development, and back. */
export const setTicketStatus = defineCommand({
  name: 'ticket.set_status',
  area: 'support',
  schema: 1,
  input: z.strictObject({ ticketId: idSchema, eventId: idSchema, status: statusSchema }),
  reads: (input, ctx) => ({ ticket: ref(ticket, input.ticketId), settings: ref(supportSettings, ctx.tenant) }),
  decide: (found, input, ctx) => {
    if (found.ticket.state === 'absent') return refuse('ticket.unknown', 'state');
    if (found.ticket.state === 'unknown') return undecided();
    const row = found.ticket.row;
    if (!mayMove(row.status, input.status)) return refuse('ticket.status.not_allowed', 'state', { from: row.status, to: input.status });
    return changes([
      patch(ticket, row.id, { status: input.status, ...touched(row, ctx), ...levelAfter(row, { status: input.status }, calendarIn(found.settings), ctx.now) }),
      eventRow(input.eventId, row.id, input.status, {}, ctx),
    ]);
  },
});

/** DET-10: seen by the vendor's people only. */
export const noteOnTicket = defineCommand({
  name: 'ticket.note',
  area: 'support',
  schema: 1,
  input: z.strictObject({ ticketId: idSchema, noteId: idSchema, body: richTextSchema }),
  reads: (input) => ({ ticket: ref(ticket, input.ticketId) }),
  decide: (found, input, ctx) => {
    const plain = plainOf(input.body);
    if (isBlank(plain)) return refuse('ticket.note.empty', 'input');
    // It carries no files: a request's files are its customer's to see.
    const wrongPicture = refusePictures(input.body, []);
    if (wrongPicture) return wrongPicture;
    if (found.ticket.state === 'absent') return refuse('ticket.unknown', 'state');
    if (found.ticket.state === 'unknown') return undecided();
    const { authorId, authorName } = author(ctx);
    return changes([insert(internalNote, input.noteId, { ticketId: input.ticketId, body: input.body, plain, authorId, authorName, at: ctx.now, event: null })]);
  },
});
