import { isAPIError } from 'better-auth/api';
import type { Account, PictureRequest, ProfileRequest } from '#shared/api/access.ts';
import type { Id } from '#shared/domain/kernel/ids.ts';
import { ApiProblem } from '#cloud/api-problem.ts';
import type { Services } from '#cloud/services.ts';
import { waitingInvitations } from './invitations.ts';
import { isPortrait } from './jpeg.ts';
import { shownName } from './people.ts';
import { publishPerson, publishPortrait } from './publish.ts';

/** The person's own account (ACC-07), with what waits for an answer (ACC-06) and the support periods (ACC-11). */
export async function accountOf(services: Services, person: Id): Promise<Account> {
  const { pools, auth } = services;
  const [row, user, app, support, invitations] = await Promise.all([
    pools.identity.selectFrom('person').selectAll().where('id', '=', person).executeTakeFirst(),
    pools.identity.selectFrom('user').select('twoFactorEnabled').where('id', '=', person).executeTakeFirst(),
    pools.identity.selectFrom('twoFactor').select('verified').where('userId', '=', person).executeTakeFirst(),
    pools.identity
      .selectFrom('membership as m')
      .innerJoin('tenant as t', 't.id', 'm.tenant_id')
      .select(['t.id', 't.name', 'm.support_from', 'm.support_to'])
      .where('m.person_id', '=', person)
      .where('m.active', '=', true)
      .where('m.support_from', 'is not', null)
      .orderBy('t.name')
      .execute(),
    waitingInvitations(services, person),
  ]);
  if (!row || !user) throw new ApiProblem(401, 'auth.required', 'sign in');
  const hasApp = app?.verified === true;
  const recoveryLeft = hasApp ? (await auth.api.viewBackupCodes({ body: { userId: person } })).backupCodes.length : 0;
  return {
    firstName: row.first_name, lastName: row.last_name, email: row.email, phone: row.phone, language: row.language, picture: row.picture,
    secondFactor: { email: user.twoFactorEnabled, app: hasApp, recoveryLeft },
    invitations,
    support: support.map(({ id, name, support_from, support_to }) => ({ tenantId: id, tenant: name, from: support_from ?? 0, to: support_to })),
  };
}

/** Name, telephone and language, here and on the desks of every company of theirs (ACC-07). */
export async function changeProfile(services: Services, person: Id, { firstName, lastName, phone, language }: ProfileRequest): Promise<void> {
  const { pools, pokes } = services;
  const { email } = await pools.identity.selectFrom('person').select('email').where('id', '=', person).executeTakeFirstOrThrow();
  const [first_name, last_name] = [firstName.trim(), lastName.trim()];
  const name = shownName(first_name, last_name, email);
  await pools.identity.updateTable('person').set({ name, first_name, last_name, phone: phone.trim(), language }).where('id', '=', person).execute();
  await pools.identity.updateTable('user').set({ name }).where('id', '=', person).execute();
  await publishPerson(services, person);
  pokes.me(person);
}

/**
 * The picture, small already (the desk does it), or none.
 * @throws ApiProblem 422 `auth.picture_invalid` for what is no JPEG, or has too many pixels or bytes
 */
export async function changePicture(services: Services, person: Id, { jpeg }: PictureRequest): Promise<void> {
  if (jpeg !== null && !isPortrait(Buffer.from(jpeg, 'base64'))) throw new ApiProblem(422, 'auth.picture_invalid', 'not a small JPEG');
  await services.pools.identity.updateTable('person').set({ picture: jpeg }).where('id', '=', person).execute();
  await publishPortrait(services, person, jpeg);
  services.pokes.me(person);
}

/** better-auth's refusals of an account's own requests, in our words; by the person, whatever the device. */
async function withPassword<T>({ guard }: Services, person: Id, work: () => Promise<T>, refused: () => ApiProblem): Promise<T> {
  const wait = await guard.wait(person);
  if (wait > 0) throw new ApiProblem(429, 'rate.limited', 'too many wrong passwords', wait);
  try {
    const result = await work();
    await guard.succeeded(person);
    return result;
  } catch (error) {
    if (!isAPIError(error)) throw error;
    if (error.body?.code !== 'INVALID_PASSWORD' && error.body?.code !== 'PASSWORD_TOO_LONG') throw refused();
    await guard.failed(person);
    throw new ApiProblem(422, 'auth.current_password_wrong', 'the current password does not match');
  }
}

/**
 * An authenticator app, in force after its first right code (ACC-04).
 * @throws ApiProblem 422 `auth.current_password_wrong`, 409 `auth.app_factor_on`
 */
export async function beginAppFactor(services: Services, person: Id, headers: Headers, password: string): Promise<{ uri: string; secret: string }> {
  const begun = await withPassword(
    services, person, () => services.auth.api.enableTwoFactor({ body: { password, method: 'totp' }, headers }), () => new ApiProblem(409, 'auth.app_factor_on', 'there is an app already'),
  );
  if (begun.method !== 'totp') throw new Error('better-auth set up another method');
  return { uri: begun.totpURI, secret: new URL(begun.totpURI).searchParams.get('secret') ?? '' };
}

/** @throws ApiProblem 422 `auth.code_wrong`, 429, 409 `auth.app_factor_off` where none was begun */
export async function confirmAppFactor(services: Services, person: Id, headers: Headers, typed: string): Promise<string[]> {
  const { auth, guard, pools } = services;
  const wait = await guard.wait(`app ${person}`);
  if (wait > 0) throw new ApiProblem(429, 'rate.limited', 'too many wrong codes', wait);
  // Before the plugin looks: it would give a new token to somebody who had no second factor until now.
  const before = await pools.identity.selectFrom('user').select('twoFactorEnabled').where('id', '=', person).executeTakeFirstOrThrow();
  await pools.identity.updateTable('user').set({ twoFactorEnabled: true }).where('id', '=', person).execute();
  await auth.api.verifyTOTP({ body: { code: typed.replace(/[\s-]/g, '') }, headers }).catch(async (error: unknown) => {
    await pools.identity.updateTable('user').set(before).where('id', '=', person).execute();
    if (!isAPIError(error)) throw error;
    if (error.status !== 'UNAUTHORIZED') throw new ApiProblem(409, 'auth.app_factor_off', 'no app was begun');
    await guard.failed(`app ${person}`);
    throw new ApiProblem(422, 'auth.code_wrong', 'not the code');
  });
  await guard.succeeded(`app ${person}`);
  return (await auth.api.viewBackupCodes({ body: { userId: person } })).backupCodes;
}

/** From now on the code comes by mail: who has had a second factor keeps one. */
export async function endAppFactor(services: Services, person: Id, headers: Headers, password: string): Promise<void> {
  await withPassword(services, person, () => services.auth.api.verifyPassword({ body: { password }, headers }), () => new ApiProblem(401, 'auth.required', 'sign in'));
  await services.pools.identity.deleteFrom('twoFactor').where('userId', '=', person).execute();
}

/** Ten new ones; the old open nothing any more. @throws ApiProblem 409 `auth.app_factor_off`, 422 `auth.current_password_wrong` */
export async function newRecoveryCodes(services: Services, person: Id, headers: Headers, password: string): Promise<string[]> {
  const { backupCodes } = await withPassword(
    services, person, () => services.auth.api.generateBackupCodes({ body: { password }, headers }), () => new ApiProblem(409, 'auth.app_factor_off', 'there is no app'),
  );
  return backupCodes;
}
