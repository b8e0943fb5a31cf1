import type { FoundRow } from '../kernel/command.ts';
import type { supportSettings } from '../org/entities.ts';
import { addWorking, dayLength, DEFAULT_CALENDAR, workingBetween, type Calendar } from '../sla/calendar.ts';
import type { Ticket } from './rules.ts';
import type { Priority, Status } from './values.ts';

/** The fields of a ticket that say what was promised and what became of it (SLA-01, SLA-02). Null in a row of an older program. */
export type ServiceLevel = Pick<Ticket, 'plannedDays' | 'dueAt' | 'pausedAt' | 'pausedFor' | 'breachedAt'>;

/** The vendor's calendar as this tenant knows it. Not on this desk, or never published: the usual one; the cloud has the last word. */
export function calendarIn(settings: FoundRow<typeof supportSettings>): Calendar {
  return (settings.state === 'row' ? settings.row.calendar : null) ?? DEFAULT_CALENDAR;
}

/** SLA-01: what a request is promised when it is made. */
export function promised(calendar: Calendar, priority: Priority, createdAt: number): ServiceLevel {
  const plannedDays = calendar.days[priority];
  return { plannedDays, dueAt: addWorking(calendar, createdAt, plannedDays * dayLength(calendar)), pausedAt: null, pausedFor: 0, breachedAt: null };
}

/** SLA-02: nobody's time runs while the customer is asked, nor when all is done. */
function stands(status: Status): boolean {
  return status === 'waiting_for_customer' || status === 'closed';
}

/**
 * What a change of status or priority at `now` makes of the promise: a request for integration pauses it, the answer moves
 * the due date by the working time that passed, a changed priority counts anew from creation. Out-of-order times never
 * take paused time back. Whether an open ticket is breached is the cloud's clock to say (`ticket.breach`); here a breach
 * that was said goes when the due date has moved beyond the clock, and a closed ticket keeps whether it was in time.
 */
export function levelAfter(row: Ticket, change: Partial<Ticket>, calendar: Calendar, now: number): Partial<ServiceLevel> {
  const status = change.status ?? row.status;
  const priority = change.priority ?? row.priority;
  const before = row.plannedDays === null ? { ...promised(calendar, row.priority, row.createdAt), pausedAt: stands(row.status) ? (row.closedAt ?? row.updatedAt) : null } : row;
  const paused = before.pausedFor ?? 0;
  const pausedFor = before.pausedAt !== null && !stands(status) ? paused + workingBetween(calendar, before.pausedAt, now) : paused;
  const plannedDays = priority === row.priority && before.plannedDays !== null ? before.plannedDays : calendar.days[priority];
  const moved = before.dueAt === null || plannedDays !== before.plannedDays || pausedFor !== paused;
  const dueAt = moved ? addWorking(calendar, row.createdAt, plannedDays * dayLength(calendar) + pausedFor) : before.dueAt;
  const pausedAt = stands(status) ? (before.pausedAt ?? now) : null;
  const late = dueAt !== null && (pausedAt ?? now) > dueAt;
  const breachedAt = status === 'closed' && late ? dueAt : late ? row.breachedAt : null;
  return onlyNew(row, { plannedDays, dueAt, pausedAt, pausedFor, breachedAt });
}

/** SLA-01: the vendor has changed its calendar, so that the days which are left are counted by the new one. */
export function recounted(row: Ticket, calendar: Calendar): Partial<ServiceLevel> {
  const paused = row.pausedFor ?? 0;
  const plannedDays = calendar.days[row.priority];
  return onlyNew(row, { plannedDays, dueAt: addWorking(calendar, row.createdAt, plannedDays * dayLength(calendar) + paused), pausedFor: paused });
}

function onlyNew(row: Ticket, level: Partial<ServiceLevel>): Partial<ServiceLevel> {
  const same: Partial<Record<string, unknown>> = row;
  return Object.fromEntries(Object.entries(level).filter(([name, value]) => same[name] !== value));
}

/** How long before the due date a request is said to be due soon, ms. */
export const DUE_SOON = 24 * 60 * 60 * 1000;

/** What the promise says now, in one word; undefined where nothing was promised. */
export type Standing = 'running' | 'soon' | 'overdue' | 'paused' | 'paused_late' | 'kept' | 'broken';
export function standingOf(row: Pick<Ticket, 'status' | 'dueAt' | 'pausedAt' | 'breachedAt'>, now: number): Standing | undefined {
  if (row.dueAt === null) return undefined;
  if (row.status === 'closed') return row.breachedAt === null ? 'kept' : 'broken';
  if (row.pausedAt !== null) return row.pausedAt > row.dueAt ? 'paused_late' : 'paused';
  return now >= row.dueAt ? 'overdue' : now >= row.dueAt - DUE_SOON ? 'soon' : 'running';
}

/** How much of the promised time is gone, 0 to 1, for a picture: by the clock on the wall, nights and all. */
export function shareGone(row: Pick<Ticket, 'status' | 'createdAt' | 'dueAt' | 'pausedAt'>, now: number): number {
  if (row.dueAt === null || row.dueAt <= row.createdAt) return 0;
  return Math.min(1, Math.max(0, ((row.pausedAt ?? now) - row.createdAt) / (row.dueAt - row.createdAt)));
}
