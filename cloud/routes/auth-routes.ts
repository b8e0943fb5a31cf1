import * as z from 'zod';
import { ROUTES } from '#shared/api/routes.ts';
import { ApiProblem } from '#cloud/api-problem.ts';
import type { Services } from '#cloud/services.ts';
import type { App } from './route.ts';
import { webRequest } from './web-request.ts';

const signInSchema = z.strictObject({ email: z.string().max(254), password: z.string().max(200), rememberMe: z.boolean().optional() });
const signedInSchema = z.looseObject({ token: z.string() });

/** The three of better-auth's addresses that a desk needs; all its others are shut. */
export function addAuthRoutes(app: App, { auth, guard, tokens }: Services): void {
  app.post(
    `${ROUTES.auth}/sign-in/email`,
    {
      config: { auth: 'none', tenant: 'none', rate: { max: 60, seconds: 60 } },
      bodyLimit: 10_000,
      schema: { tags: ['sign-in'], summary: 'Signs in; the token stands in the header set-auth-token', body: signInSchema, response: { 200: signedInSchema } },
    },
    async (request, reply) => {
      const email = request.body.email.toLowerCase();
      const wait = guard.wait(email);
      if (wait > 0) throw new ApiProblem(429, 'rate.limited', 'too many wrong passwords', wait);
      // One answer for a wrong password, for an unknown address and for what is none (ACC-10).
      const wrong = new ApiProblem(401, 'auth.wrong_password', 'wrong address or password');
      if (!z.email().safeParse(email).success || request.body.password === '') throw wrong;
      const answer = await auth.handler(webRequest(request, `${ROUTES.auth}/sign-in/email`, { ...request.body, email }));
      const token = answer.headers.get('set-auth-token');
      if (answer.status === 401) {
        guard.failed(email);
        throw wrong;
      }
      if (answer.status >= 500) throw new ApiProblem(503, 'cloud.unavailable', 'sessions cannot be made', 5);
      if (!answer.ok || token === null) throw new ApiProblem(answer.status === 403 ? 403 : 400, 'auth.refused', 'sign-in was refused');
      guard.succeeded(email);
      return reply.header('set-auth-token', token).send({ token });
    },
  );

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
