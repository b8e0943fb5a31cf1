import { accessSync, constants, mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

/**
 * The folder, made with the user's rights alone; where it cannot be made or written, a new one among the system's
 * temporary ones. OFF-09: a window has to be there to say that the program's own folder takes nothing.
 */
export function writableFolder(path: string): string {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    accessSync(path, constants.W_OK);
    return path;
  } catch {
    return mkdtempSync(join(tmpdir(), `sportello-${basename(path)}-`));
  }
}
