import * as z from 'zod';
import { idSchema } from '../domain/kernel/ids.ts';
import { method } from './method.ts';
import type { TicketRow } from './contract.ts';

/** Why a request stands in *my day*: it waits for my answer, I work on it, or it is blocking and nobody has taken it. */
export type DayReason = 'answer' | 'mine' | 'blocking';
export interface DayEntry {
  readonly why: DayReason;
  readonly row: TicketRow;
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
  /** What waits for this person, the most pressing reason first; at most `limit` of each reason. */
  'dashboard.myDay': method<readonly DayEntry[]>()(z.strictObject({ tenant: idSchema.nullable(), limit: z.int().min(1).max(50) })),
} as const;
