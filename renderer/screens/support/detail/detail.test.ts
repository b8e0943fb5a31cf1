import { expect, test } from 'vitest';
import { richTextOf } from '#shared/domain/kernel/rich-text.ts';
import { DEFAULT_CALENDAR } from '#shared/domain/sla/calendar.ts';
import { replyToTicket } from '#shared/domain/tickets/commands/reply.ts';
import { REOPEN_WITHIN } from '#shared/domain/tickets/values.ts';
import type { MessageView, TicketDetail, TicketView } from '#shared/rpc/contract.ts';
import { abilitiesOn, priorityChoices } from './abilities.ts';
import { afterSending, EMPTY_REPLY, isReplyWorthKeeping, panelChanges, replyInput, storedReplyDraft } from './reply-draft.ts';
import { newFromOthers, timelineOf } from './timeline.ts';

const id = (last: number) => `0197a8a2-1111-7000-8000-${String(last).padStart(12, '0')}`;
const MARIO = id(1);
const ticket: TicketView = {
  id: id(9), rev: 1, tenant: id(8), tenantName: 'ROSSI SRL', sync: 'settled', number: 1472, title: 'Nota di accredito',
  description: richTextOf('Buon pomeriggio'), plain: 'Buon pomeriggio', type: 'assistance', area: 'management', priority: 'normal', blockingReason: null,
  status: 'in_progress', requesterId: MARIO, requesterName: 'MARIO ROSSI', contactId: MARIO, contactName: 'MARIO ROSSI', email: 'm@r.example',
  accountEmail: 'm@r.example', phone: '', contactPreference: 'web', operatorId: id(2), operatorName: 'N. RUGGERI', createdAt: 100, updatedAt: 100,
  lastReplyAt: 100, private: false, closedAt: null, relatedTo: null, capsule: null, fingerprint: null,
  plannedDays: 5, dueAt: null, pausedAt: null, pausedFor: 0, breachedAt: null, rating: null, ratingWords: null, ratedAt: null, solutionId: null, mergedInto: null,
};
const message = (number: number, at: number, more: Partial<MessageView> = {}): MessageView => ({
  id: id(number), rev: 1, ticketId: ticket.id, body: richTextOf('parole'), plain: 'parole', event: null, authorId: id(2), authorName: 'N. RUGGERI',
  authorSide: 'vendor', at, sync: 'settled', commandId: null, ...more,
});
const detail = (more: Partial<TicketDetail>): TicketDetail => ({ ticket, messages: [], notes: [], attachments: [], related: [], calendar: DEFAULT_CALENDAR, contacts: [], agents: [], closeAfterMinutes: 5, ...more });
const customer = { side: 'customer' as const, roles: ['user' as const] };
const vendor = { side: 'vendor' as const, roles: ['operator' as const] };

test('DET-01: the chat starts with the request and goes on by time, one\'s own words marked as such', () => {
  const chat = timelineOf(detail({ messages: [message(22, 300, { authorId: MARIO }), message(21, 200)] }), MARIO);
  expect(chat.map((entry) => [entry.kind, entry.id, 'mine' in entry && entry.mine])).toEqual([
    ['request', ticket.id, true],
    ['message', id(21), false],
    ['message', id(22), true],
  ]);
});

test('What is still in the outbox stands last, and an event follows the words it came with', () => {
  const event = { body: null, event: { code: 'closed', facts: {} } };
  const chat = timelineOf(detail({ messages: [message(31, 200, { sync: 'waiting' }), message(32, 400, event), message(33, 400)] }), MARIO);
  expect(chat.map((entry) => entry.id)).toEqual([ticket.id, id(33), id(32), id(31)]);
});

test('Only what others wrote since is announced', () => {
  const chat = timelineOf(detail({ messages: [message(41, 200), message(42, 300, { authorId: MARIO }), message(43, 400)] }), MARIO);
  expect(newFromOthers(chat, new Set([ticket.id, id(41)])).map((entry) => entry.id)).toEqual([id(43)]);
});

test('LST-09, DET-10: only an operator takes, moves, assigns and notes', () => {
  expect(abilitiesOn(ticket, customer, id(7), 0)).toMatchObject({ reply: true, edit: true, take: false, assign: false, moves: [], ask: false, note: false, create: true });
  expect(abilitiesOn(ticket, vendor, id(7), 0)).toMatchObject({ take: false, assign: true, moves: ['waiting_for_customer', 'in_development'], ask: true, note: true, create: false });
  expect(abilitiesOn({ ...ticket, status: 'unassigned', closedAt: null }, vendor, id(7), 0)).toMatchObject({ take: true, moves: [], ask: false });
});

test("LST-08: who opened it, the company's administrator and the vendor's side choose whether it is private, closed too", () => {
  const admin = { side: 'customer' as const, roles: ['company_admin' as const] };
  for (const one of [ticket, { ...ticket, status: 'closed' as const, closedAt: 1000 }]) {
    expect([abilitiesOn(one, customer, MARIO, 0), abilitiesOn(one, admin, id(7), 0), abilitiesOn(one, vendor, id(7), 0)].map(({ setPrivate }) => setPrivate)).toEqual([true, true, true]);
    expect(abilitiesOn(one, customer, id(7), 0).setPrivate).toBe(false);
  }
});

test('DET-07, DET-12: a closed ticket reopens within fifteen days, then a linked request takes its place', () => {
  const closed = { ...ticket, status: 'closed' as const, closedAt: 1000 };
  expect(abilitiesOn(closed, customer, id(7), 1000 + REOPEN_WITHIN)).toMatchObject({ closed: 'reopen', edit: false });
  expect(abilitiesOn(closed, customer, id(7), 1001 + REOPEN_WITHIN).closed).toBe('too_late');
});

test('DET-03: Bloccante is a choice only where the ticket already is', () => {
  expect(priorityChoices('normal')).toEqual(['low', 'normal', 'high']);
  expect(priorityChoices('blocking')).toContain('blocking');
});

test('DET-04: only what differs from the ticket goes with the reply', () => {
  const draft = { ...EMPTY_REPLY, priority: 'normal' as const, contactId: id(5) };
  expect(panelChanges(draft, ticket)).toEqual({ priority: null, contactId: id(5) });
  const input = replyInput({ ...draft, body: richTextOf('Grazie'), close: true, ask: true }, ticket, { messageId: id(6), eventId: id(7) }, false);
  expect(replyToTicket.input.safeParse(input).success).toBe(true);
  expect(input).toMatchObject({ close: true, ask: false, priority: null, contactId: id(5) });
});

test('TKT-14: a reply draft comes back, a broken one opens empty', () => {
  const draft = { ...EMPTY_REPLY, body: richTextOf('È la F/1025'), close: true };
  expect(storedReplyDraft(JSON.parse(JSON.stringify(draft)))).toEqual(draft);
  expect(storedReplyDraft('broken')).toEqual(EMPTY_REPLY);
  expect(isReplyWorthKeeping(EMPTY_REPLY)).toBe(false);
  expect(isReplyWorthKeeping(draft)).toBe(true);
  const file = { id: id(6), name: 'foto.png', size: 1, mime: 'image/png', sha256: 'a'.repeat(64) };
  for (const part of [{ files: [file] }, { priority: 'high' as const }, { contactId: id(5) }]) expect(isReplyWorthKeeping({ ...EMPTY_REPLY, ...part })).toBe(true);
});

test('TKT-14: what is typed while a reply is being saved stays in the box, and a note stays a note', () => {
  const sent = { ...EMPTY_REPLY, body: richTextOf('È la F/1025'), priority: 'high' as const, close: true };
  expect(afterSending(sent, sent, [])).toEqual(EMPTY_REPLY);
  const typedOn = { ...sent, body: richTextOf('È la F/1025, di ieri') };
  expect(afterSending(sent, typedOn, [])).toEqual({ ...EMPTY_REPLY, body: typedOn.body });
  expect(afterSending({ ...sent, note: true }, { ...typedOn, note: true }, [])).toMatchObject({ note: true, body: typedOn.body });
  const file = { id: id(6), name: 'foto.png', size: 1, mime: 'image/png', sha256: 'a'.repeat(64) };
  expect(afterSending(sent, { ...sent, files: [file] }, [])).toEqual({ ...EMPTY_REPLY, files: [file] });
  expect(afterSending({ ...sent, files: [file] }, { ...sent, files: [file] }, [])).toEqual(EMPTY_REPLY);
  expect(afterSending({ ...sent, files: [file] }, { ...sent, files: [file] }, ['priority', 'files'])).toEqual({ ...EMPTY_REPLY, priority: 'high', files: [file] });
});
