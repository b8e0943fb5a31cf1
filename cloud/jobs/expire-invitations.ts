import type { Services } from '#cloud/services.ts';
import { runSystem } from '#cloud/sync/run-system.ts';
import { idOfEvent } from '#cloud/system-ids.ts';

/** ACC-01: invitations whose time is over say so on every desk of their company. Answers how many there were. */
export async function expireInvitations({ pools, place, access, now }: Pick<Services, 'pools' | 'place' | 'access' | 'now'>): Promise<number> {
  const at = now();
  const over = await pools.identity.selectFrom('invitation').select(['id', 'tenant_id', 'expires_at']).where('state', '=', 'pending').where('expires_at', '<=', at).execute();
  let expired = 0;
  for (const { id: invitationId, tenant_id: tenant, expires_at } of over) {
    const outcome = await runSystem(place, {
      tenant,
      vendor: await access.vendorOf(tenant),
      // Sent again it is over another time.
      id: idOfEvent('invitation.expire', tenant, invitationId, expires_at),
      name: 'invitation.expire',
      input: { invitationId },
      now: at,
    });
    if (outcome.state === 'accepted') expired += 1;
  }
  return expired;
}
