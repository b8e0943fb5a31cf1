import * as z from 'zod';
import { feedSchema, meSchema, type Feed, type Me } from '#shared/api/sync.ts';
import type { Actor } from '#shared/domain/kernel/command.ts';
import type { Id } from '#shared/domain/kernel/ids.ts';
import { CoreError } from './core-error.ts';
import type { Store } from './store/store.ts';
import { isPending } from './sync/pending.ts';

export const profileFileSchema = z.object({
  person: meSchema.shape.person,
  feeds: z.array(feedSchema),
  /** The clock's offset as last measured, ms, and when that was by this device's clock. */
  clock: z.object({ offset: z.number(), at: z.number() }),
});
export type ProfileFile = z.output<typeof profileFileSchema>;
export type Person = Me['person'];

/** One person's desk at one cloud: their folder, their log, their rights as last heard. */
export interface Profile {
  readonly folder: string;
  readonly store: Store;
  person(): Person;
  feeds(): readonly Feed[];
  feed(tenant: Id): Feed | undefined;
  /** Who gives a command in this tenant; throws `tenant.unknown` where the person has no feed. */
  actor(tenant: Id): Actor;
  /** What the cloud said of the person: rows of lost feeds go, their commands wait for the person. True when something changed. */
  update(me: Me): Promise<boolean>;
  keepClock(offset: number): Promise<void>;
  /** The offset of the last run; 0 when the clock was turned back since. */
  readonly knownOffset: number;
  close(): Promise<void>;
}

export interface ProfileParts {
  readonly folder: string;
  readonly store: Store;
  /** As it was kept; a desk of somebody new has no feeds. */
  readonly file: ProfileFile;
  /** Keeps it for the next start. */
  readonly save: (file: ProfileFile) => Promise<void>;
  readonly now: () => number;
}

/** The desk over its open store. */
export function createProfile({ folder, store, file: kept, save, now }: ProfileParts): Profile {
  let file = kept;
  const knownOffset = file.clock.at <= now() ? file.clock.offset : 0;
  const write = (next: ProfileFile): Promise<void> => {
    file = next;
    return save(next);
  };
  const adoptFeeds = async (feeds: readonly Feed[]): Promise<void> => {
    await store.cache.keepFeeds(feeds.map((feed) => feed.tenant));
    await store.cache.setScopes(feeds.map(({ tenant, areas, side }) => ({ tenant, areas, side })));
    const kept = new Set(feeds.map((feed) => feed.tenant));
    for (const command of store.log.open()) {
      // The right is gone: kept for the person to decide (sync.md, Sign-in).
      if (!kept.has(command.tenant) && isPending(command)) store.log.setState(command.id, 'parked');
    }
  };

  const profile: Profile = {
    folder,
    store,
    knownOffset,
    person: () => file.person,
    feeds: () => file.feeds,
    feed: (tenant) => file.feeds.find((feed) => feed.tenant === tenant),
    actor(tenant) {
      const feed = profile.feed(tenant);
      if (!feed) throw new CoreError('tenant.unknown');
      const { id, name, email } = file.person;
      return { personId: id, name, email, side: feed.side, roles: feed.roles };
    },
    async update(me) {
      const changed = JSON.stringify([file.person, file.feeds]) !== JSON.stringify([me.person, me.feeds]);
      if (!changed) return false;
      await write({ ...file, person: me.person, feeds: me.feeds });
      await adoptFeeds(me.feeds);
      return true;
    },
    keepClock: (offset) => write({ ...file, clock: { offset, at: now() } }),
    close: () => store.close(),
  };
  return profile;
}
