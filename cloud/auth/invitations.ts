import type { AccountInvitation } from '#shared/api/access.ts';
import type { Id } from '#shared/domain/kernel/ids.ts';
import { ApiProblem } from '#cloud/api-problem.ts';
import type { Services } from '#cloud/services.ts';
import { runSystem } from '#cloud/sync/run-system.ts';
import { idOfEvent } from '#cloud/system-ids.ts';
import { documentInForce } from './documents.ts';

const DAY = 24 * 60 * 60_000;

/** Those that wait for this person's answer (ACC-06), oldest first. */
export async function waitingInvitations({ pools, now }: Pick<Services, 'pools' | 'now'>, person: Id): Promise<AccountInvitation[]> {
  return pools.identity
    .selectFrom('invitation as i')
    .innerJoin('tenant as t', 't.id', 'i.tenant_id')
    .select(['i.id', 'i.tenant_id as tenantId', 't.name as tenantName', 'i.invited_by as invitedBy', 'i.invited_at as invitedAt', 'i.expires_at as expiresAt', 'i.roles'])
    .where('i.person_id', '=', person)
    .where('i.state', '=', 'pending')
    .where('i.expires_at', '>', now())
    .orderBy('i.invited_at')
    .execute();
}

/**
 * ACC-06: the person's answer becomes a command of the system in the company that invites, which decides; its effects on
 * `auth` follow it as those of any other command.
 *
 * @throws ApiProblem 410 `auth.invitation_over`: taken back, expired, answered, or somebody else's
 */
export async function answerInvitation(services: Services, person: Id, id: Id, accept: boolean): Promise<void> {
  const { pools, place, access, now } = services;
  const over = new ApiProblem(410, 'auth.invitation_over', 'the invitation was taken back, has expired, or was answered');
  const found = await pools.identity
    .selectFrom('invitation as i')
    .innerJoin('person as p', 'p.id', 'i.person_id')
    .innerJoin('tenant as t', 't.id', 'i.tenant_id')
    .select(['i.tenant_id', 'i.expires_at', 'i.self_registered', 'i.invited_at', 't.support_days', 'p.name', 'p.first_name as firstName', 'p.last_name as lastName', 'p.email', 'p.phone'])
    .where('i.id', '=', id)
    .where('i.person_id', '=', person)
    .where('i.state', '=', 'pending')
    .where('i.expires_at', '>', now())
    .executeTakeFirst();
  if (!found) throw over;
  const { tenant_id: tenant, expires_at, self_registered, invited_at, support_days, ...words } = found;
  const name = accept ? 'invitation.accept' : 'invitation.decline';
  const input = { invitationId: id, ...(accept ? { person: { id: person, ...words } } : {}) };
  // Sent again it is another invitation, which ends at another time.
  const commandId = idOfEvent(name, id, expires_at, JSON.stringify(input));
  const outcome = await runSystem(place, { tenant, vendor: await access.vendorOf(tenant), id: commandId, name, input, now: now() });
  if (outcome.state === 'refused') throw over;
  // ACC-11: who has come by themselves is helped for as long as the company says, from today.
  if (accept && self_registered) {
    await pools.identity
      .updateTable('membership')
      .set({ support_from: now(), support_to: now() + support_days * DAY })
      .where('tenant_id', '=', tenant)
      .where('person_id', '=', person)
      .execute();
    // The form's own tick, which counts now that the address has shown to be theirs.
    const { version } = await documentInForce('contract');
    await pools.identity
      .insertInto('acceptance')
      .values({ person_id: person, document: 'contract', version, opened_at: null, accepted_at: invited_at })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
}
