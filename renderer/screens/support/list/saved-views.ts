import * as z from 'zod';
import type { TicketQuery } from '#shared/rpc/contract.ts';
import { rememberedColumns, rememberedQuery, sameQuery, type HiddenColumns } from './list-query.ts';

/** Where a person's named views are kept: a preference, so that each device of theirs has them (LST-07). */
export const VIEWS_PREFERENCE = 'tickets.views';
const NAME_LIMIT = 60;
const COUNT_LIMIT = 30;

export interface SavedView {
  readonly name: string;
  readonly query: TicketQuery;
  /** LST-07: the columns that it leaves out. */
  readonly hidden: HiddenColumns;
}

/** What was kept; anything unreadable is left out. */
export function savedViews(stored: unknown): readonly SavedView[] {
  const list = z.object({ views: z.array(z.unknown()) }).safeParse(stored).data?.views ?? [];
  return list.flatMap((one) => {
    const view = z.object({ name: z.string().min(1).max(NAME_LIMIT), query: z.unknown(), hidden: z.unknown().optional() }).safeParse(one);
    return view.success ? [{ name: view.data.name, query: rememberedQuery(view.data.query), hidden: rememberedColumns(view.data.hidden) }] : [];
  });
}

/** With this view under its name, in the place of one of the same name; the views stay in the order of their names. */
export function withView(views: readonly SavedView[], name: string, query: TicketQuery, hidden: HiddenColumns = null): readonly SavedView[] {
  const clean = name.trim().slice(0, NAME_LIMIT);
  if (clean === '') return views;
  const others = withoutView(views, clean);
  // The company is chosen for all screens at once and belongs to no view.
  return [...others, { name: clean, query: { ...query, tenant: null }, hidden }].sort((a, b) => a.name.localeCompare(b.name)).slice(0, COUNT_LIMIT);
}

export function withoutView(views: readonly SavedView[], name: string): readonly SavedView[] {
  return views.filter((view) => view.name.toLocaleLowerCase() !== name.trim().toLocaleLowerCase());
}

/** The view that the list shows now; of two with the same filters the one with these columns. */
export function viewShown(views: readonly SavedView[], query: TicketQuery, hidden: HiddenColumns = null): SavedView | undefined {
  const columns = (one: HiddenColumns) => (one === null ? '' : `-${[...one].sort().join()}`);
  return views.find((view) => sameQuery(view.query, query) && columns(view.hidden) === columns(hidden));
}
