import * as z from 'zod';
import { ROUTES } from '#shared/api/routes.ts';
import type { Services } from '#cloud/services.ts';
import type { App } from './route.ts';

const healthSchema = z.strictObject({ status: z.enum(['ok', 'failing']), database: z.boolean(), version: z.string(), now: z.int() });

export function addHealthRoutes(app: App, { pools, now, version }: Services): void {
  app.get(
    ROUTES.health,
    {
      config: { auth: 'none', tenant: 'none', rate: { max: 600, seconds: 60 } },
      schema: { tags: ['operation'], summary: 'Whether the cloud and its database answer', response: { 200: healthSchema, 503: healthSchema } },
    },
    async (_request, reply) => {
      const database = await pools.app.query('select 1').then(
        () => true,
        () => false,
      );
      return reply.code(database ? 200 : 503).send({ status: database ? 'ok' : 'failing', database, version, now: now() });
    },
  );
}
