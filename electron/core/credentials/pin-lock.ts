import { randomBytes, scrypt, timingSafeEqual, type ScryptOptions } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import type { LockView } from '#shared/rpc/access.ts';
import { CoreError } from '../core-error.ts';
import { diskFailure } from '../disk-failure.ts';
import { writePrivateFile } from '../private-file.ts';

const TRIES = 5;
/** After the first, second… wrong PIN, ms. */
const WAITS = [0, 5_000, 30_000, 120_000, 0] as const;
/** About a tenth of a second and 64 MB a try. */
const COST: ScryptOptions = { N: 2 ** 16, r: 8, p: 1, maxmem: 128 * 1024 * 1024 };
const BYTES = 32;

const fileSchema = z.strictObject({
  salt: z.base64(),
  hash: z.base64(),
  wrong: z.int().min(0),
  waitUntil: z.int(),
  idleMinutes: z.int().min(1).max(240).nullable(),
});
type PinFile = z.output<typeof fileSchema>;

/**
 * The optional PIN of one person's desk (sync.md, Sign-in): it covers the desk from whoever sits down at an open system
 * session. It is no encryption: who can read the person's files needs no PIN. Five tries with growing waits, counted on
 * disk before each is looked at; then only the password, which the cloud checks, opens.
 */
export interface PinLock {
  /** Null while the desk is open. */
  locked(): LockView | null;
  /** Null where no PIN was set. */
  chosen(): { readonly idleMinutes: number | null } | null;
  /** Covers the desk; false where there is no PIN. */
  lock(): boolean;
  /** Throws `pin.wrong` {left}, `pin.wait` {seconds}, `pin.spent`. */
  unlock(pin: string): Promise<void>;
  /** The password was right: opens, and all five tries are there again. */
  passed(): Promise<void>;
  /** `current`: the PIN in force. Throws like `unlock`. */
  set(current: string | null, pin: string, idleMinutes: number | null): Promise<void>;
  remove(current: string): Promise<void>;
  /** Somebody is there. */
  active(): void;
  /** Whether nobody has been there for as long as was chosen. */
  isIdle(): boolean;
}

/** Opens locked where a PIN was set. A file that cannot be read stands for a PIN that is spent: never for none. */
export async function openPinLock(folder: string, now: () => number): Promise<PinLock> {
  const path = join(folder, 'pin.json');
  let file = await readPin(path);
  let covered = file !== null;
  let activeAt = now();
  const write = async (next: PinFile) => {
    await writePrivateFile(path, JSON.stringify(next)).catch(diskFailure);
    file = next;
  };
  const waitLeft = (kept: PinFile): number => {
    // A clock that was turned back makes nobody wait longer than the longest wait.
    const left = Math.min(kept.waitUntil - now(), Math.max(...WAITS));
    return Math.max(0, left);
  };
  const check = async (pin: string): Promise<void> => {
    const kept = file;
    if (kept === null) return;
    if (kept.wrong >= TRIES) throw new CoreError('pin.spent');
    const wait = waitLeft(kept);
    if (wait > 0) throw new CoreError('pin.wait', { seconds: Math.ceil(wait / 1000) });
    const wrong = kept.wrong + 1;
    // Counted first: a program that is ended in the middle has used a try.
    await write({ ...kept, wrong, waitUntil: now() + (WAITS[wrong - 1] ?? 0) });
    const hash = await hashOf(pin, Buffer.from(kept.salt, 'base64'));
    const right = Buffer.from(kept.hash, 'base64');
    if (right.length !== hash.length || !timingSafeEqual(right, hash)) throw wrong >= TRIES ? new CoreError('pin.spent') : new CoreError('pin.wrong', { left: TRIES - wrong });
    await write({ ...kept, wrong: 0, waitUntil: 0 });
  };
  const open = () => {
    covered = false;
    activeAt = now();
  };
  return {
    locked() {
      if (!covered || file === null) return null;
      return { triesLeft: Math.max(0, TRIES - file.wrong), waitUntil: waitLeft(file) > 0 ? now() + waitLeft(file) : null };
    },
    chosen: () => (file === null ? null : { idleMinutes: file.idleMinutes }),
    lock() {
      covered = file !== null;
      return covered;
    },
    async unlock(pin) {
      await check(pin);
      open();
    },
    async passed() {
      open();
      if (file !== null && file.wrong > 0 && file.hash !== '') await write({ ...file, wrong: 0, waitUntil: 0 });
      else if (file?.hash === '') await forget();
    },
    async set(current, pin, idleMinutes) {
      if (file !== null) await check(current ?? '');
      const salt = randomBytes(16);
      const hash = await hashOf(pin, salt);
      await write({ salt: salt.toString('base64'), hash: hash.toString('base64'), wrong: 0, waitUntil: 0, idleMinutes });
      open();
    },
    async remove(current) {
      await check(current);
      await forget();
    },
    active: () => void (activeAt = now()),
    isIdle: () => !covered && file?.idleMinutes != null && Math.abs(now() - activeAt) >= file.idleMinutes * 60_000,
  };

  async function forget(): Promise<void> {
    await rm(path, { force: true }).catch(diskFailure);
    file = null;
    covered = false;
  }
}

async function readPin(path: string): Promise<PinFile | null> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    return diskFailure(error);
  });
  if (text === null) return null;
  try {
    return fileSchema.parse(JSON.parse(text));
  } catch {
    return { salt: '', hash: '', wrong: TRIES, waitUntil: 0, idleMinutes: null };
  }
}

function hashOf(pin: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => scrypt(pin, salt, BYTES, COST, (error, key) => (error ? reject(error) : resolve(key))));
}
