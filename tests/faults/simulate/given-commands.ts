import type { Id } from '#shared/domain/kernel/ids.ts';
import { richTextOf } from '#shared/domain/kernel/rich-text.ts';
import { ticketInput } from '#cloud/testing/small-data.ts';
import { idOfEvent } from '#cloud/system-ids.ts';
import { COMPANIES, FIRST_TICKETS, type CustomerName, type Person } from './cast.ts';
import type { Step } from './steps.ts';

type CommandStep = Extract<Step, { kind: 'command' }>;

/** What a database refuses, as PostgreSQL refuses a NUL; in the text of a poison command. */
export const POISON = '☠';

/** A command that a person gave, as the checks need it. */
export interface GivenCommand {
  readonly step: number;
  readonly name: string;
  readonly person: Id;
  readonly tenant: Id;
  readonly input: unknown;
  /** The row that it makes; null for one that only changes. */
  readonly makes: { readonly entity: 'ticket' | 'message' | 'internal_note'; readonly id: Id } | null;
  /** The request that it is about. */
  readonly ticket: Id | null;
  readonly text: string;
  /** The log that took it: a machine and a person. */
  readonly log: string;
  /** Null until it was answered `saved`. */
  id: Id | null;
  toConfirm: boolean;
  /** Rows are in sight at its desk. */
  seen: boolean;
  /** Its log was replaced with an older one. */
  mayBeLost: boolean;
  /** Its log is, or was, a copy: another one may have sent it already. */
  mayBeSent: boolean;
  /** Its author took something of this log back. */
  mayBeTakenBack: boolean;
}

function rowId(step: number, what: string): Id {
  return idOfEvent('simulated', step, what);
}

/** The request that a step names: one that an earlier step made, or one that was there. */
export function ticketOf(customer: CustomerName, ticket: number): Id {
  if (ticket > 0) return rowId(ticket, 'ticket');
  const first = FIRST_TICKETS[customer];
  return first[-ticket % first.length] ?? first[0] ?? '';
}

/** The command of a step as `person` gives it. */
export function commandOf(step: CommandStep, person: Person, log: string): GivenCommand {
  const tenant = COMPANIES[step.customer].id;
  const ticketId = step.command === 'create' ? rowId(step.id, 'ticket') : ticketOf(step.customer, step.ticket);
  const text = `${step.command} ${step.id}${step.poison ? POISON : ''}`;
  const base = { step: step.id, person: person.id, tenant, log, text, ticket: ticketId, makes: null, id: null, toConfirm: false, seen: false, mayBeLost: false, mayBeSent: false, mayBeTakenBack: false };
  const [messageId, eventId] = [rowId(step.id, 'message'), rowId(step.id, 'event')];
  switch (step.command) {
    case 'create':
      return { ...base, name: 'ticket.create', makes: { entity: 'ticket', id: ticketId }, input: ticketInput(ticketId, text, person.email) };
    case 'reply': {
      // Some close, which is what a person does with it in the end.
      const close = step.seed % 7 === 0;
      const input = { ticketId, messageId, eventId, body: richTextOf(text), close, reopen: step.seed % 3 === 0, ask: false, priority: null, contactId: null, files: [] };
      return { ...base, name: 'ticket.reply', makes: { entity: 'message', id: messageId }, input };
    }
    case 'update':
      return { ...base, name: 'ticket.update', input: { ticketId, priority: step.priority, contactId: null } };
    case 'take':
      return { ...base, name: 'ticket.take', input: { ticketId, eventId } };
    case 'note':
      return { ...base, name: 'ticket.note', makes: { entity: 'internal_note', id: messageId }, input: { ticketId, noteId: messageId, body: richTextOf(text) } };
    case 'private':
      // Somebody of the company may lose sight of it by that, and have it in sight again (LST-08).
      return { ...base, name: 'ticket.set_private', input: { ticketId, eventId, private: step.seed % 3 !== 0 } };
    case 'remember':
      return { ...base, name: 'preference.set', tenant: person.company, ticket: null, input: { key: 'simulated', value: { step: step.id } } };
  }
}
