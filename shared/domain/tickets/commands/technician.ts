import * as z from 'zod';
import { changes, defineCommand, patch, ref, refuse, undecided } from '../../kernel/command.ts';
import { idSchema } from '../../kernel/ids.ts';
import { supportSettings } from '../../org/entities.ts';
import { message, ticket } from '../entities.ts';
import { eventRow, mergedNotice, notice, touched } from '../rules.ts';
import { calendarIn, levelAfter } from '../service-level.ts';
import { isFromOutside } from '../site-writer.ts';

/** DET-10: the message that solved it stands on top; null for none. `seen` is the one that stood there before. */
export const markSolution = defineCommand({
  name: 'ticket.mark_solution',
  area: 'support',
  schema: 1,
  input: z.strictObject({ ticketId: idSchema, messageId: idSchema.nullable(), seen: idSchema.nullable() }),
  reads: (input) => ({ ticket: ref(ticket, input.ticketId), message: ref(message, input.messageId ?? input.ticketId) }),
  decide: (found, input, ctx) => {
    if (found.ticket.state === 'absent') return refuse('ticket.unknown', 'state');
    if (found.ticket.state === 'unknown') return undecided();
    const row = found.ticket.row;
    if (row.solutionId !== input.seen) return refuse('ticket.solution.changed', 'state');
    if (input.messageId !== null) {
      if (found.message.state === 'unknown') return undecided();
      // A line that says what happened solves nothing, nor does what was written elsewhere.
      const fits = found.message.state === 'row' && found.message.row.ticketId === row.id && found.message.row.event === null;
      if (!fits) return refuse('ticket.solution.unknown', 'state');
    }
    const isAnswer = found.message.state === 'row' && input.messageId !== null && found.message.row.authorSide === 'vendor';
    return changes([patch(ticket, row.id, { solutionId: input.messageId, ...touched(row, ctx) })], [], isAnswer ? [mergedNotice(row, null, ctx)] : []);
  },
});

/**
 * DET-10: two requests about the same thing become one. The target goes on; the other closes with a link, at once (the
 * minutes of DET-06 are for whoever thinks it solved), and its people are told where it goes on.
 */
export const mergeTicket = defineCommand({
  name: 'ticket.merge',
  area: 'support',
  schema: 1,
  input: z.strictObject({ ticketId: idSchema, targetId: idSchema, eventId: idSchema, targetEventId: idSchema }),
  reads: (input, ctx) => ({ ticket: ref(ticket, input.ticketId), target: ref(ticket, input.targetId), settings: ref(supportSettings, ctx.tenant) }),
  decide: (found, input, ctx) => {
    if (input.ticketId === input.targetId) return refuse('ticket.merge.same', 'input');
    if (found.ticket.state === 'absent' || found.target.state === 'absent') return refuse('ticket.unknown', 'state');
    if (found.ticket.state === 'unknown' || found.target.state === 'unknown') return undecided();
    const [row, target] = [found.ticket.row, found.target.row];
    if (row.status === 'closed') return refuse('ticket.update.closed', 'state', { number: row.number ?? 0 });
    if (target.status === 'closed') return refuse('ticket.merge.target_closed', 'state');
    // LST-08: each names the other in its chat and its mail, for other people's eyes.
    if ((row.private || target.private) && !(row.private && target.private && row.requesterId === target.requesterId)) return refuse('ticket.merge.private', 'state');
    const closing = { status: 'closed' as const, closedAt: ctx.arrival };
    const about = { title: row.title, number: row.number ?? 0 };
    return changes(
      [
        patch(ticket, row.id, { ...closing, mergedInto: target.id, ...touched(row, ctx), ...levelAfter(row, closing, calendarIn(found.settings), ctx.now) }),
        eventRow(input.eventId, row.id, 'merged_into', { title: target.title }, ctx),
        patch(ticket, target.id, touched(target, ctx)),
        eventRow(input.targetEventId, target.id, 'merged_from', { title: row.title }, ctx),
      ],
      [],
      // Whoever has no desk here cannot go there, and is not told what others have written (TKT-01).
      [
        isFromOutside(row) ? notice('site-merged', row, about) : notice('ticket-merged', row, { ...about, target: target.title, targetNumber: target.number ?? 0 }),
        // What was solved before is not told again to whoever was merged before.
        ...(target.solutionId === null ? [] : [mergedNotice(target, row.id, ctx)]),
      ],
    );
  },
});
