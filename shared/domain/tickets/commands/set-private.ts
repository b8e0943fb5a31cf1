import * as z from 'zod';
import type { Actor } from '../../kernel/command.ts';
import { changes, defineCommand, patch, ref, refuse, undecided } from '../../kernel/command.ts';
import { idSchema } from '../../kernel/ids.ts';
import { ticket } from '../entities.ts';
import { eventRow, touched, type Ticket } from '../rules.ts';

/** LST-08: a request becomes private, or its company's again, at any time, by its requester, an administrator or the vendor's side. */
export const setTicketPrivate = defineCommand({
  name: 'ticket.set_private',
  area: 'support',
  schema: 1,
  input: z.strictObject({ ticketId: idSchema, eventId: idSchema, private: z.boolean() }),
  reads: (input) => ({ ticket: ref(ticket, input.ticketId) }),
  decide: (found, input, ctx) => {
    if (found.ticket.state === 'absent') return refuse('ticket.unknown', 'state');
    if (found.ticket.state === 'unknown') return undecided();
    const row = found.ticket.row;
    if (!maySetPrivate(ctx.actor, row)) return refuse('ticket.private.not_yours', 'right');
    // Somebody else wanted the same: it is so.
    if (row.private === input.private) return changes([]);
    return changes([
      patch(ticket, row.id, { private: input.private, ...touched(row, ctx) }),
      input.private ? eventRow(input.eventId, row.id, 'made_private', {}, ctx) : eventRow(input.eventId, row.id, 'made_open', {}, ctx),
    ]);
  },
});

/** LST-08. */
export function maySetPrivate(actor: Pick<Actor, 'personId' | 'side' | 'roles'>, row: Pick<Ticket, 'requesterId'>): boolean {
  return actor.side === 'vendor' || actor.roles.includes('company_admin') || row.requesterId === actor.personId;
}
