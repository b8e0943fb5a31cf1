import * as z from 'zod';
import { idSchema } from '../domain/kernel/ids.ts';
import { method } from './method.ts';
import type { TicketRow } from './contract.ts';

/**
 * Why a request stands in *my day*: it is blocking and nobody has taken it; of mine one is past its due date or due before
 * the day ends; it waits for my answer; I work on it.
 */
export type DayReason = 'blocking' | 'overdue' | 'today' | 'answer' | 'mine';
export interface DayEntry {
  readonly why: DayReason;
  readonly row: TicketRow;
}

/** Now and the end of the local day, ms. */
export interface Day {
  readonly now: number;
  readonly until: number;
}

/** SLA-01: open requests past their due date, due within a day, due later, and those whose time stands still. */
export interface StandingCounts {
  readonly overdue: number;
  readonly soon: number;
  readonly running: number;
  readonly paused: number;
}

/** How many requests were opened and closed between each two edges. */
export interface Trend {
  readonly opened: readonly number[];
  readonly closed: readonly number[];
}

const edgesSchema = z
  .array(z.int().min(0))
  .min(2)
  .max(60)
  .refine((edges) => edges.every((edge, at) => at === 0 || edge > (edges[at - 1] ?? 0)), 'edges ascend');

/** DSH-02, DSH-03: what the widgets count by themselves; the others ask what the screens ask. */
export const DASHBOARD_METHODS = {
  /** `edges`: ms since 1970 UTC, ascending; the first is the beginning of the first span. */
  'dashboard.trend': method<Trend>()(z.strictObject({ tenant: idSchema.nullable(), edges: edgesSchema })),
  /** What waits for this person, the most pressing reason first, each request once; at most `limit` of each reason. */
  'dashboard.myDay': method<readonly DayEntry[]>()(z.strictObject({ tenant: idSchema.nullable(), limit: z.int().min(1).max(50), now: z.int().min(0), until: z.int().min(0) })),
  'dashboard.standing': method<StandingCounts>()(z.strictObject({ tenant: idSchema.nullable(), now: z.int().min(0) })),
} as const;
