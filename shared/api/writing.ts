import * as z from 'zod';
import { idSchema } from '../domain/kernel/ids.ts';

/** DET-10: somebody of the vendor's is writing an answer; said while they type, told to their colleagues, kept nowhere. */
export const writingSchema = z.strictObject({ tenant: idSchema, ticketId: idSchema });
export type Writing = z.output<typeof writingSchema>;

/** The same as a colleague hears it. */
export const heardWritingSchema = z.object({ tenant: idSchema, ticketId: idSchema, person: idSchema, name: z.string() });
export type HeardWriting = z.output<typeof heardWritingSchema>;

/** How often it is said while somebody types, and for how long a word of it counts, ms. */
export const WRITING_EVERY = 4000;
export const WRITING_LASTS = 10_000;
