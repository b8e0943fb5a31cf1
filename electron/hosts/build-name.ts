import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What `scripts/build.ts` wrote beside the bundles: which source they were made from. `source` when run unbuilt. */
export function buildName(distFolder: string): string {
  try {
    return readFileSync(join(distFolder, 'build.txt'), 'utf8').trim().slice(0, 40);
  } catch {
    return 'source';
  }
}
