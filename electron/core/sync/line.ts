import type { Feed } from '#shared/api/sync.ts';
import type { Id } from '#shared/domain/kernel/ids.ts';
import type { Cloud } from '../cloud/cloud.ts';
import type { EventLog } from '../errors/event-log.ts';
import type { Store } from '../store/store.ts';
import type { Publisher } from '../topics.ts';

/** What every part of sync works with; one per open profile. */
export interface SyncLine {
  readonly store: Store;
  readonly cloud: Cloud;
  readonly publisher: Publisher;
  readonly events: EventLog;
  /** The device's clock, ms; for waiting only. */
  readonly now: () => number;
  readonly random: () => number;
  /** Aborted when the profile closes: every call to the cloud ends. */
  readonly signal: AbortSignal;
  /** The sign-in in force; null while the password is waited for. */
  token(): string | null;
  /** Whether a person must type the password before anything moves. */
  needsPassword(): boolean;
  feed(tenant: Id): Feed | undefined;
}
