import { v5 } from 'uuid';
import type { Actor } from '#shared/domain/kernel/command.ts';
import type { Id } from '#shared/domain/kernel/ids.ts';
import type { Seat } from '#cloud/db/tenant-transaction.ts';

/** The person that the cloud's own jobs are (sync.md, Every writer is a command). */
export const SYSTEM_PERSON: Id = '00000000-0000-8000-8000-000000000000';

export const SYSTEM: Actor = { personId: SYSTEM_PERSON, name: 'Sportello', email: '', side: 'system', roles: [] };

/** As whom a job's transaction runs in a tenant. */
export function systemSeat(tenant: Id): Seat {
  return { tenant, person: SYSTEM_PERSON, side: 'system', sight: 'all' };
}

const NAMESPACE = '5b2a8a54-43fb-5c1e-9a3e-6f6d1f1c0d11';

/** The id of what an event brings about: the same event, the same id, so that a retry is the same command. */
export function idOfEvent(...parts: readonly (string | number)[]): Id {
  return v5(parts.join('\n'), NAMESPACE);
}
