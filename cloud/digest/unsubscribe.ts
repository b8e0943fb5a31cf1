import { createHash } from 'node:crypto';
import { idSchema, type Id } from '#shared/domain/kernel/ids.ts';
import { preference } from '#shared/domain/org/entities.ts';
import { NOTICE_WISHES, noticeWishesOf } from '#shared/domain/org/notice-wishes.ts';
import { preferenceId } from '#shared/domain/org/preference-id.ts';
import { seatOf } from '#cloud/auth/access.ts';
import { isSame, type Secrets } from '#cloud/auth/secrets.ts';
import { readRow } from '#cloud/db/read-row.ts';
import type { Services } from '#cloud/services.ts';
import { runCommands } from '#cloud/sync/run-command.ts';
import { idOfEvent } from '#cloud/system-ids.ts';

export const UNSUBSCRIBE_PATH = '/mail/unsubscribe';

/** Where a person ends their digest without signing in; good for as long as the cloud's secret is, as old mails are read. */
export function unsubscribeLink(secrets: Secrets, site: string, person: Id, language: string): string {
  return `${site}${UNSUBSCRIBE_PATH}?token=${person}.${signature(secrets, person)}&lang=${language}`;
}

/** Whose link it is; undefined where it is none of ours. */
export function unsubscriber(secrets: Secrets, token: string): Id | undefined {
  const [person = '', signed = ''] = token.split('.');
  return idSchema.safeParse(person).success && isSame(signed, signature(secrets, person)) ? person : undefined;
}

function signature(secrets: Secrets, person: Id): string {
  return secrets.derive('digest-off', person).toString('base64url');
}

/**
 * OFF-07, RFC 8058: the person's own wish, given as theirs by who has their mail, so that every desk of theirs shows it. The
 * same again changes nothing.
 */
export async function endDigest({ access, pools, place, now }: Pick<Services, 'access' | 'pools' | 'place' | 'now'>, person: Id): Promise<void> {
  const tenant = (await access.me(person))?.feeds.find(({ side, kind }) => side === kind)?.tenant;
  const seating = tenant === undefined ? undefined : await access.seating(person, tenant);
  if (!seating) return;
  const row = await readRow(pools.app, seatOf(seating), preference, preferenceId(person, NOTICE_WISHES));
  const wishes = noticeWishesOf(row?.['value']);
  if (row === undefined || wishes.digest === null) return;
  const [name, input, at] = ['preference.set', { key: NOTICE_WISHES, value: { ...wishes, digest: null } }, now()] as const;
  await runCommands(place, {
    tenant: seating.tenant.id,
    vendor: seating.vendor,
    giver: { actor: seating.actor, areas: seating.areas, sight: seating.sight },
    sender: undefined,
    commands: [{ id: idOfEvent('digest.end', person, row.rev), number: null, name, input, now: at, typed: at, arrival: at, bases: {}, sha256: createHash('sha256').update(JSON.stringify({ name, input })).digest('hex') }],
    mail: 'skip',
  });
}
