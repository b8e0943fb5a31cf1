import type { Services } from '#cloud/services.ts';
import { arrivingSince } from '#cloud/db/attachments.ts';
import { runSystem } from '#cloud/sync/run-system.ts';
import { idOfEvent, systemSeat } from '#cloud/system-ids.ts';

const GIVEN_UP_AFTER = 7 * 24 * 60 * 60 * 1000;

/** Files whose bytes did not come within seven days are missing, and their author is told by the row (sync.md, Attachments). */
export async function settleMissing({ pools, place, access, now }: Pick<Services, 'pools' | 'place' | 'access' | 'now'>): Promise<number> {
  const at = now();
  const tenants = await pools.identity.selectFrom('tenant').select('id').execute();
  let settled = 0;
  for (const { id: tenant } of tenants) {
    const late = await arrivingSince(pools.app, systemSeat(tenant), at - GIVEN_UP_AFTER);
    for (const attachmentId of late) {
      await runSystem(place, {
        tenant,
        vendor: await access.vendorOf(tenant),
        id: idOfEvent('attachment.settle', tenant, attachmentId, 'missing'),
        name: 'attachment.settle',
        input: { attachmentId, state: 'missing' },
        now: at,
      });
      settled += 1;
    }
  }
  return settled;
}
