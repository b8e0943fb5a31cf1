import type { Plugin } from 'vite';

/** `new URL('./cache/cache-writer.ts', import.meta.url)`; the group is the file's name without its folder. */
const WORKER_ADDRESS = /new URL\(\s*['"](?:\.{1,2}\/)+(?:[\w-]+\/)*([\w-]+)\.ts['"]\s*,\s*import\.meta\.url\s*\)/g;

/**
 * A worker that the core starts by `new URL('./name.ts', import.meta.url)` is, bundled, an entry of its own that lies
 * beside the core (core-entries.ts): the same address with `.js`.
 */
export function workerAddresses(): Plugin {
  return {
    name: 'sportello:worker-addresses',
    transform(code) {
      if (!code.includes('import.meta.url')) return null;
      return { code: code.replace(WORKER_ADDRESS, (_whole, name: string) => `new URL('./${name}.js', import.meta.url)`), map: null };
    },
  };
}
