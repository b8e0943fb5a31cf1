import type { CloudClock } from './cloud/clock.ts';
import type { Cloud } from './cloud/cloud.ts';
import type { VaultDriver } from './credentials/vault.ts';
import type { EventLog } from './errors/event-log.ts';
import type { Profile } from './profile.ts';
import { CoreError } from './core-error.ts';
import { createSync, type Sync } from './sync/sync.ts';
import type { Publisher } from './topics.ts';

export interface DeskParts {
  readonly profile: Profile;
  readonly cloud: Cloud;
  readonly clock: CloudClock;
  readonly publisher: Publisher;
  readonly events: EventLog;
  readonly now: () => number;
  /** The token is no good any more. */
  readonly onRefused: () => void;
  /** Name, companies or roles changed. */
  readonly onPerson: () => void;
  /** The cloud has said who the person is: what stands beside it may be new too. */
  readonly onMe: () => void;
}

/** `looking`: the vault has not answered yet. */
export type Token = { readonly state: 'looking' | 'none' } | { readonly state: 'held'; readonly secret: string; readonly driver: VaultDriver };

/** An open profile at work: its traffic and the sign-in in force. */
export interface Desk {
  readonly profile: Profile;
  readonly sync: Sync;
  token(): Token;
  setToken(token: Token): void;
  /**
   * Another token takes the place of the one in force (ACC-12): it ends in the cloud before `ask` has brought its
   * successor here, so that what is refused meanwhile says nothing. Throws what `ask` throws.
   */
  renewToken(ask: () => Promise<Extract<Token, { state: 'held' }>>): Promise<void>;
  /** Aborted when the desk closes. */
  readonly signal: AbortSignal;
  /** Ends all traffic, then closes the store with everything on disk. */
  close(): Promise<void>;
}

export function createDesk(parts: DeskParts): Desk {
  const { profile, cloud, clock, publisher, events, now } = parts;
  const abort = new AbortController();
  let token: Token = { state: 'looking' };
  let renewing = false;
  const setToken = (next: Token) => {
    token = next;
    if (next.state === 'held') sync.signedIn();
    else sync.wake(false);
  };
  const refused = (secret: string) => {
    // Another sign-in may have come while this call was out.
    if (renewing || token.state !== 'held' || token.secret !== secret) return;
    token = { state: 'none' };
    events.write('warn', 'auth.required');
    parts.onRefused();
  };
  const sync = createSync({
    line: {
      store: profile.store,
      cloud,
      publisher,
      events,
      now,
      random: Math.random,
      signal: abort.signal,
      token: () => (token.state === 'held' ? token.secret : null),
      needsPassword: () => token.state === 'none',
      feed: profile.feed,
    },
    feeds: profile.feeds,
    person: () => profile.person().id,
    refusedToken: refused,
    async updateMe(me) {
      // Another person's token must never carry this log (I11).
      if (me.person.id !== profile.person().id) {
        if (token.state === 'held') refused(token.secret);
        throw new CoreError('auth.other_person');
      }
      if (Math.abs(clock.offset() - profile.knownOffset) > 1000) await profile.keepClock(clock.offset());
      if (await profile.update(me)) parts.onPerson();
      parts.onMe();
    },
  });
  return {
    profile,
    sync,
    signal: abort.signal,
    token: () => token,
    setToken,
    async renewToken(ask) {
      renewing = true;
      try {
        setToken(await ask());
      } finally {
        renewing = false;
      }
    },
    async close() {
      abort.abort();
      await sync.stop();
      await profile.close();
    },
  };
}
