import type { SyncView } from '#shared/rpc/contract.ts';

export interface SyncFacts {
  /** Null until the first call to the cloud has ended. */
  readonly online: boolean | null;
  readonly signedIn: boolean;
  readonly waiting: number;
  /** How many of those only let the moment pass in which they can be taken back (OFF-02). */
  readonly held: number;
  readonly needsYou: number;
  readonly sending: { readonly done: number; readonly total: number } | null;
  readonly loading: { readonly done: number; readonly total: number } | null;
  readonly lastSync: number | null;
  readonly problem: string | null;
  readonly nextTry: number | null;
  readonly deletions: SyncView['deletions'];
}

/** One honest word (ui.md): needs_you wins, then sign_in, offline, sending, loading, online. */
export function syncView(facts: SyncFacts): SyncView {
  return {
    lamp: lampOf(facts),
    online: facts.online === true,
    waiting: facts.waiting,
    needsYou: facts.needsYou + facts.deletions.filter(({ postponed }) => !postponed).length,
    progress: facts.sending ?? facts.loading,
    lastSync: facts.lastSync,
    problem: facts.problem,
    nextTry: facts.nextTry,
    deletions: facts.deletions,
  };
}

function lampOf(facts: SyncFacts): SyncView['lamp'] {
  if (facts.needsYou > 0 || facts.deletions.some(({ postponed }) => !postponed)) return 'needs_you';
  if (!facts.signedIn) return 'sign_in';
  if (facts.online === false) return 'offline';
  if (facts.sending !== null || facts.waiting > facts.held) return 'sending';
  if (facts.loading !== null || facts.online === null) return 'loading';
  return 'online';
}
