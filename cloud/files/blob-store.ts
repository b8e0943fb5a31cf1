import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { copyFile, link, mkdir, open, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { randomUUID } from 'node:crypto';

/**
 * Bytes by their SHA-256, so that the same file is kept once. Nobody outside can see that: who may read a file is asked of
 * the attachment's row, never of the hash (sync.md, Attachments).
 */
export class BlobStore {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  pathOf(sha256: string): string {
    if (!/^[0-9a-f]{64}$/.test(sha256)) throw new Error('not a hash');
    return join(this.#folder, sha256.slice(0, 2), sha256);
  }

  /** Bytes of the kept file; undefined when there is none. */
  async sizeOf(sha256: string): Promise<number | undefined> {
    return stat(this.pathOf(sha256)).then(
      ({ size }) => size,
      () => undefined,
    );
  }

  /** Keeps a whole file under its hash, which the caller has verified. The source stays where it is. */
  async keepFile(source: string, sha256: string): Promise<void> {
    await this.#place(sha256, async (unfinished) => {
      // A second name costs no space; on another disk, or where links are not known, it is a copy.
      await link(source, unfinished).catch(() => copyFile(source, unfinished));
    });
  }

  async keepBytes(bytes: Uint8Array, sha256: string): Promise<void> {
    await this.#place(sha256, (unfinished) => writeFile(unfinished, bytes, { mode: 0o600 }));
  }

  /** Complete and on the disk before it has its name: a name means whole bytes. */
  async #place(sha256: string, write: (unfinished: string) => Promise<void>): Promise<void> {
    const target = this.pathOf(sha256);
    if ((await this.sizeOf(sha256)) !== undefined) return;
    await mkdir(dirname(target), { recursive: true });
    const unfinished = `${target}.${randomUUID()}.new`;
    try {
      await write(unfinished);
      await sync(unfinished);
      await rename(unfinished, target);
      await sync(dirname(target)).catch(() => undefined);
    } finally {
      await rm(unfinished, { force: true });
    }
  }
}

async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

export async function sha256OfFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}
