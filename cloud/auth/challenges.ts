import { sql } from 'kysely';
import type { Id } from '#shared/domain/kernel/ids.ts';
import { ApiProblem } from '#cloud/api-problem.ts';
import { sqlState } from '#cloud/db/tenant-transaction.ts';
import type { Services } from '#cloud/services.ts';
import { CODE_SECONDS } from './better-auth.ts';
import { hashOf, newToken } from './secrets.ts';

type Place = Pick<Services, 'pools' | 'now'>;

/** ACC-04: a half sign-in dies after so many wrong codes, and sends no more than so many mails. */
const ATTEMPTS = 5;
const SENDS = 5;
const RESEND_PAUSE = 30_000;
const LASTS = { code: CODE_SECONDS * 1000, activate: 30 * 60_000 } as const;
/** A used code of an app is remembered for longer than it is good. */
const KEPT = 60 * 60_000;

export interface Challenge {
  readonly person: Id;
  /** better-auth's own half sign-in, as a Cookie header. */
  readonly cookie: string;
  readonly createdAt: number;
}

export const EXPIRED = () => new ApiProblem(410, 'auth.code_expired', 'the sign-in took too long or too many tries; sign in again');

/** Keeps a half sign-in; what the desk holds of it is the answer. It is good on this device alone. */
export async function openChallenge({ pools, now }: Place, kind: 'code' | 'activate', person: Id, deviceSecret: string, cookie: string): Promise<string> {
  const challenge = newToken();
  const at = now();
  await pools.identity.deleteFrom('challenge').where('expires_at', '<', at - KEPT).execute();
  await pools.identity
    .insertInto('challenge')
    .values({ id: hashOf(challenge), kind, person_id: person, device_hash: hashOf(deviceSecret), cookie, created_at: at, expires_at: at + LASTS[kind], used_code: null })
    .execute();
  return challenge;
}

/**
 * Counts a try before it is judged, so that tries at once are no more than tries in turn.
 * @throws ApiProblem 410 `auth.code_expired`
 */
export async function tryChallenge({ pools, now }: Place, challenge: string, deviceSecret: string): Promise<Challenge> {
  const row = await pools.identity
    .updateTable('challenge')
    .set({ attempts: sql`attempts + 1` })
    .where('id', '=', hashOf(challenge))
    .where('kind', '=', 'code')
    .where('device_hash', '=', hashOf(deviceSecret))
    .where('done', '=', false)
    .where('attempts', '<', ATTEMPTS)
    .where('expires_at', '>', now())
    .returning(['person_id', 'cookie', 'created_at'])
    .executeTakeFirst();
  if (!row) throw EXPIRED();
  return { person: row.person_id, cookie: row.cookie, createdAt: row.created_at };
}

/** The first creation of a user that this sign-in may do; undefined when it is over. */
export async function activationOf({ pools, now }: Place, challenge: string): Promise<Challenge | undefined> {
  const row = await pools.identity
    .selectFrom('challenge')
    .select(['person_id', 'cookie', 'created_at'])
    .where('id', '=', hashOf(challenge))
    .where('kind', '=', 'activate')
    .where('done', '=', false)
    .where('expires_at', '>', now())
    .executeTakeFirst();
  return row && { person: row.person_id, cookie: row.cookie, createdAt: row.created_at };
}

/** False where the same code of an app has opened a sign-in of this person already (token replay). */
export async function noteAppCode({ pools }: Place, challenge: string, code: string): Promise<boolean> {
  try {
    await pools.identity.updateTable('challenge').set({ used_code: hashOf(code) }).where('id', '=', hashOf(challenge)).execute();
    return true;
  } catch (error) {
    if (sqlState(error) === '23505') return false;
    throw error;
  }
}

export async function closeChallenge({ pools }: Place, challenge: string): Promise<void> {
  await pools.identity.updateTable('challenge').set({ done: true }).where('id', '=', hashOf(challenge)).execute();
}

/**
 * One more mail with a code.
 * @throws ApiProblem 410 `auth.code_expired`, 429 `rate.limited` where the last one is too fresh or there were too many
 */
export async function mayResend({ pools, now }: Place, challenge: string): Promise<Challenge> {
  const at = now();
  const mine = pools.identity.updateTable('challenge').where('id', '=', hashOf(challenge)).where('kind', '=', 'code').where('done', '=', false).where('attempts', '<', ATTEMPTS).where('expires_at', '>', at);
  const row = await mine
    .set({ sends: sql`sends + 1`, sent_at: at })
    .where('sends', '<', SENDS)
    .where('sent_at', '<=', at - RESEND_PAUSE)
    .returning(['person_id', 'cookie', 'created_at'])
    .executeTakeFirst();
  if (row) return { person: row.person_id, cookie: row.cookie, createdAt: row.created_at };
  const waiting = await pools.identity.selectFrom('challenge').select(['sent_at', 'sends', 'expires_at', 'attempts', 'done']).where('id', '=', hashOf(challenge)).where('kind', '=', 'code').executeTakeFirst();
  if (!waiting || waiting.done || waiting.expires_at <= at || waiting.sends >= SENDS || waiting.attempts >= ATTEMPTS) throw EXPIRED();
  throw new ApiProblem(429, 'rate.limited', 'a code was sent a moment ago', Math.max(1, Math.ceil((waiting.sent_at + RESEND_PAUSE - at) / 1000)));
}
