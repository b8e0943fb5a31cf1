import { join } from 'node:path';
import { putAside } from '../store/aside.ts';
import { lockProfile } from '../store/profile-lock.ts';
import { onDisk } from '../store/store-error.ts';

/** I13: puts the copy of the cloud's data aside, under the profile's lock. Throws `store.locked`, `disk.*`. Answers where it went. */
export function beginAnew(folder: string, now: number): string {
  const lock = lockProfile(folder);
  try {
    const file = join(folder, 'cache.db');
    return onDisk(file, () => putAside(file, now));
  } finally {
    lock.release();
  }
}
