import * as z from 'zod';

/**
 * The body of every 4xx and 5xx of ours. Codes a desk acts on:
 * `client.renumber` (409: a hole or a number seen with another id: new incarnation, renumber what is unacknowledged),
 * `command.altered` (422: same id, other bytes), `sync.too_new` (409: hold), `auth.required` (401: ask the person),
 * `tenant.forbidden` (403: not yours, or no more), `rate.limited` (429, with Retry-After).
 */
export const apiErrorSchema = z.object({
  error: z.object({ code: z.string(), message: z.string(), requestId: z.string().optional() }),
});
export type ApiError = z.output<typeof apiErrorSchema>;
