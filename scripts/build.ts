import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { bundle, type BundleName } from './bundles/bundle.ts';
import { isFresh, rebuild } from './bundles/freshness.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

function commit(): string {
  try {
    return execFileSync('git', ['rev-parse', '--short=12', 'HEAD'], { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return 'unversioned';
  }
}

/**
 * Makes the named bundles that are stale, into dist/. Says each before and after; nothing at all when all are fresh.
 * Throws when one cannot be built.
 */
export async function buildStale(names: readonly BundleName[], say: (line: string) => void): Promise<void> {
  const stale = names.filter((name) => !isFresh(name, root));
  for (const name of stale) {
    const began = performance.now();
    say(`building ${name} …`);
    // Loaded only when there is something to build: it takes longer than looking.
    const { build } = await import('vite');
    await rebuild(name, root, () => asShipped(() => build(bundle(name, root))));
    say(`  built in ${((performance.now() - began) / 1000).toFixed(1)} s`);
  }
  if (stale.length === 0) return;
  mkdirSync(join(root, 'dist'), { recursive: true });
  writeFileSync(join(root, 'dist/build.txt'), `${commit()}\n`);
}

/** A test's own NODE_ENV would make React's development version of it, too large for P11. */
async function asShipped(work: () => Promise<unknown>): Promise<void> {
  const { NODE_ENV } = process.env;
  process.env['NODE_ENV'] = 'production';
  try {
    await work();
  } finally {
    if (NODE_ENV === undefined) delete process.env['NODE_ENV'];
    else process.env['NODE_ENV'] = NODE_ENV;
  }
}

export const BUNDLES: readonly BundleName[] = ['renderer', 'core', 'main', 'preload'];

if (import.meta.main) await buildStale(BUNDLES, (line) => console.log(line));
