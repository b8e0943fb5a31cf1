import * as z from 'zod';
import { ticketQuerySchema, type TicketQuery } from '#shared/rpc/contract.ts';

/** Where sort and filters of the list are remembered (LST-02). */
export const LIST_PREFERENCE = 'tickets.list';

/** What the list shows to somebody who never chose anything: all that may be seen, the last answered first. */
export const DEFAULT_QUERY: TicketQuery = {
  tenant: null,
  sort: 'last_reply',
  code: null,
  status: 'any',
  priority: null,
  type: null,
  createdFrom: null,
  createdTo: null,
  text: null,
  operator: 'any',
};

/** The remembered choices (LST-02). A field that an older or newer version wrote differently falls back alone. */
export function rememberedQuery(stored: unknown): TicketQuery {
  const fields = z.record(z.string(), z.unknown()).catch({}).parse(stored);
  const kept: Record<string, unknown> = {};
  for (const [name, schema] of Object.entries(ticketQuerySchema.shape)) {
    const parsed = schema.safeParse(fields[name]);
    if (parsed.success) kept[name] = parsed.data;
  }
  return ticketQuerySchema.parse({ ...DEFAULT_QUERY, ...kept });
}

const FILTERS = ['tenant', 'code', 'status', 'priority', 'type', 'createdFrom', 'createdTo', 'text', 'operator'] as const;

/** How many filters are on; the sort is none of them. */
export function filtersOn(query: TicketQuery): number {
  return FILTERS.filter((name) => query[name] !== DEFAULT_QUERY[name]).length;
}

/** The same order, without any filter. */
export function withoutFilters(query: TicketQuery): TicketQuery {
  return { ...DEFAULT_QUERY, sort: query.sort };
}

export function sameQuery(one: TicketQuery, other: TicketQuery): boolean {
  return one.sort === other.sort && FILTERS.every((name) => one[name] === other[name]);
}

/** A typed code: `1453` or `#1453`; null where there is none, undefined where it is no number. */
export function codeOf(typed: string): number | null | undefined {
  const digits = typed.trim().replace(/^#/, '');
  if (digits === '') return null;
  const parsed = z.coerce.number().int().positive().safe().safeParse(digits);
  return /^\d+$/.test(digits) && parsed.success ? parsed.data : undefined;
}

/** First ms of a local day given as `yyyy-mm-dd` (a date field's value); null for an empty or impossible date. */
export function startOfDay(date: string): number | null {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date);
  if (!parts) return null;
  const [year, month, day] = parts.slice(1).map(Number) as [number, number, number]; // the expression has three groups
  const time = new Date(year, month - 1, day);
  return time.getMonth() === month - 1 && time.getDate() === day ? time.getTime() : null;
}

/** Last ms of the same local day, so that "al 20/11" takes in the 20th (also when the clocks change). */
export function endOfDay(date: string): number | null {
  const start = startOfDay(date);
  if (start === null) return null;
  const day = new Date(start);
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() + 1).getTime() - 1;
}

/** The local day of a time as a date field wants it; '' for none. */
export function dateField(time: number | null): string {
  if (time === null) return '';
  const day = new Date(time);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${String(day.getFullYear()).padStart(4, '0')}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}
