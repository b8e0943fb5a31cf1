import { randomInt } from 'node:crypto';
import { betterAuth } from 'better-auth';
import { createAuthEndpoint } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';
import { bearer } from 'better-auth/plugins/bearer';
import { twoFactor } from 'better-auth/plugins/two-factor';
import type { BetterAuthPlugin } from 'better-auth';
import * as z from 'zod';
import { PASSWORD_LIMITS } from '#shared/api/account.ts';
import { ROUTES } from '#shared/api/routes.ts';
import type { Id } from '#shared/domain/kernel/ids.ts';
import type { Pools } from '#cloud/db/pools.ts';

const DAY = 24 * 60 * 60;
/** How long a half sign-in waits for its code, and a code by mail is good (s, min). */
export const CODE_SECONDS = 10 * 60;
/** How long the link for a new password is good (s). */
const RESET_SECONDS = 60 * 60;

const RECOVERY_LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';
const RECOVERY_CODES = 10;
const HALF = 5;

/** What better-auth asks us to send. */
export interface AuthMail {
  code(person: Id, code: string): Promise<void>;
  resetLink(person: Id, token: string): Promise<void>;
}

/**
 * A session without a password: for a device that is trusted, after the password was found right (ACC-05). For our own
 * code alone; no address leads here.
 */
function trustedSessions() {
  return {
    id: 'sportello-trusted',
    endpoints: {
      openTrustedSession: createAuthEndpoint.serverOnly({ method: 'POST', body: z.object({ userId: z.string() }) }, async (ctx) => {
        const user = await ctx.context.internalAdapter.findUserById(ctx.body.userId);
        if (!user) throw new Error('nobody to sign in');
        const session = await ctx.context.internalAdapter.createSession(user.id);
        await setSessionCookie(ctx, { session, user });
        return ctx.json({ opened: true });
      }),
    },
  } satisfies BetterAuthPlugin;
}

/** Ten codes of two halves, in letters that nobody takes for others. */
function recoveryCodes(): string[] {
  const half = () => Array.from({ length: HALF }, () => RECOVERY_LETTERS[randomInt(RECOVERY_LETTERS.length)]).join('');
  return Array.from({ length: RECOVERY_CODES }, () => `${half()}-${half()}`);
}

/**
 * better-auth for passwords, second factors, sessions and the link for a new password. Sign-up is off: people are made by
 * invitation (ACC-01). Desks carry a signed bearer token; a cookie never signs anybody in, so there is nothing that a
 * foreign page could ride on. Rates are limited by our own routes; trusted devices are a table of ours (ACC-05), and
 * better-auth's own trust is never asked for.
 */
export function makeAuth(pools: Pools, secret: string, publicUrl: string | undefined, mail: AuthMail) {
  return betterAuth({
    appName: 'Sportello',
    secret,
    basePath: ROUTES.auth,
    ...(publicUrl === undefined ? {} : { baseURL: publicUrl }),
    database: { db: pools.identity, type: 'postgres' },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: PASSWORD_LIMITS.min,
      maxPasswordLength: PASSWORD_LIMITS.max,
      resetPasswordTokenExpiresIn: RESET_SECONDS,
      revokeSessionsOnPasswordReset: true,
      sendResetPassword: ({ user, token }) => mail.resetLink(user.id, token),
    },
    // A desk that is used once in ninety days stays signed in; its session is prolonged once a day.
    // Fresh for ever: who holds the token may see and end the sign-ins of their own; a new password wants the old one.
    session: {
      expiresIn: 90 * DAY,
      updateAge: DAY,
      freshAge: 0,
      additionalFields: {
        deviceId: { type: 'string', required: false, input: false },
        deviceHash: { type: 'string', required: false, input: false },
        deviceName: { type: 'string', required: false, input: false },
      },
    },
    // Tokens of links are kept as hashes.
    verification: { storeIdentifier: 'hashed' },
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { disabled: true },
    // What is no refusal of its own comes to our error handler, which logs it without what people wrote.
    onAPIError: { throw: true },
    // Said outright: left out, they are off wherever better-auth believes to be under test.
    advanced: { disableCSRFCheck: false, disableOriginCheck: false },
    plugins: [
      bearer({ requireSignature: true }),
      twoFactor({
        issuer: 'Sportello',
        twoFactorCookieMaxAge: CODE_SECONDS,
        otpOptions: { storeOTP: 'hashed', period: CODE_SECONDS / 60, sendOTP: ({ user, otp }) => mail.code(user.id, otp) },
        backupCodeOptions: { storeBackupCodes: 'encrypted', customBackupCodesGenerate: recoveryCodes },
      }),
      trustedSessions(),
    ],
  });
}
export type Auth = ReturnType<typeof makeAuth>;
