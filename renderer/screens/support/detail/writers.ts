import { WRITING_LASTS, type HeardWriting } from '#shared/api/writing.ts';
import type { TicketDetail } from '#shared/rpc/contract.ts';
import type { Id } from '#shared/domain/kernel/ids.ts';

/** Who was heard writing, by person, with the time at which that word ends, ms. */
export type Writers = ReadonlyMap<Id, { readonly name: string; readonly until: number }>;

/** One more word of somebody's, heard at `now`. */
export function heard(writers: Writers, { person, name }: Pick<HeardWriting, 'person' | 'name'>, now: number): Writers {
  return new Map([...writers, [person, { name, until: now + WRITING_LASTS }]]);
}

/** Without those whose word has ended, and without `sent`, who have just sent what they wrote. The same map where all stay. */
export function stillWriting(writers: Writers, now: number, sent: ReadonlySet<Id> = new Set()): Writers {
  const left = [...writers].filter(([person, { until }]) => until > now && !sent.has(person));
  return left.length === writers.size ? writers : new Map(left);
}

/** Who wrote the last message, and which: their word that they are writing ends with it. */
export function lastAuthorIn({ messages }: Pick<TicketDetail, 'messages'>): { readonly messageId: Id; readonly person: Id } | null {
  const last = messages.findLast(({ event }) => event === null);
  return last === undefined ? null : { messageId: last.id, person: last.authorId };
}
