import { Worker } from 'node:worker_threads';
import type { ReadDatabase } from '../sqlite/handles.ts';
import { openCacheForReading } from './open-cache.ts';
import type { OwnersEnd } from './worker-call.ts';

/** How the cache comes to its threads, and this thread to its file. */
export interface CacheThreads {
  readonly startWorker: (role: 'writer' | 'reader') => OwnersEnd;
  readonly openForReading: (file: string) => ReadDatabase;
}

/** TypeScript beside this file; in a build the bundles beside the core's. */
export const threadsBesideThisFile: CacheThreads = {
  openForReading: openCacheForReading,
  startWorker(role) {
    const source = import.meta.url.endsWith('.ts');
    const files = {
      writer: new URL(source ? './writer-worker.ts' : './cache-writer.js', import.meta.url),
      reader: new URL(source ? './reader-worker.ts' : './cache-reader.js', import.meta.url),
    };
    return new Worker(files[role]);
  },
};
