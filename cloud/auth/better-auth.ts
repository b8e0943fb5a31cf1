import { betterAuth } from 'better-auth';
import { bearer } from 'better-auth/plugins/bearer';
import { PASSWORD_LIMITS } from '#shared/api/account.ts';
import { ROUTES } from '#shared/api/routes.ts';
import type { Pools } from '#cloud/db/pools.ts';

const DAY = 24 * 60 * 60;

/**
 * better-auth for e-mail and password. Sign-up is off: people are made by the admin (ACC-01). Desks carry a signed bearer
 * token; a cookie never signs anybody in, so there is nothing that a foreign page could ride on. Rates are limited by our
 * own routes.
 */
export function makeAuth(pools: Pools, secret: string, publicUrl: string | undefined) {
  return betterAuth({
    appName: 'Sportello',
    secret,
    basePath: ROUTES.auth,
    ...(publicUrl === undefined ? {} : { baseURL: publicUrl }),
    database: { db: pools.identity, type: 'postgres' },
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: PASSWORD_LIMITS.min, maxPasswordLength: PASSWORD_LIMITS.max },
    // A desk that is used once in ninety days stays signed in; its session is prolonged once a day.
    // Fresh for ever: who holds the token may see and end the sign-ins of their own; a new password wants the old one.
    session: { expiresIn: 90 * DAY, updateAge: DAY, freshAge: 0 },
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { disabled: true },
    // What is no refusal of its own comes to our error handler, which logs it without what people wrote.
    onAPIError: { throw: true },
    // Said outright: left out, they are off wherever better-auth believes to be under test.
    advanced: { disableCSRFCheck: false, disableOriginCheck: false },
    plugins: [bearer({ requireSignature: true })],
  });
}
export type Auth = ReturnType<typeof makeAuth>;
