import { createHash, randomBytes } from 'node:crypto';
import { createReadStream, existsSync, mkdirSync } from 'node:fs';
import { mkdir, open, rename, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { onDisk, storeErrorOf } from '../store-error.ts';
import type { FileStore } from '../store.ts';

/** Attachments' bytes under `folder`, in 256 sub-folders by the first two digits of their hash. */
export class HashedFiles implements FileStore {
  readonly #folder: string;

  /** Makes the folder for this user alone (0700). */
  constructor(folder: string) {
    this.#folder = folder;
    onDisk(folder, () => mkdirSync(folder, { recursive: true, mode: 0o700 }));
  }

  /** Durable when it resolves: bytes beside, synced, renamed, and the folder synced. Throws StoreError `disk.*`. */
  async keep(bytes: Uint8Array): Promise<{ readonly sha256: string; readonly size: number }> {
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const kept = { sha256, size: bytes.byteLength };
    if (await this.whole(sha256)) return kept;
    const path = this.pathOf(sha256);
    const parent = join(path, '..');
    const beside = join(parent, `${randomBytes(8).toString('hex')}.new`);
    try {
      await mkdir(parent, { recursive: true, mode: 0o700 });
      const file = await open(beside, 'wx', 0o600);
      try {
        await file.writeFile(bytes);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(beside, path);
      await syncFolders(parent, this.#folder);
      return kept;
    } catch (error) {
      await rm(beside, { force: true }).catch(() => undefined);
      throw storeErrorOf(error, path) ?? error;
    }
  }

  async has(sha256: string): Promise<boolean> {
    return isHash(sha256) && (await stat(this.pathOf(sha256)).then((found) => found.isFile(), () => false));
  }

  /**
   * The same, and the bytes are still the right ones. Wrong ones (a failing disk, another program's hand) are put aside,
   * so that nobody opens or sends them and the right ones can come again (I12).
   */
  async whole(sha256: string): Promise<boolean> {
    if (!(await this.has(sha256))) return false;
    const path = this.pathOf(sha256);
    const hash = createHash('sha256');
    try {
      for await (const part of createReadStream(path)) hash.update(part as Buffer);
    } catch (error) {
      throw storeErrorOf(error, path) ?? error;
    }
    if (hash.digest('hex') === sha256) {
      // The time of its last use, by which it is collected (collect-files.ts); gone in this moment is gone.
      return utimes(path, new Date(), new Date()).then(() => true, (error: NodeJS.ErrnoException) => error.code !== 'ENOENT');
    }
    await rename(path, `${path}.bad`).catch(() => undefined);
    return false;
  }

  /** Whether there are bytes of this hash, for the many rows of one answer. */
  hasNow(sha256: string): boolean {
    return isHash(sha256) && existsSync(this.pathOf(sha256));
  }

  /** Where the bytes of this hash are or would be. Throws on anything that is not a hash, since rows name it. */
  pathOf(sha256: string): string {
    if (!isHash(sha256)) throw new Error('not a SHA-256 in hexadecimal');
    return join(this.#folder, sha256.slice(0, 2), sha256);
  }
}

function isHash(text: string): boolean {
  return /^[0-9a-f]{64}$/.test(text);
}

/** A new name is durable only when its folder is; Windows has no such call and needs none. */
async function syncFolders(...folders: readonly string[]): Promise<void> {
  if (process.platform === 'win32') return;
  for (const folder of folders) {
    const handle = await open(folder, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  }
}
