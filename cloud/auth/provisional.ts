import type { Id } from '#shared/domain/kernel/ids.ts';
import type { Services } from '#cloud/services.ts';
import { isSame, type Secrets } from './secrets.ts';

/** No letter that is read as another one. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';
const [GROUPS, LENGTH] = [3, 4];

/**
 * ACC-01: the password of the first sign-in, the same however often its mail is sent, and kept nowhere: it follows from
 * the cloud's secret, the person, and what brought them here (`source`: an invitation). 59 bits; tries are counted.
 */
export function provisionalPassword(secrets: Secrets, person: Id, source: string): string {
  const bytes = secrets.derive('provisional', person, source);
  const letters = Array.from(bytes.subarray(0, GROUPS * LENGTH), (byte) => LETTERS[byte % LETTERS.length] ?? '');
  return Array.from({ length: GROUPS }, (_one, group) => letters.slice(group * LENGTH, (group + 1) * LENGTH).join('')).join('-');
}

/** Whose provisional password this is, if it is one that has not expired. Takes as long for an address that has none. */
export async function provisionalPerson({ pools, secrets, now }: Pick<Services, 'pools' | 'secrets' | 'now'>, email: string, typed: string): Promise<Id | undefined> {
  const found = await pools.identity
    .selectFrom('provisional as v')
    .innerJoin('person as p', 'p.id', 'v.person_id')
    .select(['v.person_id', 'v.source', 'v.expires_at'])
    .where('p.email', '=', email)
    .executeTakeFirst();
  const right = provisionalPassword(secrets, found?.person_id ?? '', found?.source ?? '');
  const same = isSame(right, typed.trim().toLowerCase());
  return same && found !== undefined && found.expires_at > now() ? found.person_id : undefined;
}
