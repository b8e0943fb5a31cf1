import { v7 } from 'uuid';
import type { SignInDevice, TrustedDevice } from '#shared/api/access.ts';
import type { Id } from '#shared/domain/kernel/ids.ts';
import type { Services } from '#cloud/services.ts';
import { hashOf, newToken } from './secrets.ts';

type Place = Pick<Services, 'pools' | 'now'>;

/** The raw token of a bearer token, which ends in its signature. */
function sessionToken(bearer: string): string {
  return decodeURIComponent(bearer).split('.')[0] ?? '';
}

/** From here on the token is good only together with the device's secret; before, it opens nothing at all. */
export async function bindSession({ pools }: Place, bearer: string, device: SignInDevice): Promise<void> {
  await pools.identity
    .updateTable('session')
    .set({ deviceId: device.id, deviceHash: hashOf(device.secret), deviceName: device.name })
    .where('token', '=', sessionToken(bearer))
    .execute();
}

/** A session that takes the place of another one is the same device's. */
export async function bindLike({ pools }: Place, bearer: string, before: { deviceId: string | null; deviceHash: string | null; deviceName: string | null }): Promise<void> {
  await pools.identity.updateTable('session').set(before).where('token', '=', sessionToken(bearer)).execute();
}

/** Whether the second factor may be left out (ACC-05): the trust is this person's, this device's, and stands. */
export async function isTrusted({ pools, now }: Place, person: Id, device: SignInDevice, trust: string | null): Promise<boolean> {
  if (trust === null) return false;
  const { numUpdatedRows } = await pools.identity
    .updateTable('trusted_device')
    .set({ last_used_at: now(), name: device.name })
    .where('person_id', '=', person)
    .where('device_id', '=', device.id)
    .where('device_hash', '=', hashOf(device.secret))
    .where('trust_hash', '=', hashOf(trust))
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** *Dispositivo sicuro*: what the desk keeps to show that it is one; an earlier trust of the same device ends. */
export async function trustDevice({ pools, now }: Place, person: Id, device: SignInDevice): Promise<string> {
  const trust = newToken();
  const row = { device_hash: hashOf(device.secret), trust_hash: hashOf(trust), name: device.name, since: now(), last_used_at: now() };
  await pools.identity
    .insertInto('trusted_device')
    .values({ id: v7(), person_id: person, device_id: device.id, ...row })
    .onConflict((conflict) => conflict.columns(['person_id', 'device_id']).doUpdateSet(row))
    .execute();
  return trust;
}

/** `current`: the device that asks. */
export async function trustedDevices({ pools }: Place, person: Id, current: string | null): Promise<TrustedDevice[]> {
  const rows = await pools.identity.selectFrom('trusted_device').selectAll().where('person_id', '=', person).orderBy('last_used_at', 'desc').execute();
  const devices = rows.map(({ id, device_id, name, since, last_used_at }) => ({ id, current: device_id === current, name, since, lastUsedAt: last_used_at }));
  return devices.sort((a, b) => Number(b.current) - Number(a.current));
}

/** One trust of this person by its id, or all of them. */
export async function endTrust({ pools }: Place, person: Id, id: Id | null): Promise<void> {
  const theirs = pools.identity.deleteFrom('trusted_device').where('person_id', '=', person);
  await (id === null ? theirs : theirs.where('id', '=', id)).execute();
}

/** Notes the device; true where the person has signed in before, but never there. */
export async function isNewDevice({ pools, now }: Place, person: Id, device: SignInDevice): Promise<boolean> {
  const known = await pools.identity.selectFrom('known_device').select('device_id').where('person_id', '=', person).limit(1).executeTakeFirst();
  const { numInsertedOrUpdatedRows } = await pools.identity
    .insertInto('known_device')
    .values({ person_id: person, device_id: device.id, since: now() })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return known !== undefined && numInsertedOrUpdatedRows === 1n;
}
