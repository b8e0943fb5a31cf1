import { parentPort } from 'node:worker_threads';
import { cacheFiles } from './open-cache.ts';
import { serveReader } from './serve-reader.ts';

if (parentPort === null) throw new Error('this file runs as a worker');
serveReader(parentPort, cacheFiles);
