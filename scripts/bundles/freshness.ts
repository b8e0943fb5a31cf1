import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { BundleName } from './bundle.ts';

/** Folders whose change makes a bundle stale, and a file that it must have left. */
const INPUTS: Readonly<Record<BundleName, { readonly from: readonly string[]; readonly made: string }>> = {
  renderer: { from: ['renderer', 'shared'], made: 'dist/renderer/index.html' },
  core: { from: ['electron', 'shared', 'scripts/bundles'], made: 'dist/core/core-process.js' },
  main: { from: ['electron/desktop', 'electron/hosts', 'shared/locales', 'scripts/bundles'], made: 'dist/desktop/main.cjs' },
  preload: { from: ['electron/desktop/preload', 'scripts/bundles'], made: 'dist/desktop/preload.cjs' },
};

/** What the bundle would be made from: names, sizes and times, which is quick, and the lock file, which names the packages. */
function fingerprint(name: BundleName, root: string): string {
  const hash = createHash('sha256').update(`${process.env['SPORTELLO_CLOUD_BUILT'] ?? ''}\n${process.env['SPORTELLO_KEEPERS_BUILT'] ?? ''}`);
  const files = [...INPUTS[name].from.flatMap((folder) => globSync(`${folder}/**/*.*`, { cwd: root })), 'package-lock.json'];
  for (const file of files.filter((path) => !path.includes('.test.')).sort()) {
    const { size, mtimeMs } = statSync(join(root, file));
    hash.update(`${file}\0${size}\0${mtimeMs}\n`);
  }
  return hash.digest('hex');
}

const stamp = (name: BundleName, root: string) => join(root, '.cache/built', name);

export function isFresh(name: BundleName, root: string): boolean {
  if (!existsSync(join(root, INPUTS[name].made)) || !existsSync(stamp(name, root))) return false;
  return readFileSync(stamp(name, root), 'utf8') === fingerprint(name, root);
}

/** Makes the bundle and remembers what from. The fingerprint is taken before, so that a change during it counts. */
export async function rebuild(name: BundleName, root: string, make: () => Promise<unknown>): Promise<void> {
  const before = fingerprint(name, root);
  rmSync(stamp(name, root), { force: true });
  await make();
  mkdirSync(dirname(stamp(name, root)), { recursive: true });
  writeFileSync(stamp(name, root), before);
}
