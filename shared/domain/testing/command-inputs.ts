import fc from 'fast-check';
import { richTextOf } from '../kernel/rich-text.ts';
import { keepSchema } from '../org/entities.ts';
import { LIBRARY_INPUTS } from '../library/testing/inputs.ts';
import { PEOPLE_INPUTS } from '../people/testing/inputs.ts';
import { DEFAULT_CALENDAR } from '../sla/calendar.ts';
import { chosenFile, createInput, replyInput, TICKET_ID } from '../tickets/example-inputs.ts';
import { prioritySchema, requestAreaSchema, statusSchema } from '../tickets/values.ts';
import { GIADA, MARIO, NICOLO, NOON, testId, VERONICA } from '../memory-world.ts';

/* What the tests of every command ask with. */

const words = fc.oneof(fc.constant('Buongiorno,\nnon riesco a emettere il DDT.'), fc.constant(' '), fc.string({ unit: 'binary', maxLength: 40 }));
const id = fc.nat(20).map((number) => testId(number));
const person = fc.constantFrom(MARIO.personId, GIADA.personId, NICOLO.personId, VERONICA.personId, testId(99));
const files = fc.array(fc.tuple(fc.nat(30), fc.constantFrom(0, 1, 4 * 1024 * 1024 - 1, 4 * 1024 * 1024)).map(([place, size]) => chosenFile(place, size)), { maxLength: 4 });
export const hour = fc.constantFrom(-1, 0, 1, 299_999, 300_000, 86_400_000, 15 * 86_400_000, 15 * 86_400_000 + 1, 400 * 86_400_000).map((after) => NOON + after);
export const OTHER_ID = testId(710);
export const ANSWER_ID = testId(720);
const priority = fc.constantFrom(...prioritySchema.options);
const calendars = fc.constantFrom(DEFAULT_CALENDAR, { ...DEFAULT_CALENDAR, opens: 480, closures: [{ date: '2022-05-18', name: 'Chiusura', yearly: true }] });

/** Of every command by its name: what it may be asked with, of the right shape and of a wrong one. */
export const INPUTS: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  'ticket.create': fc.record({
    title: words, description: words.map(richTextOf), area: fc.constantFrom(...requestAreaSchema.options), priority, phone: words,
    contactPreference: fc.constantFrom('web', 'phone'), contactId: fc.option(person), files,
    blocking: fc.option(fc.record({ workStopped: fc.boolean(), cannotWait: fc.boolean(), reason: words })),
  }).map((part) => ({ ...createInput(), ...part })),
  'ticket.reply': fc.record({
    body: words.map(richTextOf), close: fc.boolean(), reopen: fc.boolean(), ask: fc.boolean(), priority: fc.option(priority), contactId: fc.option(person), files,
  }).map((part) => ({ ...replyInput(), ...part })),
  'ticket.update': fc.record({ ticketId: fc.constant(TICKET_ID), priority: fc.option(priority), contactId: fc.option(person) }),
  'ticket.set_private': fc.record({ ticketId: fc.constant(TICKET_ID), eventId: id, private: fc.boolean() }),
  'ticket.attach': fc.record({ ticketId: fc.constant(TICKET_ID), eventId: id, files }),
  'ticket.take': fc.record({ ticketId: fc.constant(TICKET_ID), eventId: id }),
  'ticket.assign': fc.record({ ticketId: fc.constant(TICKET_ID), eventId: id, operatorId: person }),
  'ticket.set_status': fc.record({ ticketId: fc.constant(TICKET_ID), eventId: id, status: fc.constantFrom(...statusSchema.options) }),
  'ticket.note': fc.record({ ticketId: fc.constant(TICKET_ID), noteId: id, body: words.map(richTextOf) }),
  'attachment.give_up': fc.record({ attachmentId: fc.constant(chosenFile(1).id) }),
  'ticket.mark_solution': fc.record({ ticketId: fc.constant(TICKET_ID), messageId: fc.option(id), seen: fc.constantFrom(null, testId(3)) }),
  'ticket.merge': fc.record({ ticketId: fc.constant(TICKET_ID), targetId: fc.constantFrom(TICKET_ID, OTHER_ID, testId(99)), eventId: id, targetEventId: id }),
  'canned_answer.create': fc.record({ id, title: words, body: words.map(richTextOf) }),
  'canned_answer.change': fc.record({ id: fc.constantFrom(ANSWER_ID, testId(99)), title: fc.option(words), body: fc.option(words.map(richTextOf)) }),
  'canned_answer.archive': fc.record({ id: fc.constantFrom(ANSWER_ID, testId(99)), archived: fc.boolean() }),
  'ticket.rate': fc.record({ ticketId: fc.constant(TICKET_ID), rating: fc.integer({ min: 1, max: 5 }), words }),
  'ticket.receive': fc.record({
    ticketId: fc.constantFrom(testId(101), TICKET_ID), eventId: id, title: words, text: words, area: fc.constantFrom(...requestAreaSchema.options), name: words,
    email: fc.constantFrom(MARIO.email, 'passante@example.com'), phone: fc.constant(''), language: fc.constantFrom('it', 'ru'),
  }),
  'ticket.breach': fc.record({ ticketId: fc.constant(TICKET_ID), noteId: id, dueAt: fc.constantFrom(NOON, NOON + 7 * 86_400_000), to: fc.constantFrom([], [NICOLO.email]) }),
  'ticket.recount': fc.record({ ticketId: fc.constant(TICKET_ID) }),
  'attachment.settle': fc.record({ attachmentId: fc.constant(chosenFile(1).id), state: fc.constantFrom('available', 'missing') }),
  'support_settings.change': fc.record({ closeAfterMinutes: fc.option(fc.nat(1440), { nil: undefined }), usersSeeAll: fc.option(fc.boolean(), { nil: undefined }), simpleForm: fc.option(fc.boolean(), { nil: undefined }) }),
  'service_calendar.change': fc.record({ calendar: calendars, seen: fc.option(calendars) }),
  'service_calendar.publish': fc.record({ calendar: calendars }),
  'company.publish': fc.record({ id, values: fc.record({ name: fc.constant('ROSSI SRL'), vatNumber: words.map((text) => text.slice(0, 20)), kind: fc.constantFrom('vendor', 'customer') }) }),
  'membership.publish': fc.record({
    id: person,
    values: fc.record({
      name: fc.constant('X'), email: fc.constant(MARIO.email), phone: fc.constant(''), roles: fc.constantFrom(['user'], ['operator'], []), activeSince: hour, active: fc.boolean(),
    }),
  }),
  'agent.publish': fc.record({ id: person, values: fc.record({ name: fc.constant('X'), active: fc.boolean() }) }),
  'conflict.settle': fc.record({
    conflictId: fc.constantFrom(testId(700), testId(701)), entity: fc.constantFrom('ticket', 'internal_note', 'constructor'), rowId: fc.constantFrom(TICKET_ID, testId(1)),
    field: fc.constantFrom('priority', 'contactId', 'status', 'constructor'), keep: fc.constantFrom(...keepSchema.options), value: fc.oneof(priority, person, fc.jsonValue()),
  }),
  'preference.set': fc.record({ key: fc.constant('k'), value: fc.jsonValue() }),
  ...PEOPLE_INPUTS,
  ...LIBRARY_INPUTS,
};
