import * as z from 'zod';
import { changes, defineCommand, insert, patch, ref, refuse, undecided } from '../../kernel/command.ts';
import { idSchema } from '../../kernel/ids.ts';
import { richTextOf } from '../../kernel/rich-text.ts';
import { email, supportSettings } from '../../org/entities.ts';
import { wallOf } from '../../sla/zone-time.ts';
import { internalNote, ticket } from '../entities.ts';
import { author } from '../rules.ts';
import { calendarIn, recounted } from '../service-level.ts';

/**
 * SLA-02: the cloud's clock says that a due date has passed. Told once for each due date, and only where it still is the
 * ticket's: what was answered, paused or moved meanwhile changes nothing. `to`: who is told by mail.
 */
export const breachTicket = defineCommand({
  name: 'ticket.breach',
  area: 'support',
  schema: 1,
  input: z.strictObject({ ticketId: idSchema, noteId: idSchema, dueAt: z.int(), to: z.array(email).max(50) }),
  reads: (input, ctx) => ({ ticket: ref(ticket, input.ticketId), settings: ref(supportSettings, ctx.tenant) }),
  decide: (found, input, ctx) => {
    if (found.ticket.state === 'absent') return refuse('ticket.unknown', 'state');
    if (found.ticket.state === 'unknown') return undecided();
    const row = found.ticket.row;
    const passed = row.status !== 'closed' && row.pausedAt === null && row.breachedAt === null && row.dueAt === input.dueAt && ctx.now > input.dueAt;
    if (!passed) return changes([]);
    const due = new Date(wallOf(input.dueAt, calendarIn(found.settings).zone)).toISOString().slice(0, 16).replace('T', ' ');
    const { authorId, authorName } = author(ctx);
    return changes(
      [
        patch(ticket, row.id, { breachedAt: input.dueAt }),
        insert(internalNote, input.noteId, { ticketId: row.id, body: richTextOf(''), plain: '', authorId, authorName, at: ctx.now, event: { code: 'overdue', facts: {} } }),
      ],
      [],
      input.to.length === 0 ? [] : [{ template: 'ticket-overdue', to: input.to, facts: { title: row.title, number: row.number ?? 0, due } }],
    );
  },
});

/** SLA-01: the vendor's calendar has changed; what is open is counted by the new one. */
export const recountTicket = defineCommand({
  name: 'ticket.recount',
  area: 'support',
  schema: 1,
  input: z.strictObject({ ticketId: idSchema }),
  reads: (input, ctx) => ({ ticket: ref(ticket, input.ticketId), settings: ref(supportSettings, ctx.tenant) }),
  decide: (found, _input, _ctx) => {
    if (found.ticket.state === 'absent') return refuse('ticket.unknown', 'state');
    if (found.ticket.state === 'unknown') return undecided();
    const row = found.ticket.row;
    const level = row.status === 'closed' ? {} : recounted(row, calendarIn(found.settings));
    return changes(Object.keys(level).length === 0 ? [] : [patch(ticket, row.id, level)]);
  },
});
