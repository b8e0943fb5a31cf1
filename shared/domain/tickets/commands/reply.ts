import * as z from 'zod';
import type { Change, Remark } from '../../kernel/command.ts';
import { changes, defineCommand, insert, patch, ref, refuse, undecided } from '../../kernel/command.ts';
import { idSchema } from '../../kernel/ids.ts';
import { plainOf, richTextSchema } from '../../kernel/rich-text.ts';
import { isBlank } from '../../kernel/text.ts';
import { membership, supportSettings } from '../../org/entities.ts';
import { chosenFileSchema, message, ticket } from '../entities.ts';
import { contactChange, priorityChange } from '../panel.ts';
import { attachmentRows, author, eventRow, mayReopen, mergedNotice, minutesBeforeClosing, nameOf, notice, refuseFiles, refusePictures, touched, type Ticket } from '../rules.ts';
import { calendarIn, levelAfter } from '../service-level.ts';
import { isFromOutside } from '../site-writer.ts';
import { DEFAULT_CLOSE_AFTER_MINUTES, prioritySchema } from '../values.ts';

/**
 * DET-04, DET-05, DET-06, DET-07, DET-11, DET-12. The text is always delivered; what cannot be done beside it (closing,
 * asking, a contact person who has left) is a remark (sync.md, A command, decided twice). A reply to a closed ticket
 * must say `reopen`, since the person was asked; one that closes leaves it closed.
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
    if (isBlank(plain)) return refuse('ticket.reply.empty', 'input');
    if (input.ask && ctx.actor.side !== 'vendor') return refuse('ticket.ask.operator_only', 'right');
    const wrongFile = refuseFiles(input.files) ?? refusePictures(input.body, input.files);
    if (wrongFile) return wrongFile;
    if (found.ticket.state === 'absent') return refuse('ticket.unknown', 'state');
    if (found.ticket.state === 'unknown') return undecided();
    const row = found.ticket.row;
    const number = row.number ?? 0;
    const remarks: Remark[] = [];
    const events: string[] = [];
    const values: Partial<Ticket> = { ...touched(row, ctx), lastReplyAt: Math.max(row.lastReplyAt, ctx.now) };

    if (row.status === 'closed' && !input.close) {
      // DET-10: what was merged goes on elsewhere; the box offers to write there.
      if (row.mergedInto !== null) return refuse('ticket.reply.merged', 'state');
      if (row.closedAt !== null && !mayReopen(row.closedAt, ctx.arrival)) return refuse('ticket.reopen.too_late', 'state', { number });
      if (!input.reopen) return refuse('ticket.reply.closed', 'state', { number });
      values.status = row.operatorId === null ? 'unassigned' : 'in_progress';
      values.closedAt = null;
      events.push('reopened');
    } else if (row.status === 'waiting_for_customer' && ctx.actor.side === 'customer') {
      values.status = 'in_progress';
    }

    if (input.close && row.status !== 'closed') {
      if (found.settings.state === 'unknown') return undecided();
      const minutes = found.settings.state === 'row' ? found.settings.row.closeAfterMinutes : DEFAULT_CLOSE_AFTER_MINUTES;
      const wait = minutesBeforeClosing(row.createdAt, minutes, ctx.now);
      if (wait > 0) {
        remarks.push({ code: 'ticket.close.too_soon', facts: { minutes: wait } });
      } else {
        values.status = 'closed';
        // DET-07 counts from here by arrival: a close typed offline weeks ago can still be reopened.
        values.closedAt = ctx.arrival;
        events.push('closed');
      }
    }
    // LST-09: what is closed asks nothing, and what nobody has taken waits for nobody.
    const status = values.status ?? row.status;
    if (input.ask && status === 'unassigned') {
      remarks.push({ code: 'ticket.ask.unassigned', facts: {} });
    } else if (input.ask && status !== 'closed') {
      values.status = 'waiting_for_customer';
      if (row.status !== 'waiting_for_customer') events.push('waiting_for_customer');
    }

    if (input.priority !== null && input.priority !== row.priority) {
      const change = priorityChange(row, input.priority);
      if ('refusal' in change) return change.refusal;
      Object.assign(values, change.values);
    }
    if (input.contactId !== null && input.contactId !== row.contactId) {
      const change = contactChange(found.contact);
      if ('values' in change) Object.assign(values, change.values);
      else if (change.refusal.kind === 'refused') remarks.push({ code: change.refusal.refusal.code, facts: change.refusal.refusal.facts });
      else return change.refusal;
    }

    // A reopened ticket that asks at once says in its chat that it was reopened; its status says that it waits.
    const event = events[0];
    const rows: Change[] = [
      insert(message, input.messageId, { ticketId: row.id, body: input.body, plain, event: null, ...author(ctx), at: ctx.now }),
      ...attachmentRows(input.files, row.id, input.messageId, ctx),
      ...(event === undefined ? [] : [eventRow(input.eventId, row.id, event, {}, ctx)]),
      patch(ticket, row.id, { ...values, ...levelAfter(row, values, calendarIn(found.settings), ctx.now) }),
    ];
    const outside = isFromOutside(row);
    const template = outside ? 'site-replied' : values.status === 'closed' ? 'ticket-closed' : 'ticket-replied';
    // Whoever has no desk here reads the answer itself (TKT-01).
    const told = notice(template, row, { title: row.title, number, name: nameOf(ctx.actor), ...(outside ? { answer: plain } : {}) });
    // Nobody needs a mail about what they have just written themselves.
    const to = told.to.filter((address) => address.toLowerCase() !== ctx.actor.email.toLowerCase());
    // A solution that was marked has been told.
    const merged = values.status === 'closed' && row.solutionId === null ? [mergedNotice(row, null, ctx)] : [];
    return changes(rows, remarks, [...(to.length === 0 ? [] : [{ ...told, to }]), ...merged]);
  },
});
