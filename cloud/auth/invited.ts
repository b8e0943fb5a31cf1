import type { AccessLanguage } from '#shared/api/access.ts';
import type { Role } from '#shared/domain/access/roles.ts';
import type { Facts } from '#shared/domain/kernel/command.ts';
import type { Id } from '#shared/domain/kernel/ids.ts';
import type { Services } from '#cloud/services.ts';
import { momentIn } from '#cloud/mail/moments.ts';
import type { MailFiller } from '#cloud/mail/words-for.ts';
import { personForAddress } from './people.ts';
import { provisionalPassword } from './provisional.ts';
import { hashOf, type Secrets } from './secrets.ts';

/** A pending invitation of a company, as its synced row has it. */
export interface Invited {
  readonly tenant: Id;
  readonly invitationId: Id;
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly phone?: string;
  /** Of the mails, until the person chooses. */
  readonly language: AccessLanguage;
  readonly roles: readonly Role[];
  /** The name of who invites. */
  readonly invitedBy: string;
  readonly invitedAt: number;
  readonly expiresAt: number;
  /** ACC-11: by the person's own wish; accepted by itself once they have shown that the address is theirs. */
  readonly selfRegistered?: boolean;
}

/**
 * ACC-01: what an invitation means for who is who. Somebody unknown becomes a person with provisional access; the
 * invitation waits for its answer (ACC-06). To be called after every change of the synced row while it is pending; the
 * same call again changes nothing.
 *
 * @returns the person
 */
export async function welcomeInvited(services: Pick<Services, 'pools' | 'now' | 'secrets' | 'pokes'>, invited: Invited): Promise<Id> {
  const { tenant, invitationId, email, firstName, lastName, phone = '', language, roles, invitedBy, invitedAt, expiresAt, selfRegistered = false } = invited;
  const { id: person } = await personForAddress(services, { email, language, firstName, lastName, phone }, { source: invitationId, expiresAt });
  await services.pools.identity
    .insertInto('invitation')
    .values({
      id: invitationId, tenant_id: tenant, person_id: person, roles: [...roles], invited_by: invitedBy, invited_at: invitedAt, expires_at: expiresAt, state: 'pending',
      self_registered: selfRegistered, link_hash: hashOf(invitationToken(services.secrets, invitationId)),
    })
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet({
        roles: [...roles], invited_by: invitedBy, invited_at: invitedAt, expires_at: expiresAt, state: 'pending', ...(selfRegistered ? { self_registered: true } : {}),
      }),
    )
    .execute();
  services.pokes.me(person);
  return person;
}

/** The synced row is not pending any more: the link, the question on the desk and unused provisional access are over. */
export async function endInvited({ pools, pokes }: Pick<Services, 'pools' | 'pokes'>, invitationId: Id, state: 'accepted' | 'declined' | 'revoked'): Promise<void> {
  const ended = await pools.identity.updateTable('invitation').set({ state }).where('id', '=', invitationId).returning('person_id').executeTakeFirst();
  if (!ended) return;
  if (state !== 'accepted') {
    // Provisional access came with an invitation and goes with the last one.
    const { person_id: person } = ended;
    const others = await pools.identity.selectFrom('invitation').select('id').where('person_id', '=', person).where('state', '=', 'pending').executeTakeFirst();
    if (!others) await pools.identity.deleteFrom('provisional').where('person_id', '=', person).execute();
  }
  pokes.me(ended.person_id);
}

/** Of the link in the mail: it follows from the invitation, so that a mail that is sent twice says the same. */
export function invitationToken(secrets: Secrets, invitationId: Id): string {
  return secrets.derive('invitation', invitationId).toString('base64url');
}

/** Completes the two mails that the commands of an invitation keep, with `invitationId` among their facts. */
export function invitationFiller(services: Pick<Services, 'pools' | 'secrets' | 'site' | 'now'>): MailFiller {
  return async (template, { invitationId }) =>
    (template === 'welcome' || template === 'invitation') && typeof invitationId === 'string' ? invitationFacts(services, template, invitationId) : undefined;
}

/**
 * What the mails of an invitation say beside what its command wrote: provisional credentials, the link, the last day.
 * Null where the mail has nothing to say any more: somebody who has a password needs no welcome, and an invitation that
 * was taken back no link. Throws where the invitation has not reached `auth` yet: the mail is tried again.
 */
async function invitationFacts(
  { pools, secrets, site, now }: Pick<Services, 'pools' | 'secrets' | 'site' | 'now'>,
  template: 'welcome' | 'invitation',
  invitationId: Id,
): Promise<{ language: AccessLanguage; facts: Facts } | null> {
  const found = await pools.identity
    .selectFrom('invitation as i')
    .innerJoin('person as p', 'p.id', 'i.person_id')
    .innerJoin('tenant as t', 't.id', 'i.tenant_id')
    .leftJoin('provisional as v', 'v.person_id', 'p.id')
    .select(['p.id', 'p.email', 'p.language', 'i.state', 'i.expires_at', 'i.invited_by', 't.name', 'v.source', 'v.expires_at as provisional_until'])
    .where('i.id', '=', invitationId)
    .executeTakeFirst();
  if (!found) throw new Error('the invitation is not there yet');
  if (found.state !== 'pending' || found.expires_at <= now()) return null;
  const { language } = found;
  const facts = { company: found.name, invitedBy: found.invited_by, email: found.email, expires: momentIn(language, found.expires_at), portal: `${site.url}/access?lang=${language}` };
  if (template === 'invitation') return { language, facts: { ...facts, link: `${site.url}/access/invitation?token=${invitationToken(secrets, invitationId)}&lang=${language}` } };
  if (found.source === null) return null;
  return { language, facts: { ...facts, password: provisionalPassword(secrets, found.id, found.source) } };
}
