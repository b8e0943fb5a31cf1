import * as z from 'zod';
import type { Change, Remark } from '../../kernel/command.ts';
import { changes, defineCommand, insert, patch, ref, refuse, undecided } from '../../kernel/command.ts';
import { idSchema } from '../../kernel/ids.ts';
import { plainOf, richTextSchema } from '../../kernel/rich-text.ts';
import { membership, supportSettings } from '../../org/entities.ts';
import { chosenFileSchema, message, ticket } from '../entities.ts';
import { attachmentRows, author, eventRow, mayReopen, minutesBeforeClosing, notice, refuseFiles, type Ticket } from '../rules.ts';
import { prioritySchema } from '../values.ts';
import { contactChange, priorityChange } from './update.ts';

/**
 * DET-04, DET-05, DET-06, DET-07, DET-11, DET-12. The text is always delivered; a close that cannot be is a remark
 * (sync.md, A command, decided twice). A reply to a closed ticket must say `reopen`, since the person was asked.
 */
export const replyToTicket = defineCommand({
  name: 'ticket.reply',
  area: 'support',
  schema: 1,
  input: z.strictObject({
    ticketId: idSchema,
    messageId: idSchema,
    /** The chat line that says closed, reopened or waiting; written only if that happens. */
    eventId: idSchema,
    body: richTextSchema,
    close: z.boolean(),
    reopen: z.boolean(),
    /** Operator only: the answer asks for something, the ticket waits for the customer (LST-09). */
    ask: z.boolean(),
    priority: prioritySchema.nullable(),
    contactId: idSchema.nullable(),
    files: z.array(chosenFileSchema).max(100),
  }),
  reads: (input, ctx) => ({
    ticket: ref(ticket, input.ticketId),
    contact: ref(membership, input.contactId ?? ctx.actor.personId),
    settings: ref(supportSettings, ctx.tenant),
  }),
  decide: (found, input, ctx) => {
    const plain = plainOf(input.body);
    if (plain === '') return refuse('ticket.reply.empty', 'input');
    const wrongFile = refuseFiles(input.files);
    if (wrongFile) return wrongFile;
    if (found.ticket.state === 'absent') return refuse('ticket.unknown', 'state');
    if (found.ticket.state === 'unknown') return undecided();
    const row = found.ticket.row;
    const remarks: Remark[] = [];
    const rows: Change[] = [];
    const values: Partial<Ticket> = { updatedAt: ctx.now, lastReplyAt: ctx.now };
    const events: { code: string; facts: Record<string, string> }[] = [];

    if (row.status === 'closed' && !input.close) {
      if (row.closedAt !== null && !mayReopen(row.closedAt, ctx.arrival)) return refuse('ticket.reopen.too_late', 'state', { number: row.number ?? 0 });
      if (!input.reopen) return refuse('ticket.reply.closed', 'state', { number: row.number ?? 0 });
      values.status = row.operatorId === null ? 'unassigned' : 'in_progress';
      values.closedAt = null;
      events.push({ code: 'reopened', facts: {} });
    } else if (row.status === 'waiting_for_customer' && ctx.actor.side === 'customer') {
      values.status = 'in_progress';
    } else if (input.ask && ctx.actor.side === 'vendor' && row.status !== 'unassigned' && !input.close) {
      values.status = 'waiting_for_customer';
      events.push({ code: 'waiting_for_customer', facts: {} });
    }

    if (input.priority !== null && input.priority !== row.priority) {
      const change = priorityChange(row, input.priority);
      if ('refusal' in change) return change.refusal;
      Object.assign(values, change.values);
    }
    if (input.contactId !== null && input.contactId !== row.contactId) {
      const change = contactChange(found.contact);
      if ('refusal' in change) return change.refusal;
      Object.assign(values, change.values);
    }

    if (input.close && row.status !== 'closed') {
      if (found.settings.state === 'unknown') return undecided();
      const wait = minutesBeforeClosing(row.createdAt, found.settings.state === 'row' ? found.settings.row.closeAfterMinutes : 5, ctx.now);
      if (wait > 0) {
        remarks.push({ code: 'ticket.close.too_soon', facts: { minutes: wait } });
      } else {
        values.status = 'closed';
        values.closedAt = ctx.now;
        events.push({ code: 'closed', facts: {} });
      }
    }

    rows.push(insert(message, input.messageId, { ticketId: row.id, body: input.body, plain, event: null, ...author(ctx), at: ctx.now }));
    rows.push(...attachmentRows(input.files, row.id, input.messageId, ctx));
    const event = events.at(-1);
    if (event) rows.push(eventRow(input.eventId, row.id, event.code, event.facts, ctx));
    rows.push(patch(ticket, row.id, values));
    const template = values.status === 'closed' ? 'ticket-closed' : 'ticket-replied';
    return changes(rows, remarks, [notice(template, row, { title: row.title, number: row.number ?? 0, name: ctx.actor.name })]);
  },
});
