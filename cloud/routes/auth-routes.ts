import * as z from 'zod';
import { ROUTES } from '#shared/api/routes.ts';
import { ApiProblem } from '#cloud/api-problem.ts';
import type { Services } from '#cloud/services.ts';
import { personOf, type App } from './route.ts';
import { webRequest } from './web-request.ts';

/** The two of better-auth's addresses that a desk needs; all its others are shut, and signing in is access-routes.ts. */
export function addAuthRoutes(app: App, { auth, tokens, pokes }: Services): void {
  app.post(
    `${ROUTES.auth}/sign-out`,
    {
      config: { auth: 'person', tenant: 'none', rate: { max: 60, seconds: 60 } },
      bodyLimit: 10_000,
      schema: { tags: ['sign-in'], summary: 'Ends the session of this token', response: { 200: z.strictObject({ success: z.boolean() }) } },
    },
    async (request) => {
      const { ok } = await auth.handler(webRequest(request, `${ROUTES.auth}/sign-out`, {}));
      tokens.forget(request.headers.authorization);
      pokes.signInsEnded(personOf(request));
      return { success: ok };
    },
  );

  app.get(
    `${ROUTES.auth}/get-session`,
    {
      config: { auth: 'person', tenant: 'none', rate: { max: 300, seconds: 60 } },
      schema: { tags: ['sign-in'], summary: 'The session of this token', response: { 200: z.looseObject({ expiresAt: z.string() }) } },
    },
    async (request) => {
      const session = await auth.api.getSession({ headers: new Headers({ authorization: request.headers.authorization ?? '' }) });
      if (!session) throw new ApiProblem(401, 'auth.required', 'sign in');
      return { expiresAt: session.session.expiresAt.toISOString() };
    },
  );
}
