import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Me } from '#shared/api/sync.ts';
import { diskFailure } from './disk-failure.ts';
import type { EventLog } from './errors/event-log.ts';
import { makePrivateFolder, writePrivateFile } from './private-file.ts';
import { createProfile, profileFileSchema, type Person, type Profile, type ProfileFile } from './profile.ts';
import { openStore } from './store/open-store.ts';
import type { Publisher } from './topics.ts';

/**
 * Opens the desk of `person`; `me` when it was just heard. Everything that waited is there before it resolves: the log
 * is replayed into the cache (I1, I13). Throws what the store throws: `store.locked`, `store.newer`, `disk.*`.
 */
export async function openProfile(folder: string, person: Omit<Person, 'language'>, me: Me | undefined, events: EventLog, publisher: Publisher, now: () => number): Promise<Profile> {
  await makePrivateFolder(folder).catch(diskFailure);
  const path = join(folder, 'profile.json');
  const kept = await readProfile(path);
  // One that was copied here from another person's folder says nothing of this one (I11).
  const file: ProfileFile = kept?.person.id === person.id ? kept : { person: { ...person, language: 'it' }, feeds: [], clock: { offset: 0, at: 0 } };
  const { store, report } = await openStore({ folder, now, log: (text) => events.write('warn', 'store', { text }), indexed: () => publisher.publish('indexed', null) });
  for (const { code, aside, rescued } of report.repaired) events.write('warn', code, { aside, rescued });
  const save = (next: ProfileFile) => writePrivateFile(path, JSON.stringify(next, null, 2)).catch(diskFailure);
  try {
    const profile = await createProfile({ folder, store, file, save, now, repaired: report.repaired });
    if (me) await profile.update(me);
    return profile;
  } catch (error) {
    await store.close();
    throw error;
  }
}

/** Undefined where there is none that reads. */
export async function readProfile(path: string): Promise<ProfileFile | undefined> {
  try {
    return profileFileSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch {
    // Nothing in it but what the cloud says again at the next sign-in.
    return undefined;
  }
}
