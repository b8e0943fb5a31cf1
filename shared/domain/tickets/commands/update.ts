import * as z from 'zod';
import { changes, defineCommand, patch, ref, refuse, undecided } from '../../kernel/command.ts';
import { idSchema } from '../../kernel/ids.ts';
import { membership, supportSettings } from '../../org/entities.ts';
import { ticket } from '../entities.ts';
import { contactChange, priorityChange } from '../panel.ts';
import { touched, type Ticket } from '../rules.ts';
import { calendarIn, levelAfter } from '../service-level.ts';
import { prioritySchema } from '../values.ts';

/** *Conferma* in the right panel: priority and contact person without a reply (DET-03, DET-04). */
export const updateTicket = defineCommand({
  name: 'ticket.update',
  area: 'support',
  schema: 1,
  input: z.strictObject({ ticketId: idSchema, priority: prioritySchema.nullable(), contactId: idSchema.nullable() }),
  rewrites: {
    ticket: {
      priority: (ticketId, priority) => ({ ticketId, priority, contactId: null }),
      contactId: (ticketId, contactId) => ({ ticketId, priority: null, contactId }),
    },
  },
  reads: (input, ctx) => ({
    ticket: ref(ticket, input.ticketId),
    contact: ref(membership, input.contactId ?? ctx.actor.personId),
    settings: ref(supportSettings, ctx.tenant),
  }),
  decide: (found, input, ctx) => {
    if (input.priority === null && input.contactId === null) return refuse('ticket.update.nothing', 'input');
    if (found.ticket.state === 'absent') return refuse('ticket.unknown', 'state');
    if (found.ticket.state === 'unknown') return undecided();
    const row = found.ticket.row;
    if (row.status === 'closed') return refuse('ticket.update.closed', 'state', { number: row.number ?? 0 });
    const values: Partial<Ticket> = touched(row, ctx);
    for (const change of [
      input.priority === null ? undefined : priorityChange(row, input.priority),
      input.contactId === null ? undefined : contactChange(found.contact),
    ]) {
      if (change === undefined) continue;
      if ('refusal' in change) return change.refusal;
      Object.assign(values, change.values);
    }
    return changes([patch(ticket, row.id, { ...values, ...levelAfter(row, values, calendarIn(found.settings), ctx.now) })]);
  },
});
