import * as z from 'zod';
import { idSchema } from '../domain/kernel/ids.ts';
import type { OpenRequest } from './contract.ts';
import { method } from './method.ts';

/** Something that others did and the person wants to hear of (OFF-07). */
export interface NoticeView {
  readonly title: string;
  readonly body: string;
  /** What a click shows. */
  readonly open: OpenRequest | null;
}

export const NOTICE_METHODS = {
  /** The request that this window has in front of the person, for which no notice is raised; null when it has none, or lost the focus. */
  'notices.watching': method<null>()(z.strictObject({ window: idSchema, ticketId: idSchema.nullable() })),
} as const;
