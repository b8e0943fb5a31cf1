import * as z from 'zod';
import { changes, children, defineCommand, insert, ref, refuse, undecided } from '../../kernel/command.ts';
import { idSchema } from '../../kernel/ids.ts';
import { richTextOf } from '../../kernel/rich-text.ts';
import { isBlank, line, lines } from '../../kernel/text.ts';
import { company, email, membership, supportSettings } from '../../org/entities.ts';
import { ticket } from '../entities.ts';
import { freshTicket } from '../fresh-ticket.ts';
import { eventRow, notice } from '../rules.ts';
import { calendarIn } from '../service-level.ts';
import { SITE_WRITER } from '../site-writer.ts';
import { requestAreaSchema, SITE_NAME_LIMIT, SITE_TEXT_LIMIT, TITLE_LIMIT } from '../values.ts';

/**
 * TKT-01: what somebody wrote in the form of the company's web site becomes a request (decision 0017). Whose address it is
 * nobody has proved: of one of the company's people the request is theirs all the same, so that the answer reaches their
 * desk, of anybody else it is nobody's; the first line of the chat says in both cases where it came from and as whom.
 */
export const receiveTicket = defineCommand({
  name: 'ticket.receive',
  area: 'support',
  schema: 1,
  input: z.strictObject({
    ticketId: idSchema,
    eventId: idSchema,
    title: line(TITLE_LIMIT),
    text: lines(SITE_TEXT_LIMIT),
    area: requestAreaSchema,
    name: line(SITE_NAME_LIMIT),
    email,
    phone: line(40),
    /** In which the form was filled in: its mails speak it. */
    language: z.enum(['it', 'en', 'ru']),
  }),
  reads: (input, ctx) => ({
    existing: ref(ticket, input.ticketId),
    company: ref(company, ctx.tenant),
    members: children(membership, 'companyId', ctx.tenant),
    settings: ref(supportSettings, ctx.tenant),
  }),
  decide: (found, input, ctx) => {
    if (found.existing.state === 'row') return refuse('ticket.create.exists', 'input');
    if (found.company.state === 'unknown' || found.members.state === 'unknown') return undecided();
    if (found.company.state === 'absent' || !found.company.row.siteForm) return refuse('site_form.closed', 'state');
    if (isBlank(input.name)) return refuse('site_form.name_required', 'input');
    if (isBlank(input.title)) return refuse('ticket.title.required', 'input');
    if (isBlank(input.text)) return refuse('ticket.description.required', 'input');
    const member = found.members.rows.find((one) => one.active && one.email.toLowerCase() === input.email.toLowerCase());
    const [requesterId, requesterName] = member ? [member.id, member.name] : [SITE_WRITER, input.name];
    const asked = {
      title: input.title,
      description: richTextOf(input.text),
      plain: input.text,
      type: 'assistance' as const,
      area: input.area,
      // TKT-10: nobody is there to justify more.
      priority: 'normal' as const,
      blockingReason: null,
      private: false,
      requesterId,
      requesterName,
      contactId: requesterId,
      contactName: requesterName,
      email: input.email,
      accountEmail: member?.email ?? input.email,
      phone: input.phone,
      contactPreference: 'web' as const,
      relatedTo: null,
      capsule: null,
      fingerprint: null,
    };
    const row = freshTicket(asked, calendarIn(found.settings), ctx.now);
    return changes(
      [insert(ticket, input.ticketId, row), eventRow(input.eventId, input.ticketId, 'from_site', { name: input.name, email: input.email }, ctx)],
      [],
      // Nothing of what was typed: whoever wrote it may have named an address that is somebody else's.
      [notice('site-received', row, { company: found.company.row.name, language: input.language })],
    );
  },
});
