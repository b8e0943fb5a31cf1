import { isAPIError } from 'better-auth/api';
import { PASSWORD_LIMITS } from '#shared/api/account.ts';
import type { Id } from '#shared/domain/kernel/ids.ts';
import { ApiProblem } from '#cloud/api-problem.ts';
import { momentIn } from '#cloud/mail/moments.ts';
import type { Services } from '#cloud/services.ts';
import { takeMailTurn } from '#cloud/site/site-limits.ts';
import { idOfEvent } from '#cloud/system-ids.ts';
import { endTrust } from './devices.ts';
import { newToken } from './secrets.ts';

/**
 * ACC-10: somebody who has a password gets a link to choose another one; nobody else gets anything. To be run after the
 * answer, which is the same for everybody.
 */
export async function forgotPassword({ auth, pools, now }: Services, typed: string): Promise<void> {
  const email = typed.trim().toLowerCase();
  const known = await pools.identity.selectFrom('user as u').innerJoin('account as a', 'a.userId', 'u.id').select('u.id').where('u.email', '=', email).executeTakeFirst();
  // Nobody fills another one's mailbox.
  if (known && (await takeMailTurn({ pools, now }, 'reset-link', email))) await auth.api.requestPasswordReset({ body: { email } });
}

/** Whether a link still opens; asking does not use it up. */
export async function resetLinkStands({ auth }: Services, token: string): Promise<boolean> {
  const context = await auth.$context;
  const found = await context.internalAdapter.findVerificationValue(`reset-password:${token}`);
  return found !== null && found !== undefined && found.expiresAt > new Date();
}

/**
 * The link's password (ACC-10): it opens once; sessions and trusted devices end, and a mail says so.
 * @throws ApiProblem 410 `auth.link_expired`, 422 `auth.password_short`
 */
export async function resetPassword(services: Services, token: string, newPassword: string): Promise<void> {
  const { auth } = services;
  if (newPassword.length < PASSWORD_LIMITS.min) throw new ApiProblem(422, 'auth.password_short', `fewer than ${PASSWORD_LIMITS.min} characters`);
  const context = await auth.$context;
  const person = (await context.internalAdapter.findVerificationValue(`reset-password:${token}`))?.value;
  await auth.api.resetPassword({ body: { token, newPassword } }).catch((error: unknown) => {
    throw isAPIError(error) ? new ApiProblem(410, 'auth.link_expired', 'the link was used, or is too old') : error;
  });
  if (person !== undefined) await passwordChanged(services, person);
}

/**
 * After every new password: no device is trusted any more, no earlier token is believed, the desks that were signed in by
 * one learn it at once, and the person is told (ACC-05, ACC-07).
 */
export async function passwordChanged(services: Services, person: Id): Promise<void> {
  const { pools, tokens, pokes, mailer, now, guard } = services;
  tokens.forgetPerson(person);
  pokes.signInsEnded(person);
  await endTrust(services, person, null);
  const { email, language } = await pools.identity.selectFrom('person').select(['email', 'language']).where('id', '=', person).executeTakeFirstOrThrow();
  await guard.succeeded(email);
  await mailer.keep({ event: idOfEvent('password-changed', person, newToken()), recipient: email, language, template: 'password-changed', facts: { at: momentIn(language, now()) } });
}
