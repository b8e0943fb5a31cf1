import * as z from 'zod';
import { ticketQuerySchema, type TicketQuery } from '#shared/rpc/contract.ts';
import { EVERY_REQUEST } from '../../../data/every-request.ts';

/** Where sort and filters of the list are remembered (LST-02). */
export const LIST_PREFERENCE = 'tickets.list';

/** What the list shows to somebody who never chose anything: all that may be seen, the last answered first. */
export const DEFAULT_QUERY: TicketQuery = { ...EVERY_REQUEST, sort: 'last_reply' };

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

/** The company is not one of them: it is chosen for all screens at once (ACC-06). */
const FILTERS = ['code', 'status', 'priority', 'type', 'createdFrom', 'createdTo', 'text', 'operator', 'due', 'onlyPrivate'] as const;

/** How many filters are on; the sort is none of them. */
export function filtersOn(query: TicketQuery): number {
  return FILTERS.filter((name) => query[name] !== DEFAULT_QUERY[name]).length;
}

/** The same order, without any filter. */
export function withoutFilters(query: TicketQuery): TicketQuery {
  return { ...DEFAULT_QUERY, tenant: query.tenant, sort: query.sort };
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

/** Last ms of the local day that starts at `start`, so that "al 20/11" takes in the 20th (also when the clocks change). */
export function endOfDay(start: number): number {
  const day = new Date(start);
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() + 1).getTime() - 1;
}
/** First ms of the local day of a time. */
export function startOfDay(at: number): number {
  const day = new Date(at);
  return new Date(day.getFullYear(), day.getMonth(), day.getDate()).getTime();
}

/** The columns that a person may leave out; what a request is about stays. */
export const CHOICE_COLUMNS = ['requester', 'waiting', 'status', 'priority', 'due'] as const;

/** Columns left out by choice; null where none was made, so that what there is no room for gives way. */
export type HiddenColumns = readonly (typeof CHOICE_COLUMNS)[number][] | null;
export function rememberedColumns(stored: unknown): HiddenColumns {
  const list = z.array(z.string()).nullable().catch(null).parse(stored ?? null);
  return list && CHOICE_COLUMNS.filter((column) => list.includes(column));
}

/** The widths and columns that the person chose; anything unreadable is the usual. */
export function rememberedLayout(stored: unknown): { widths: Record<string, number>; hidden: readonly string[]; chosen: boolean } {
  const layout = z.object({ widths: z.record(z.string(), z.number().min(48).max(2000)), hidden: z.unknown().optional(), chosen: z.boolean().catch(false) }).safeParse(stored);
  if (!layout.success) return { widths: {}, hidden: [], chosen: false };
  const { widths, chosen } = layout.data;
  return { widths, chosen, hidden: chosen ? (rememberedColumns(layout.data.hidden) ?? []) : [] };
}
