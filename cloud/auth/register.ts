import { v7 } from 'uuid';
import type { AccessLanguage } from '#shared/api/access.ts';
import type { Id } from '#shared/domain/kernel/ids.ts';
import { momentIn } from '#cloud/mail/moments.ts';
import type { Services } from '#cloud/services.ts';
import { takeMailTurn } from '#cloud/site/site-limits.ts';
import { runSystem } from '#cloud/sync/run-system.ts';
import { idOfEvent } from '#cloud/system-ids.ts';
import { provisionalPassword } from './provisional.ts';
import { newToken } from './secrets.ts';

/** The company of a code, where it lets people register by themselves now (ACC-11). */
export async function registrationTenant({ pools }: Pick<Services, 'pools'>, code: string): Promise<{ id: Id; name: string } | undefined> {
  return pools.identity
    .selectFrom('tenant')
    .select(['id', 'name'])
    .where('registration_code', '=', code.trim().toUpperCase())
    .where('self_registration', '=', true)
    .executeTakeFirst();
}

export interface Registration {
  readonly firstName: string;
  readonly lastName: string;
  readonly phone: string;
  readonly email: string;
  readonly language: AccessLanguage;
}

/**
 * ACC-11: an invitation by the person's own wish, as an ordinary user. Credentials go to the address; once they were
 * used, the person is a member. Somebody who has a password confirms the wish on the desk. To be run after the answer.
 */
export async function register(services: Services, tenant: Id, { firstName, lastName, phone, email: typed, language }: Registration): Promise<void> {
  const { pools, place, access, now, mailer, secrets, site } = services;
  const email = typed.toLowerCase();
  const input = { invitationId: v7(), email, firstName, lastName, roles: ['user'], modules: [] };
  const outcome = await runSystem(place, { tenant, vendor: await access.vendorOf(tenant), id: idOfEvent('registration', input.invitationId), name: 'invitation.create', input, now: now() });
  // Somebody who waits already is written to again; a member, or a company that closed meanwhile, is not.
  if (outcome.state === 'refused' && outcome.refusal.code !== 'invitation.pending') return;
  const found = await pools.identity
    .selectFrom('invitation as i')
    .innerJoin('person as p', 'p.id', 'i.person_id')
    .innerJoin('tenant as t', 't.id', 'i.tenant_id')
    .leftJoin('provisional as v', 'v.person_id', 'p.id')
    .select(['i.id', 'i.expires_at', 'p.id as person', 't.name', 'v.source'])
    .where('i.tenant_id', '=', tenant)
    .where('p.email', '=', email)
    .where('i.state', '=', 'pending')
    .executeTakeFirstOrThrow();
  // One that an administrator sent is still theirs to answer; and of somebody who has a password nothing changes by what a stranger types.
  if (outcome.state === 'accepted') await pools.identity.updateTable('invitation').set({ self_registered: true }).where('id', '=', found.id).execute();
  if (found.source !== null) await pools.identity.updateTable('person').set({ phone }).where('id', '=', found.person).where('phone', '=', '').execute();
  // Nobody fills another one's mailbox.
  if (!(await takeMailTurn(services, 'registration', email))) return;
  const common = { event: idOfEvent('registration-mail', tenant, email, newToken()), recipient: email, language };
  const facts = { company: found.name, portal: `${site.url}/access?lang=${language}` };
  if (found.source === null) return mailer.keep({ ...common, template: 'already-registered', facts });
  await mailer.keep({
    ...common, template: 'registration',
    facts: { ...facts, email, password: provisionalPassword(secrets, found.person, found.source), expires: momentIn(language, found.expires_at) },
  });
}
