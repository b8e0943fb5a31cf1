import { expect, test } from 'vitest';
import { richTextOf } from '#shared/domain/kernel/rich-text.ts';
import { createTicket } from '#shared/domain/tickets/commands/create.ts';
import { ATTACHMENT_LIMIT } from '#shared/domain/tickets/values.ts';
import { actorOf, checkTicket } from './check-ticket.ts';
import { asSimple, blockingAnswer, draftTitle, isUntouched, newTicketDraft, storedTicketDraft, ticketInput, type TicketDraft } from './ticket-draft.ts';

const ID = '0197a8a2-1111-7000-8000-000000000001';
const actor = actorOf({ id: ID, name: 'MARIO ROSSI', email: 'mario.rossi@rossisrl.example' }, { side: 'customer', roles: ['user'] });
const check = (draft: TicketDraft) => checkTicket(draft, actor, ID, 0).map(({ field, code }) => `${field}: ${code}`);
const full: TicketDraft = {
  ...newTicketDraft(actor.email),
  area: 'administrative',
  title: 'Domanda su esito Fattura Elettronica',
  description: richTextOf('Buongiorno, apro il programma consolle fattura elettronica.'),
};
const file = (size: number) => ({ id: ID, name: 'schermata.png', size, mime: 'image/png', sha256: 'a'.repeat(64) });

test('A full form has nothing wrong, and its input is what the command takes', () => {
  expect(check(full)).toEqual([]);
  expect(createTicket.input.safeParse(ticketInput(full, ID)).success).toBe(true);
});

test('Every wrong field is named at once, in the order of the form', () => {
  const empty = { ...newTicketDraft('nobody'), contactPreference: 'phone' as const };
  expect(check(empty)).toEqual([
    'email: ticket.email.invalid',
    'phone: ticket.phone.required',
    'area: ticket.area.invalid',
    'title: ticket.title.required',
    'description: ticket.description.required',
  ]);
});

test('TKT-08, TKT-09: help is proposed and no area; what was chosen is what is sent', () => {
  expect(newTicketDraft(actor.email)).toMatchObject({ type: 'assistance', area: null });
  for (const type of ['assistance', 'appointment'] as const) expect(ticketInput({ ...full, type }, ID).type).toBe(type);
  for (const area of ['administrative', 'management', 'systems'] as const) expect(ticketInput({ ...full, area }, ID).area).toBe(area);
});

test('TKT-11: title and text go as they were typed; of the pictures in the text those whose file goes along', () => {
  const shown = (attachmentId: string) => ({ type: 'picture', attrs: { attachmentId } });
  const gone = ID.replace(/1$/, '2');
  const description = { type: 'doc' as const, content: [...full.description.content, shown(ID), shown(gone)] };
  const input = ticketInput({ ...full, description, files: [file(12)] }, ID);
  expect(input).toMatchObject({ title: full.title, description: { content: [...full.description.content, shown(ID)] }, files: [{ id: ID }] });
  expect(ticketInput(full, ID).description).toEqual(full.description);
});

test('TKT-07: the phone is required only with Telefono', () => {
  expect(check({ ...full, contactPreference: 'phone' })).toEqual(['phone: ticket.phone.required']);
  expect(check({ ...full, contactPreference: 'phone', phone: '0541 1234' })).toEqual([]);
});

test('TKT-10: Bloccante wants both answers and a reason', () => {
  const blocking = (answers: Partial<TicketDraft['blocking']>): TicketDraft => ({ ...full, priority: 'blocking', blocking: { workStopped: null, cannotWait: null, reason: '', ...answers } });
  expect(check(blocking({}))).toEqual(['blocking: ticket.blocking.not_justified']);
  expect(check(blocking({ workStopped: true, cannotWait: true }))).toEqual(['blocking: ticket.blocking.reason_required']);
  expect(check(blocking({ workStopped: true, cannotWait: true, reason: 'Il corriere aspetta' }))).toEqual([]);
  // The questions stand above the area: the focus goes to them first.
  expect(check({ ...blocking({ workStopped: true, cannotWait: true }), area: null })).toEqual(['blocking: ticket.blocking.reason_required', 'area: ticket.area.invalid']);
  expect(blockingAnswer({ workStopped: true, cannotWait: null, reason: '' })).toBe('open');
  expect(blockingAnswer({ workStopped: true, cannotWait: false, reason: '' })).toBe('no');
  expect(blockingAnswer({ workStopped: true, cannotWait: true, reason: '' })).toBe('yes');
});

test('TKT-11 and TKT-12: a text or a file over its limit is named', () => {
  expect(check({ ...full, description: richTextOf('parola '.repeat(20_000)) })).toEqual(['description: rich_text.too_long']);
  expect(check({ ...full, files: [file(ATTACHMENT_LIMIT)] })).toEqual(['files: file.too_large']);
  expect(check({ ...full, files: [file(0)] })).toEqual(['files: file.empty']);
  expect(check({ ...full, files: [file(ATTACHMENT_LIMIT - 1)] })).toEqual([]);
});

test('TKT-14: a draft comes back as it was typed; a request taken back from the outbox opens too', () => {
  const typed: TicketDraft = { ...full, priority: 'blocking', blocking: { workStopped: true, cannotWait: null, reason: 'spedizione' }, files: [file(12)], sendCapsule: false };
  expect(storedTicketDraft(JSON.parse(JSON.stringify(typed)))).toEqual(typed);
  const takenBack = storedTicketDraft(ticketInput(full, ID));
  expect(ticketInput(takenBack, ID)).toEqual(ticketInput(full, ID));
});

test('TKT-14: a broken draft opens with what can still be read', () => {
  const broken = storedTicketDraft({ title: 'Resta', type: 'x', files: [{ id: 'no' }, file(3)], capsule: 'no', description: 4 });
  expect(broken).toMatchObject({ title: 'Resta', type: 'assistance', capsule: null, files: [file(3)] });
  expect(storedTicketDraft(null)).toEqual(newTicketDraft(''));
});

test('TKT-14: every word typed is kept as a draft, in whichever field; a choice alone is not', () => {
  const blank = newTicketDraft(actor.email);
  expect(isUntouched({ ...blank, area: 'systems', priority: 'high', type: 'appointment', contactPreference: 'phone' }, blank)).toBe(true);
  expect(isUntouched({ ...blank, email: 'altro@rossisrl.example' }, blank)).toBe(false);
  expect(isUntouched({ ...blank, phone: '0541 123456' }, blank)).toBe(false);
  expect(isUntouched({ ...blank, priority: 'blocking', blocking: { workStopped: true, cannotWait: true, reason: 'Il corriere aspetta' } }, blank)).toBe(false);
  expect(isUntouched(full, blank)).toBe(false);
  const filledIn = { ...blank, title: 'Il registro è chiuso' };
  expect(isUntouched(filledIn, filledIn)).toBe(true);
  expect(isUntouched({ ...filledIn, area: 'systems' }, filledIn)).toBe(false);
  expect(draftTitle({ title: ' ' }, '\n Buongiorno, \nnon va')).toBe('Buongiorno,');
});

test('TKT-03: data that the person chose not to send stays out of the request', () => {
  const capsule = {
    at: 1, code: 'x', summary: '', program: '', programVersion: '', fileVersion: '', system: '', architecture: '', database: '', hardware: '', screen: '', record: '', steps: [], log: [], redactions: 0,
  };
  expect(ticketInput({ ...full, capsule }, ID).capsule).toEqual(capsule);
  expect(ticketInput({ ...full, capsule, sendCapsule: false }, ID).capsule).toBeNull();
});

test('TKT-03: what the person put back goes in clear, and nothing else of what was hidden', () => {
  const capsule = {
    at: 1, code: 'x', summary: 'Di ‹e-mail 1› e ‹e-mail 2›', program: '', programVersion: '', fileVersion: '', system: '', architecture: '', database: '', hardware: '', screen: '', record: '', steps: [], log: [], redactions: 2,
  };
  const hidden = [1, 2].map((number) => ({ label: `‹e-mail ${number}›`, kind: 'email' as const, found: `p${number}@rossisrl.example` }));
  const input = JSON.stringify(ticketInput({ ...full, capsule, hidden, shown: ['‹e-mail 2›'] }, ID));
  expect(input).toContain('Di ‹e-mail 1› e p2@rossisrl.example');
  expect(input).not.toContain('p1@rossisrl.example');
});

test('TKT-15: the simple form wants a title alone, sends what is usual for what it does not ask, and leaves the draft as it was', () => {
  const typed: TicketDraft = { ...newTicketDraft('altro@rossisrl.example'), contactPreference: 'phone', type: 'appointment' };
  const simple = (draft: TicketDraft) => checkTicket(asSimple(draft, actor.email), actor, ID, 0, true).map(({ field, code }) => `${field}: ${code}`);
  expect(simple(typed)).toEqual(['title: ticket.title.required']);
  expect(simple({ ...typed, title: 'Pubblicare il bando' })).toEqual([]);
  expect(simple({ ...typed, title: 'Pubblicare il bando', priority: 'blocking' })).toEqual(['blocking: ticket.blocking.not_justified']);
  const input = ticketInput(asSimple({ ...typed, title: 'Pubblicare il bando' }, actor.email), ID);
  expect(input).toMatchObject({ title: 'Pubblicare il bando', type: 'assistance', area: 'management', priority: 'normal', email: actor.email, phone: '', contactPreference: 'web', private: false });
  expect(createTicket.input.safeParse(input).success).toBe(true);
  expect([typed.area, typed.type]).toEqual([null, 'appointment']);
});
