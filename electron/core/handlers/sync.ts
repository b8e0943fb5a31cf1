import type { SyncView } from '#shared/rpc/contract.ts';
import { syncView } from '../sync/lamp.ts';
import type { Context, HandlersOf } from './context.ts';

/** ui.md, Sync lamp. */
export function syncHandlers({ session }: Context): HandlersOf<'sync'> {
  return {
    'sync.state': () => session.openDesk()?.sync.view() ?? SIGNED_OUT,
    'sync.now': () => {
      const { sync } = session.desk();
      sync.wake(true);
      return sync.view();
    },
    'sync.answerDeletions': ({ tenant, accept }) => {
      const { sync } = session.desk();
      sync.answerDeletions(tenant, accept);
      return sync.view();
    },
  };
}

const SIGNED_OUT: SyncView = syncView({
  online: null, signedIn: false, waiting: 0, held: 0, needsYou: 0, sending: null, loading: null, lastSync: null, problem: null, nextTry: null, deletions: [],
});
