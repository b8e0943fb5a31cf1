import * as z from 'zod';

/** A row or command id: a UUID in lower case. Made by the desk (version 7) or from an event (version 5); never ordered by. */
export type Id = string;

/** Accepts the canonical lower-case text form only, so that one id has one spelling. */
export const idSchema = z
  .string()
  .regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
