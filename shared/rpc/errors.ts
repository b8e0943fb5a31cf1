import * as z from 'zod';
import type { Id } from '../domain/kernel/ids.ts';
import type { Capsule } from '../domain/tickets/entities.ts';
import type { Hidden } from '../domain/tickets/capsule.ts';
import type { Status } from '../domain/tickets/values.ts';
import { method } from './method.ts';

/** A request on this desk about the same error (product.md 2). */
export interface KnownProblem {
  readonly tenant: Id;
  readonly id: Id;
  readonly number: number | null;
  readonly title: string;
  readonly status: Status;
  readonly createdAt: number;
  /** Whether the person who asks raised it. */
  readonly mine: boolean;
  /** The first line of the vendor's last answer; null while there is none. */
  readonly answer: string | null;
}

/** An error of this program (`program` absent) or of another one that knocked (OFF-06). */
const problem = z.strictObject({
  code: z.string().max(120),
  summary: z.string().max(2000),
  screen: z.string().max(200),
  record: z.string().max(200),
  at: z.int(),
  program: z.string().max(200).optional(),
  programVersion: z.string().max(80).optional(),
  /** Lines of the other program's own log, oldest first. */
  log: z.array(z.string().max(1000)).max(200).optional(),
});

export const ERROR_METHODS = {
  /** What a support request would carry of an error, redacted, as it will leave; and what was taken out, which the person may put back. */
  'errors.capsule': method<{ readonly capsule: Capsule; readonly hidden: readonly Hidden[] }>()(problem),
  /** Requests about the same error, from this desk alone; those with an answer first, at most three. */
  'errors.known': method<readonly KnownProblem[]>()(problem.pick({ code: true, summary: true, program: true })),
  /**
   * A picture of this program's own window, or of the window that the shortcut was pressed over (OFF-07), as PNG; null
   * where this host cannot take one. It is kept nowhere: what the person makes of it is a file of theirs.
   */
  'errors.picture': method<Uint8Array<ArrayBuffer> | null>()(z.strictObject({ of: z.enum(['window', 'front']) })),
  /** A bug in a window: kept in the event log. */
  'errors.report': method<null>()(z.strictObject({ code: z.string().max(120), message: z.string().max(2000), where: z.string().max(400) })),
} as const;
