import { codeOf } from '../core-error.ts';
import { CloudError } from '../cloud/cloud-error.ts';
import { LONGEST_OFFLINE, waitAfter } from './backoff.ts';

/** An older cloud than this desk: it holds what it has and looks again now and then (sync.md, Upgrades). */
const TOO_NEW_WAIT = 10 * 60_000;

/** How the way to the cloud stands, for all tenants at once. */
export interface Connection {
  /** Null until the first call has ended. */
  online(): boolean | null;
  /** Nothing has got through since the last call that reached nobody: what would keep a number waits (OFF-02). */
  broken(): boolean;
  problem(): string | null;
  /** When to try again by itself, ms; null while all is well. */
  nextTry(): number | null;
  /** Whether the cloud asked for quiet until later: then only a person's click tries sooner. */
  mustWait(): boolean;
  lastSync(): number | null;
  /** Something got through just now. */
  succeeded(): void;
  /**
   * To be called before a question; what it gives is called with the answer. One that was asked before the way broke may
   * have come from before too, and does not open it: what is sent on its word keeps a number and can no longer be
   * withdrawn (OFF-02).
   */
  asking(): () => void;
  /** A feed was complete. */
  synced(): void;
  failed(error: unknown): void;
  /** Another sign-in: what was known of the old one says nothing. */
  reset(): void;
}

export function createConnection(now: () => number, random: () => number, changed: () => void): Connection {
  let online: boolean | null = null;
  let problem: string | null = null;
  let nextTry: number | null = null;
  let quietUntil = 0;
  let failures = 0;
  let lastSync: number | null = null;
  let breaks = 0;
  let broken = false;
  const connection: Connection = {
    online: () => online,
    broken: () => broken,
    problem: () => problem,
    nextTry: () => nextTry,
    mustWait: () => now() < quietUntil,
    lastSync: () => lastSync,
    succeeded() {
      const news = online !== true || problem !== null;
      online = true;
      broken = false;
      problem = null;
      nextTry = null;
      quietUntil = 0;
      failures = 0;
      if (news) changed();
    },
    asking() {
      const before = breaks;
      return () => {
        if (breaks === before) connection.succeeded();
      };
    },
    synced() {
      lastSync = now();
      changed();
    },
    failed(error) {
      const known = error instanceof CloudError ? error : undefined;
      if (known?.code === 'cloud.cancelled') return;
      broken = known?.status === 0;
      if (broken) breaks += 1;
      // Lanes that fail together are one failure.
      if (nextTry === null || now() >= nextTry) failures += 1;
      // Something answered that is the cloud: the way is open although it did not help.
      online = known !== undefined && known.status > 0 && known.code !== 'cloud.not_sportello' && known.status < 500;
      problem = codeOf(error);
      const asked = known?.code === 'sync.too_new' ? TOO_NEW_WAIT : (known?.retryAfter ?? null);
      nextTry = now() + waitAfter(failures, asked, random, known?.status === 0 ? LONGEST_OFFLINE : undefined);
      if (asked !== null) quietUntil = nextTry;
      changed();
    },
    reset() {
      online = null;
      broken = false;
      problem = null;
      nextTry = null;
      quietUntil = 0;
      failures = 0;
      changed();
    },
  };
  return connection;
}
