import { parentPort } from 'node:worker_threads';
import { cacheFiles } from './open-cache.ts';
import { serveWriter } from './serve-writer.ts';

if (parentPort === null) throw new Error('this file runs as a worker');
serveWriter(parentPort, cacheFiles);
