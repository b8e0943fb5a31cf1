import * as z from 'zod';
import { ROUTES } from '#shared/api/routes.ts';
import { writingSchema } from '#shared/api/writing.ts';
import { nameOf } from '#shared/domain/tickets/rules.ts';
import { ApiProblem } from '#cloud/api-problem.ts';
import { seatOf } from '#cloud/auth/access.ts';
import { isTicketInSight } from '#cloud/db/ticket-in-sight.ts';
import type { Services } from '#cloud/services.ts';
import { seatingOf, type App } from './route.ts';

/** DET-10: an operator is writing an answer, which colleagues hear before they send a second one. Requesters do not. */
export function addWritingRoutes(app: App, { pools, pokes }: Services): void {
  app.post(
    ROUTES.writing,
    {
      config: { auth: 'person', tenant: 'body', rate: { max: 60, seconds: 60 } },
      bodyLimit: 1000,
      schema: { tags: ['sync'], summary: 'Tells colleagues that an answer is being written; kept nowhere', body: writingSchema, response: { 200: z.strictObject({ success: z.literal(true) }) } },
    },
    async (request) => {
      const seating = seatingOf(request);
      const { tenant, ticketId } = request.body;
      const { actor, areas } = seating;
      if (actor.side !== 'vendor' || !areas.includes('support')) throw new ApiProblem(403, 'right.missing', 'for operators');
      if (await isTicketInSight(pools.app, seatOf(seating), ticketId)) pokes.writing({ tenant, ticketId, person: actor.personId, name: nameOf(actor) });
      return { success: true as const };
    },
  );
}
