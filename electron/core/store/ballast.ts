import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { join } from 'node:path';

const SIZE = 8 * 1024 * 1024;
/** Below this much free space the ballast is not made: it would itself be what fills the disk. */
const NEEDED = 64 * 1024 * 1024;

/** Space that is ours and can be given up, so that a command can still be saved on a full disk (R6). */
export class Ballast {
  readonly #file: string;

  constructor(folder: string) {
    this.#file = join(folder, 'ballast');
  }

  /** Fills it with bytes that no file system can shrink; leaves things as they are where there is little room. */
  keep(): void {
    if (existsSync(this.#file)) return;
    try {
      const { bavail, bsize } = statfsSync(join(this.#file, '..'));
      if (bavail * bsize < NEEDED) return;
      const file = openSync(this.#file, 'wx', 0o600);
      try {
        const block = randomBytes(1024 * 1024);
        for (let written = 0; written < SIZE; written += block.length) writeSync(file, block);
        fsyncSync(file);
      } finally {
        closeSync(file);
      }
    } catch {
      // Without it the program works the same until the disk is full.
      rmSync(this.#file, { force: true });
    }
  }

  /** True when there was one to give up. */
  giveUp(): boolean {
    if (!existsSync(this.#file)) return false;
    rmSync(this.#file, { force: true });
    return true;
  }
}
