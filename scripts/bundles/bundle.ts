import { join } from 'node:path';
import type { InlineConfig } from 'vite';
import { coreEntries } from './core-entries.ts';
import { workerAddresses } from './worker-addresses.ts';

/** What the package carries as packages, because they have native files: all else is inside the bundles. */
export const NATIVE = ['better-sqlite3', '@napi-rs/keyring'];

export type BundleName = 'core' | 'main' | 'preload' | 'renderer';

/** Node 20 is what the test runtime's Electron embeds; Electron 45 itself has 24. */
const SHELL_TARGET = 'node20';

/** How each bundle is made. One per process, so that each holds what its process may run and nothing else. */
export function bundle(name: BundleName, root: string): InlineConfig {
  const common: InlineConfig = {
    root,
    configFile: false,
    logLevel: 'warn',
    define: {
      __SPORTELLO_CLOUD__: JSON.stringify(process.env['SPORTELLO_CLOUD_BUILT'] ?? ''),
      __SPORTELLO_KEEPERS__: JSON.stringify(process.env['SPORTELLO_KEEPERS_BUILT'] ?? ''),
    },
    ssr: { noExternal: true, external: ['electron', ...NATIVE] },
  };
  switch (name) {
    case 'renderer':
      return { configFile: join(root, 'renderer/vite.config.ts'), logLevel: 'error' };
    case 'core':
      return {
        ...common,
        plugins: [workerAddresses()],
        build: {
          ssr: true,
          target: 'node24',
          outDir: join(root, 'dist/core'),
          emptyOutDir: true,
          sourcemap: true,
          minify: false,
          rolldownOptions: { input: coreEntries(root), output: { format: 'esm', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' } },
        },
      };
    case 'main':
    case 'preload':
      return {
        ...common,
        build: {
          ssr: true,
          target: SHELL_TARGET,
          outDir: join(root, 'dist/desktop'),
          emptyOutDir: false,
          sourcemap: true,
          minify: false,
          rolldownOptions: {
            input: { [name]: join(root, name === 'main' ? 'electron/desktop/main.ts' : 'electron/desktop/preload/preload.ts') },
            output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
          },
        },
      };
  }
}
