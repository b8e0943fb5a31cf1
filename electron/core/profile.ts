import * as z from 'zod';
import { feedSchema, meSchema, type Feed, type Me } from '#shared/api/sync.ts';
import { isNarrower } from '#shared/domain/access/sight.ts';
import type { Actor } from '#shared/domain/kernel/command.ts';
import type { Id } from '#shared/domain/kernel/ids.ts';
import { CoreError } from './core-error.ts';
import type { OpenReport, Store } from './store/store.ts';
import { isWaiting } from './sync/pending.ts';
import { rebaseTenant, settleAccepted } from './sync/settle.ts';

export const profileFileSchema = z.object({
  person: meSchema.shape.person,
  feeds: z.array(feedSchema),
  /** The clock's offset as last measured, ms, and when that was by this device's clock. */
  clock: z.object({ offset: z.number(), at: z.number() }),
});
/** Why the commands of a company wait that is no longer the person's. */
const RIGHT_LOST = 'tenant.forbidden';
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
  /** What had to be mended while opening. */
  readonly repaired: OpenReport['repaired'];
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
  readonly repaired?: OpenReport['repaired'];
}

/**
 * The desk over its open store. What its feeds hold is said again at each start: the cache may be new, or older than the
 * log, and a crash may have come before it had heard.
 */
export async function createProfile({ folder, store, file: kept, save, now, repaired = [] }: ProfileParts): Promise<Profile> {
  let file = kept;
  const knownOffset = file.clock.at <= now() ? file.clock.offset : 0;
  const adoptFeeds = async (feeds: readonly Feed[]): Promise<void> => {
    await store.cache.keepFeeds(feeds.map((feed) => feed.tenant));
    await store.cache.setScopes(feeds.map(({ tenant, areas, side }) => ({ tenant, areas, side })));
    const kept = new Set(feeds.map((feed) => feed.tenant));
    const [lost, here] = [store.log.open().filter(({ tenant }) => !kept.has(tenant)), store.log.open().filter(({ tenant }) => kept.has(tenant))];
    // The right is gone: what was not answered is the person's to decide, what was accepted is the cloud's (sync.md, Sign-in).
    for (const { id } of lost.filter(isWaiting)) store.log.park(id, RIGHT_LOST);
    settleAccepted(store, lost.map(({ id }) => id));
    // Given back: it goes by itself, as it would have.
    const back = here.filter(({ state, reason }) => state === 'parked' && reason === RIGHT_LOST);
    for (const { id } of back) store.log.release(id);
    const disturbed = new Set(back.map((command) => command.tenant));
    for (const { tenant } of feeds) {
      const { seq } = await store.cache.cursor(tenant);
      if (store.log.unsettle(tenant, seq).length > 0) disturbed.add(tenant);
    }
    for (const tenant of disturbed) await rebaseTenant(store, tenant);
  };

  // A log that came here from another person's folder is never sent under this one's token (I11).
  for (const { id, actor, state } of store.log.open()) if (actor.personId !== file.person.id && state === 'open') store.log.park(id, 'auth.other_person');
  // Without a list of feeds nothing is known of them; with an empty one every row would go.
  if (file.feeds.length > 0) await adoptFeeds(file.feeds);
  /** The feeds that cache, log and file have heard of; others where one of them failed (a damaged cache), to be told again. */
  let adopted = file.feeds;

  const profile: Profile = {
    folder,
    store,
    knownOffset,
    repaired,
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
      if (!changed && adopted === file.feeds) return false;
      const before = new Map(file.feeds.map((feed) => [feed.tenant, feed]));
      // From now on nothing new is saved for a lost company; on disk last, so that a crash in between does it all again.
      file = { ...file, person: me.person, feeds: me.feeds };
      await adoptFeeds(me.feeds);
      // LST-08: what was taken away is not shown while the rest is loaded again.
      for (const { tenant, sight, scope } of me.feeds) {
        if (isNarrower(sight, before.get(tenant)?.sight ?? sight)) await store.cache.resetFeed(tenant, scope, 'at_once');
      }
      await save(file);
      adopted = me.feeds;
      return true;
    },
    keepClock(offset) {
      file = { ...file, clock: { offset, at: now() } };
      return save(file);
    },
    close: () => store.close(),
  };
  return profile;
}
