import type { Id } from '#shared/domain/kernel/ids.ts';
import type { Store } from '../store/store.ts';
import { isRefused } from './pending.ts';

/** The cache knows these to be in the cloud and all their rows here: they leave the pending set (I5). */
export function settleAccepted(store: Store, ids: readonly Id[]): void {
  // A refused one stays until its author has decided (R4).
  store.log.settle(
    ids.filter((id) => {
      const command = store.log.get(id);
      return command !== undefined && command.state === 'open' && !isRefused(command);
    }),
  );
}

/** Shows the tenant's rows anew from what is pending now. */
export async function rebaseTenant(store: Store, tenant: Id): Promise<void> {
  const { settled } = await store.cache.rebase(tenant);
  settleAccepted(store, settled);
}
