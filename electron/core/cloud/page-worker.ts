import { parentPort, workerData } from 'node:worker_threads';
import { CloudError } from './cloud-error.ts';
import { createHttp } from './http.ts';
import type { PageAnswer, PageCall, PageThreadData } from './page-thread.ts';

/* The thread of page-thread.ts: puts answers together and gives their memory away. */
if (parentPort === null) throw new Error('this file runs as a worker');
const port = parentPort;
// Given by page-thread.ts alone.
const { cloudUrl, version, deviceSecret } = workerData as PageThreadData;
const http = createHttp(cloudUrl, version, () => deviceSecret);
const running = new Map<number, AbortController>();

port.on('message', (call: PageCall) => {
  if ('stop' in call) return running.get(call.stop)?.abort();
  const stop = new AbortController();
  running.set(call.id, stop);
  void answer(call, stop.signal).then(({ message, memory }) => {
    running.delete(call.id);
    port.postMessage(message, memory);
  });
});

async function answer({ id, request }: Extract<PageCall, { request: unknown }>, signal: AbortSignal): Promise<{ message: PageAnswer; memory: ArrayBuffer[] }> {
  try {
    const { status, pieces, header } = await http.pieces({ ...request, signal });
    const body = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const piece of pieces) {
      body.set(piece, at);
      at += piece.length;
    }
    return { message: { id, status, body, retryAfter: header('retry-after') }, memory: [body.buffer] };
  } catch (error) {
    // Anything else ends this thread, as an error of it.
    if (!(error instanceof CloudError)) throw error;
    const { code, status, facts, retryAfter } = error;
    return { message: { id, failure: { code, status, facts, retryAfter } }, memory: [] };
  }
}
