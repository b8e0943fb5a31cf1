import * as z from 'zod';
import type { FastifyRequest } from 'fastify';
import { DEVICE_HEADER } from '#shared/api/access.ts';
import { idSchema } from '#shared/domain/kernel/ids.ts';
import { ApiProblem } from '#cloud/api-problem.ts';
import type { Access } from '#cloud/auth/access.ts';
import type { Credentials, Tokens } from '#cloud/auth/tokens.ts';
import type { App } from './route.ts';

const namesTenant = z.looseObject({ tenant: idSchema });

/** Lets nobody through but as the route's own declaration says; what is not declared is shut. */
export function addGate(app: App, tokens: Tokens, access: Access): void {
  app.decorateRequest('person', undefined);
  app.decorateRequest('seating', undefined);

  // Before the body is read: strangers send no megabytes.
  app.addHook('onRequest', async (request) => {
    const { config } = request.routeOptions;
    if (request.is404 || config.auth === 'none') return;
    request.person = await tokens.personOf(credentialsOf(request));
    if (request.person === undefined) throw new ApiProblem(401, 'auth.required', 'sign in');
  });

  app.addHook('preHandler', async (request) => {
    const { tenant } = request.routeOptions.config;
    if (request.is404 || (tenant !== 'body' && tenant !== 'params')) return;
    await seat(request, access, tenant === 'body' ? request.body : request.params);
  });
}

/** A header that comes twice is none. */
export function credentialsOf({ headers }: FastifyRequest): Credentials {
  const device = headers[DEVICE_HEADER];
  return { authorization: headers.authorization, device: typeof device === 'string' ? device : undefined };
}

async function seat(request: FastifyRequest, access: Access, source: unknown): Promise<void> {
  const named = namesTenant.safeParse(source);
  const seating = named.success && request.person !== undefined ? await access.seating(request.person, named.data.tenant) : undefined;
  // The same answer for a company that is not theirs and for one that is not there (R5).
  if (!seating) throw new ApiProblem(403, 'tenant.forbidden', 'not a company of yours, or no more');
  request.seating = seating;
}
