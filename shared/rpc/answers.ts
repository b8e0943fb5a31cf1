import * as z from 'zod';
import type { RowOf } from '../domain/kernel/entity.ts';
import type { Id } from '../domain/kernel/ids.ts';
import type { cannedAnswer } from '../domain/canned-answers/canned-answers.ts';
import { method } from './method.ts';
import type { RowSync } from './contract.ts';

export type CannedAnswerView = RowOf<typeof cannedAnswer> & { readonly tenant: Id; readonly sync: RowSync };

/** DET-10: from this desk, without a network too. */
export const ANSWER_METHODS = {
  /** By title; the ones put away among them where `archived`. */
  'answers.list': method<readonly CannedAnswerView[]>()(z.strictObject({ archived: z.boolean() })),
} as const;
