import { globSync, readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { WORKER_ADDRESS } from './worker-addresses.ts';

/** Every file that becomes a process or a thread of the core, by name: the utility process and the workers it starts. */
export function coreEntries(root: string): Record<string, string> {
  const entries: Record<string, string> = { 'core-process': join(root, 'electron/desktop/core-process.ts') };
  for (const name of globSync('electron/core/**/*.ts', { cwd: root, exclude: ['**/*.test.ts'] })) {
    const file = join(root, name);
    for (const [address] of readFileSync(file, 'utf8').matchAll(WORKER_ADDRESS)) {
      const worker = resolve(dirname(file), /['"]([^'"]+)['"]/.exec(address)?.[1] ?? '');
      entries[basename(worker, '.ts')] = worker;
    }
  }
  return entries;
}
