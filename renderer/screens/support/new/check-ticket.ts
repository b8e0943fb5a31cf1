import type { Actor, Command, Ctx, Facts, Found, Reads } from '#shared/domain/kernel/command.ts';
import type { Id } from '#shared/domain/kernel/ids.ts';
import { richTextOf } from '#shared/domain/kernel/rich-text.ts';
import { decide, prepare } from '#shared/domain/kernel/run.ts';
import { createTicket } from '#shared/domain/tickets/commands/create.ts';
import type { TenantView } from '#shared/rpc/contract.ts';
import { ticketInput, type TicketDraft } from './ticket-draft.ts';

/** The fields of the form, in the order in which they stand: focus goes to the first that is wrong. */
export const TICKET_FIELDS = ['email', 'phone', 'type', 'priority', 'blocking', 'area', 'title', 'description', 'files', 'capsule'] as const;
export type TicketField = (typeof TICKET_FIELDS)[number];

/** What is wrong with one field: a code of the errors' locale with its facts. */
export interface FieldProblem {
  readonly field: TicketField;
  readonly code: string;
  readonly facts: Facts;
}

const FIELD_OF: Readonly<Record<string, TicketField>> = {
  'ticket.title.required': 'title',
  'ticket.description.required': 'description',
  'ticket.phone.required': 'phone',
  'file.too_many': 'files',
  'ticket.picture.not_attached': 'description',
  'file.empty': 'files',
  'file.too_large': 'files',
  'ticket.blocking.not_justified': 'blocking',
  'ticket.blocking.reason_required': 'blocking',
};

/** The field that a refusal of `ticket.create` is about; undefined where it is about the whole. */
export function fieldOfRefusal(code: string, facts: Facts): TicketField | undefined {
  if (FIELD_OF[code]) return FIELD_OF[code];
  // A wrong shape names the path of the field (shared/domain/kernel/run.ts).
  const name = String(facts['field'] ?? '').split('.')[0];
  return TICKET_FIELDS.find((field) => field === name);
}

/** A value that the rule accepts, so that it goes on to the next field. Nothing of it is ever sent. */
function mended(draft: TicketDraft, field: TicketField): TicketDraft {
  switch (field) {
    case 'email':
      return { ...draft, email: 'a@b.example' };
    case 'phone':
      return { ...draft, phone: '0' };
    case 'type':
      return { ...draft, type: 'assistance' };
    case 'area':
      return { ...draft, area: 'systems' };
    case 'priority':
    case 'blocking':
      return { ...draft, priority: 'normal' };
    case 'title':
      return { ...draft, title: 'x' };
    case 'description':
      return { ...draft, description: richTextOf('x') };
    case 'files':
      return { ...draft, files: [] };
    case 'capsule':
      return { ...draft, capsule: null };
  }
}

/** Who writes, as the rules know it. */
export function actorOf(person: { id: Id; name: string; email: string }, tenant: Pick<TenantView, 'side' | 'roles'>): Actor {
  return { personId: person.id, name: person.name, email: person.email, side: tenant.side, roles: tenant.roles };
}

/**
 * Everything that the rule of `ticket.create` has against the form, a problem to a field, in the form's order. The
 * rule itself stops at the first; so it is asked again with that field mended, until it has nothing more to say. `simple`:
 * whether the company's form is the simple one (TKT-15).
 */
export function checkTicket(draft: TicketDraft, actor: Actor, tenant: Id, now: number, simple = false): FieldProblem[] {
  const ctx: Ctx = { now, arrival: now, actor, tenant, commandId: actor.personId };
  const command = createTicket as Command;
  const problems: FieldProblem[] = [];
  let tried = draft;
  while (problems.length < TICKET_FIELDS.length) {
    const refusal = refusalOf(command, ticketInput(tried, actor.personId), ctx, simple);
    if (refusal === undefined) break;
    const field = fieldOfRefusal(refusal.code, refusal.facts);
    if (field === undefined || problems.some((problem) => problem.field === field)) break;
    problems.push({ field, ...fieldCode(field, refusal) });
    tried = mended(tried, field);
  }
  return problems.sort((one, other) => TICKET_FIELDS.indexOf(one.field) - TICKET_FIELDS.indexOf(other.field));
}

/**
 * The contact person, the calendar and the ticket's id are the core's to look up; here only what the person typed is judged. (A
 * command as such no longer says which row is which, hence the type.)
 */
const NOTHING_FOUND = { existing: { state: 'absent' }, contact: { state: 'unknown' }, settings: { state: 'unknown' } } as unknown as Found<Reads>;

/** The same in a company whose form is the simple one (TKT-15). */
const SIMPLE_FOUND = { ...NOTHING_FOUND, settings: { state: 'row', row: { simpleForm: true, calendar: null } } } as unknown as Found<Reads>;

function refusalOf(command: Command, input: unknown, ctx: Ctx, simple: boolean): { code: string; facts: Facts } | undefined {
  const prepared = prepare(command, input, ctx);
  const decision = prepared.ok ? decide(command, prepared.input, simple ? SIMPLE_FOUND : NOTHING_FOUND, ctx) : prepared.decision;
  return decision.kind === 'refused' ? { code: decision.refusal.code, facts: decision.refusal.facts } : undefined;
}

/** `input.invalid` carries a field and zod's words; a person wants a sentence about that field. */
function fieldCode(field: TicketField, refusal: { code: string; facts: Facts }): { code: string; facts: Facts } {
  return refusal.code === 'input.invalid' ? { code: `ticket.${field}.invalid`, facts: {} } : refusal;
}
