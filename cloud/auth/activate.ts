import { hashPassword } from 'better-auth/crypto';
import type { ActivateRequest } from '#shared/api/access.ts';
import { PASSWORD_LIMITS } from '#shared/api/account.ts';
import type { Id } from '#shared/domain/kernel/ids.ts';
import { ApiProblem } from '#cloud/api-problem.ts';
import type { Services } from '#cloud/services.ts';
import { activationOf, closeChallenge } from './challenges.ts';
import { currentPrivacy } from './documents.ts';
import { answerInvitation } from './invitations.ts';
import { shownName } from './people.ts';
import { provisionalPerson } from './provisional.ts';

const DAY = 24 * 60 * 60_000;

/**
 * *Creazione Utente* (ACC-02): the provisional password has done its work and is gone; name, language, the person's own
 * password and what they have accepted are kept. Signs nobody in; from now on a code goes to the address at each sign-in
 * (ACC-04).
 */
export async function activate(services: Services, request: ActivateRequest): Promise<void> {
  const { pools, now } = services;
  const { challenge, firstName, lastName, password, privacyVersion, privacyOpenedAt, language } = request;
  const over = new ApiProblem(410, 'auth.link_expired', 'the first sign-in is over; sign in again with the provisional password');
  const started = await activationOf(services, challenge);
  if (!started) throw over;
  const { person } = started;
  const { email } = await pools.identity.selectFrom('person').select('email').where('id', '=', person).executeTakeFirstOrThrow();
  if (password.length < PASSWORD_LIMITS.min) throw new ApiProblem(422, 'auth.password_short', `fewer than ${PASSWORD_LIMITS.min} characters`);
  if ((await provisionalPerson(services, email, password)) !== undefined) throw new ApiProblem(422, 'auth.password_same', 'the provisional password is nobody’s own');
  if ((await currentPrivacy()).version !== privacyVersion) throw new ApiProblem(409, 'auth.privacy_changed', 'another notice is in force');
  // The desk's clock may be off, but nobody opened it on another day.
  if (Math.abs(privacyOpenedAt - now()) > DAY) throw new ApiProblem(422, 'auth.privacy_unread', 'the notice was not opened');
  const hash = await hashPassword(password);
  const made = await pools.identity.transaction().execute(async (db) => {
    // Taken away first: of two that come at once, one creates the user.
    const provisional = await db.deleteFrom('provisional').where('person_id', '=', person).where('expires_at', '>', now()).returning('person_id').executeTakeFirst();
    if (!provisional) return false;
    const at = new Date(now());
    const [first_name, last_name] = [firstName.trim(), lastName.trim()];
    const name = shownName(first_name, last_name, email);
    await db.updateTable('person').set({ name, first_name, last_name, language }).where('id', '=', person).execute();
    await db.updateTable('user').set({ name, emailVerified: true, twoFactorEnabled: true, updatedAt: at }).where('id', '=', person).execute();
    await db.insertInto('account').values({ id: person, accountId: person, providerId: 'credential', userId: person, password: hash, createdAt: at, updatedAt: at }).execute();
    await db
      .insertInto('acceptance')
      .values({ person_id: person, document: 'privacy', version: privacyVersion, opened_at: privacyOpenedAt, accepted_at: now() })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    return true;
  });
  if (!made) throw over;
  await closeChallenge(services, challenge);
  await joinRegistered(services, person);
}

/** ACC-11: the address has shown to be theirs, and they have asked for it themselves. */
async function joinRegistered(services: Services, person: Id): Promise<void> {
  const wanted = await services.pools.identity.selectFrom('invitation').select('id').where('person_id', '=', person).where('state', '=', 'pending').where('self_registered', '=', true).execute();
  for (const { id } of wanted) await answerInvitation(services, person, id, true);
}
