import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { feedSchema, meSchema, type Feed, type Me } from '#shared/api/sync.ts';
import type { Actor } from '#shared/domain/kernel/command.ts';
import type { Id } from '#shared/domain/kernel/ids.ts';
import type { EventLog } from './errors/event-log.ts';
import { CoreError } from './core-error.ts';
import { diskFailure } from './disk-failure.ts';
import { makePrivateFolder, writePrivateFile } from './private-file.ts';
import { openStore } from './store/open-store.ts';
import type { Store } from './store/store.ts';
import { isPending } from './sync/pending.ts';

const profileSchema = z.object({
  person: meSchema.shape.person,
  feeds: z.array(feedSchema),
  /** The clock's offset as last measured, ms, and when that was by this device's clock. */
  clock: z.object({ offset: z.number(), at: z.number() }),
});
type ProfileFile = z.output<typeof profileSchema>;
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

/**
 * Opens the desk of `person`; `me` when it was just heard. Everything that waited is there before it resolves: the log
 * is replayed into the cache (I1, I13). Throws what the store throws: `store.locked`, `store.newer`, `disk.*`.
 */
export async function openProfile(folder: string, person: Omit<Person, 'language'>, me: Me | undefined, events: EventLog, now: () => number): Promise<Profile> {
  await makePrivateFolder(folder).catch(diskFailure);
  const path = join(folder, 'profile.json');
  let file: ProfileFile = (await readProfile(path)) ?? { person: { ...person, language: 'it' }, feeds: [], clock: { offset: 0, at: 0 } };
  const knownOffset = file.clock.at <= now() ? file.clock.offset : 0;
  const { store, report } = await openStore({ folder, now, log: (text) => events.write('warn', 'store', { text }) });
  for (const { code, aside, rescued } of report.repaired) events.write('warn', code, { aside, rescued });

  const write = (next: ProfileFile): Promise<void> => {
    file = next;
    return writePrivateFile(path, JSON.stringify(next, null, 2)).catch(diskFailure);
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
  try {
    if (me) await profile.update(me);
    return profile;
  } catch (error) {
    await store.close();
    throw error;
  }
}

async function readProfile(path: string): Promise<ProfileFile | undefined> {
  try {
    return profileSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch {
    // Nothing in it but what the cloud says again at the next sign-in.
    return undefined;
  }
}
