import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { RecoveryView } from '#shared/rpc/recovery.ts';
import { cloudKey } from '../cloud-key.ts';
import { openPinLock } from '../credentials/pin-lock.ts';
import { diskFailure } from '../disk-failure.ts';
import { examineRoot } from '../doctor/examine-root.ts';
import { reportLines } from '../doctor/report-lines.ts';
import { readProfile } from '../open-profile.ts';
import { beginAnew } from '../recovery/begin-anew.ts';
import { siteForms } from '../recovery/site-forms.ts';
import { whatWasWritten } from '../recovery/what-was-written.ts';
import type { Context, HandlersOf } from './context.ts';

/** OFF-09: the desk of the last person does not open. */
export function recoveryHandlers({ options, device, session, events }: Context): HandlersOf<'recovery'> {
  const key = cloudKey(options.cloudUrl);
  /** Undefined where not even the device says who worked here last. */
  const folder = () => {
    const { person } = device.cloud(key);
    return person === null ? undefined : device.profileFolder(key, person.id);
  };
  const pinOf = (place: string) => openPinLock(place, () => options.host.now());
  return {
    'recovery.state': async (): Promise<RecoveryView> => {
      const place = folder();
      if (place === undefined) return { folder: options.root, waiting: null, drafts: null, mayBeginAnew: false, pin: false, forms: [] };
      const { commands, drafts } = whatWasWritten(place);
      const cache = join(place, 'cache.db');
      const feeds = (await readProfile(join(place, 'profile.json')))?.feeds ?? [];
      return {
        folder: place,
        waiting: commands?.length ?? null,
        drafts: drafts?.length ?? null,
        mayBeginAnew: existsSync(cache),
        // One that cannot be read stands for one that is there.
        pin: await pinOf(place).then((pin) => pin.chosen() !== null, () => true),
        forms: siteForms(feeds, cache, options.cloudUrl),
      };
    },
    'recovery.written': async ({ pin }) => {
      const place = folder();
      if (place === undefined) return [];
      const lock = await pinOf(place);
      if (lock.chosen() !== null) await lock.unlock(pin ?? '');
      const { commands, drafts } = whatWasWritten(place);
      return [...(commands ?? []), ...(drafts ?? [])].sort((a, b) => a.savedAt - b.savedAt);
    },
    'recovery.repaired': () => session.openDesk()?.profile.repaired.map(({ code, aside }) => ({ code, aside })) ?? [],
    'recovery.report': async () => [...reportLines(options.root, await examineRoot(options.root).catch(diskFailure))].join('\n'),
    'recovery.openAgain': ({ anew }) =>
      session.openAgain(() => {
        const place = anew ? folder() : undefined;
        if (place !== undefined) events.write('warn', 'cache.put_aside', { aside: beginAnew(place, options.host.now()) });
      }),
  };
}
