import { join } from 'node:path';

/**
 * Every file that becomes a process or a thread of the core, by the name that it has in dist/core. The core asks for
 * these names when it runs bundled (electron/core/store/cache/cache-store.ts, electron/core/credentials/keychain.ts).
 */
export function coreEntries(root: string): Record<string, string> {
  const core = join(root, 'electron/core');
  return {
    'core-process': join(root, 'electron/desktop/core-process.ts'),
    'cache-writer': join(core, 'store/cache/writer-worker.ts'),
    'cache-reader': join(core, 'store/cache/reader-worker.ts'),
    'page-worker': join(core, 'cloud/page-worker.ts'),
    'keychain-worker': join(core, 'credentials/keychain-worker.ts'),
  };
}
