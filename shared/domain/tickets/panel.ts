import type { Decision, FoundRow } from '../kernel/command.ts';
import { refuse, undecided } from '../kernel/command.ts';
import type { Id } from '../kernel/ids.ts';
import type { membership } from '../org/entities.ts';
import type { Ticket } from './rules.ts';
import type { Priority } from './values.ts';

type Part<T> = { readonly values: T } | { readonly refusal: Decision };

/** DET-03: never up to blocking; a new, linked ticket is the way. */
export function priorityChange(row: Pick<Ticket, 'priority' | 'number'>, priority: Priority): Part<{ priority: Priority }> {
  if (priority === 'blocking' && row.priority !== 'blocking') {
    return { refusal: refuse('ticket.priority.blocking', 'input', { number: row.number ?? 0 }) };
  }
  return { values: { priority } };
}

/** DET-02: the contact person is somebody of the company, and still there. */
export function contactChange(contact: FoundRow<typeof membership>): Part<{ contactId: Id; contactName: string }> {
  if (contact.state === 'unknown') return { refusal: undecided() };
  if (contact.state === 'absent' || !contact.row.active) return { refusal: refuse('ticket.contact.unknown', 'state') };
  return { values: { contactId: contact.row.id, contactName: contact.row.name } };
}
