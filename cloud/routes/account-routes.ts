import * as z from 'zod';
import { PASSWORD_LIMITS, signedInDevicesSchema } from '#shared/api/account.ts';
import { ROUTES } from '#shared/api/routes.ts';
import { ApiProblem } from '#cloud/api-problem.ts';
import { bindLike } from '#cloud/auth/devices.ts';
import { passwordChanged } from '#cloud/auth/passwords.ts';
import type { Services } from '#cloud/services.ts';
import { personOf, type App } from './route.ts';
import { webRequest } from './web-request.ts';

const TAGS = ['account'];
const passwordsSchema = z.strictObject({ currentPassword: z.string().max(PASSWORD_LIMITS.max), newPassword: z.string().max(PASSWORD_LIMITS.max) });

/** What a person does about where they are signed in: the password (ACC-12) and the devices (ACC-07). */
export function addAccountRoutes(app: App, services: Services): void {
  const { auth, guard, pokes, tokens } = services;
  app.post(
    ROUTES.changePassword,
    {
      config: { auth: 'person', tenant: 'none', rate: { max: 30, seconds: 60 } },
      bodyLimit: 10_000,
      schema: { tags: TAGS, summary: 'Changes the password; every other sign-in ends, the new token stands in set-auth-token', body: passwordsSchema, response: { 200: z.strictObject({ success: z.literal(true) }) } },
    },
    async (request, reply) => {
      const person = personOf(request);
      // A stolen token must not become a way to guess the password; by the person, whatever the device.
      const wait = await guard.wait(person);
      if (wait > 0) throw new ApiProblem(429, 'rate.limited', 'too many wrong passwords', wait);
      const { currentPassword, newPassword } = request.body;
      if (newPassword.length < PASSWORD_LIMITS.min) throw new ApiProblem(422, 'auth.password_short', `fewer than ${PASSWORD_LIMITS.min} characters`);
      if (newPassword === currentPassword) throw new ApiProblem(422, 'auth.password_same', 'the new password is the old one');
      const before = await auth.api.getSession({ headers: new Headers({ authorization: request.headers.authorization ?? '' }) });
      if (!before) throw new ApiProblem(401, 'auth.required', 'sign in');
      const { deviceId = null, deviceHash = null, deviceName = null } = before.session;
      const answer = await auth.handler(webRequest(request, `${ROUTES.auth}/change-password`, { currentPassword, newPassword, revokeOtherSessions: true }));
      const token = answer.headers.get('set-auth-token');
      if (answer.status >= 500) throw new ApiProblem(503, 'cloud.unavailable', 'passwords cannot be changed', 5);
      if (answer.status === 401) throw new ApiProblem(401, 'auth.required', 'sign in');
      if (!answer.ok || token === null) {
        await guard.failed(person);
        // Not 401: the sign-in is good, only this word was not.
        throw new ApiProblem(422, 'auth.current_password_wrong', 'the current password does not match');
      }
      await guard.succeeded(person);
      await bindLike(services, token, { deviceId, deviceHash, deviceName });
      await passwordChanged(services, person);
      return reply.header('set-auth-token', token).send({ success: true });
    },
  );

  app.get(
    ROUTES.signedInDevices,
    {
      config: { auth: 'person', tenant: 'none', rate: { max: 120, seconds: 60 } },
      schema: { tags: TAGS, summary: 'Where this person is signed in', response: { 200: signedInDevicesSchema } },
    },
    async (request) => {
      const headers = new Headers({ authorization: request.headers.authorization ?? '' });
      const [mine, all] = await Promise.all([auth.api.getSession({ headers }), auth.api.listSessions({ headers })]);
      const devices = all.map(({ id, deviceName, userAgent, ipAddress, createdAt, updatedAt }) => ({
        id,
        current: id === mine?.session.id,
        device: deviceName || userAgent || null,
        address: ipAddress || null,
        since: createdAt.getTime(),
        lastUsedAt: updatedAt.getTime(),
      }));
      return { devices: devices.sort((a, b) => Number(b.current) - Number(a.current) || b.lastUsedAt - a.lastUsedAt) };
    },
  );

  app.post(
    `${ROUTES.signedInDevices}/end`,
    {
      config: { auth: 'person', tenant: 'none', rate: { max: 60, seconds: 60 } },
      bodyLimit: 1_000,
      schema: { tags: TAGS, summary: 'Ends one sign-in, or all but this one', body: z.strictObject({ id: z.string().max(64).nullable() }), response: { 200: z.strictObject({ success: z.literal(true) }) } },
    },
    async (request) => {
      const person = personOf(request);
      const { id } = request.body;
      const headers = new Headers({ authorization: request.headers.authorization ?? '' });
      if (id === null) await auth.api.revokeOtherSessions({ headers });
      else {
        // better-auth ends a session by its token, which nobody but its own device is told.
        const session = (await auth.api.listSessions({ headers })).find((one) => one.id === id);
        if (session) await auth.api.revokeSession({ headers, body: { token: session.token } });
      }
      // One that is already gone, or another person's: the same answer (R5).
      tokens.forgetPerson(person);
      pokes.signInsEnded(person);
      return { success: true as const };
    },
  );
}
