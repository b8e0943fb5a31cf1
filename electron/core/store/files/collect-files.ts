import { statSync, unlinkSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** How long bytes stay that nothing on this device needs, counted from their last use, ms. */
const KEPT = 30 * 24 * 60 * 60 * 1000;

/**
 * Removes copies that can be had again from the cloud, or that no request came to name: not needed (an upload of the log
 * or a draft names what is), and not used for thirty days. What crashes and failing disks left beside them goes by the
 * same age. Answers how many went; a file that does not want to go stays for the next time.
 */
export async function collectFiles(folder: string, needed: ReadonlySet<string>, now: number): Promise<number> {
  let gone = 0;
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || needed.has(entry.name)) continue;
    const path = join(entry.parentPath, entry.name);
    try {
      // In one breath: a file that is used again in between is a new one by its time.
      if (now - statSync(path).mtimeMs < KEPT) continue;
      unlinkSync(path);
      gone += 1;
    } catch {
      continue;
    }
  }
  return gone;
}

/** Every hash that a text names; of a draft nobody but its screen knows the shape. */
export function hashesIn(text: string): readonly string[] {
  return text.match(/\b[0-9a-f]{64}\b/g) ?? [];
}
