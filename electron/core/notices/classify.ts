import type { Id } from '#shared/domain/kernel/ids.ts';
import type { NoticeKind } from '#shared/domain/org/notice-wishes.ts';
import type { NewsRow } from '../store/store.ts';

const STATUS = new Set(['closed', 'reopened', 'in_progress', 'waiting_for_customer', 'in_development', 'merged_into']);

/** Which of the person's triggers this is (OFF-07); null for what is none of theirs. */
export function kindOf(row: NewsRow, me: Id): NoticeKind | null {
  const { event, note, requesterId, contactId, operatorId } = row;
  // A due date that nobody has taken is everybody's who may read the note about it: the vendor's own.
  if (note) return event === 'overdue' && (operatorId === me || operatorId === null) ? 'breach' : null;
  if (event === 'assigned' && operatorId === me) return 'assigned';
  if (![requesterId, contactId, operatorId].includes(me)) return null;
  if (event === null) return 'reply';
  return STATUS.has(event) ? 'status' : null;
}

export interface Told {
  readonly kind: NoticeKind;
  readonly row: NewsRow;
}

const WEIGHT: readonly NoticeKind[] = ['breach', 'assigned', 'reply', 'status'];

/** One for each request, the weightiest and of those the last: a reply that also closes is one event to the person. In the order of arrival. */
export function oneForEach(told: readonly Told[]): Told[] {
  const first = new Map<Id, Told>();
  for (const one of told) {
    const known = first.get(one.row.ticketId);
    if (known === undefined || WEIGHT.indexOf(one.kind) <= WEIGHT.indexOf(known.kind)) first.set(one.row.ticketId, one);
  }
  return [...first.values()];
}

/** Dates that passed at once, as over a weekend, are one notice that counts them; 0 where there are not several. */
export function lateTogether(each: readonly Told[]): { readonly late: number; readonly others: readonly Told[] } {
  const late = each.filter((one) => one.kind === 'breach').length;
  return late < 2 ? { late: 0, others: each } : { late, others: each.filter((one) => one.kind !== 'breach') };
}
