import * as z from 'zod';
import { changes, defineCommand, patch, ref, refuse, undecided } from '../../kernel/command.ts';
import { idSchema } from '../../kernel/ids.ts';
import { lines } from '../../kernel/text.ts';
import { ticket } from '../entities.ts';
import { touched } from '../rules.ts';
import { RATING_WORDS_LIMIT } from '../values.ts';

/** SLA-03: how it went, 1 to 5 and in words, asked of the requester when the request is closed; given once. */
export const rateTicket = defineCommand({
  name: 'ticket.rate',
  area: 'support',
  schema: 1,
  input: z.strictObject({ ticketId: idSchema, rating: z.int().min(1).max(5), words: lines(RATING_WORDS_LIMIT) }),
  reads: (input) => ({ ticket: ref(ticket, input.ticketId) }),
  decide: (found, input, ctx) => {
    if (found.ticket.state === 'absent') return refuse('ticket.unknown', 'state');
    if (found.ticket.state === 'unknown') return undecided();
    const row = found.ticket.row;
    if (row.requesterId !== ctx.actor.personId) return refuse('ticket.rate.requester_only', 'right', { name: row.requesterName });
    if (row.rating !== null) return refuse('ticket.rate.given', 'state');
    if (row.status !== 'closed') return refuse('ticket.rate.open', 'state');
    return changes([patch(ticket, row.id, { rating: input.rating, ratingWords: input.words.trim(), ratedAt: ctx.now, ...touched(row, ctx) })]);
  },
});
