import type { Calendar } from '../sla/calendar.ts';
import type { Ticket } from './rules.ts';
import { promised, type ServiceLevel } from './service-level.ts';

type Fresh = 'number' | 'status' | 'operatorId' | 'operatorName' | 'createdAt' | 'updatedAt' | 'lastReplyAt' | 'closedAt' | 'rating' | 'ratingWords' | 'ratedAt' | 'solutionId' | 'mergedInto' | keyof ServiceLevel;

/** A request as every one begins, made at `now`, ms, with what it is promised (SLA-01); the rest is what was asked and by whom. */
export function freshTicket<T extends Omit<Ticket, Fresh | 'id' | 'rev'>>(asked: T, calendar: Calendar, now: number) {
  return {
    ...asked,
    number: null,
    status: 'unassigned' as const,
    operatorId: null,
    operatorName: null,
    createdAt: now,
    updatedAt: now,
    lastReplyAt: now,
    closedAt: null,
    ...promised(calendar, asked.priority, now),
    rating: null,
    ratingWords: null,
    ratedAt: null,
    solutionId: null,
    mergedInto: null,
  };
}
