import { Worker } from 'node:worker_threads';
import type { Facts } from '#shared/domain/kernel/command.ts';
import { CloudError } from './cloud-error.ts';
import type { PiecesReply, Request } from './http.ts';

export interface PageThreadData {
  readonly cloudUrl: string;
  readonly version: string;
  readonly deviceSecret: string | null;
}
export type PageCall = { readonly id: number; readonly request: Omit<Request, 'signal'> } | { readonly stop: number };
export type PageAnswer =
  | { readonly id: number; readonly status: number; readonly body: Uint8Array; readonly retryAfter: string | undefined }
  | { readonly id: number; readonly failure: { readonly code: string; readonly status: number; readonly facts: Facts; readonly retryAfter: number | null } };

/** Asks the cloud on a thread of its own. */
export interface PageThread {
  pieces(request: Request): Promise<PiecesReply>;
  /** What is still asked fails with `cloud.cancelled`. */
  end(): void;
}

/**
 * For the pages of a long load: a hundred megabytes in pieces that come through the core's main thread make it collect
 * garbage every few pages, for longer than a person who types should wait. Here one buffer for each page arrives, whose
 * memory goes on to the cache's writer.
 */
export function startPageThread(data: PageThreadData): PageThread {
  // The bundler finds the worker by this very form and makes it `.js` (scripts/bundles/worker-addresses.ts).
  const worker = new Worker(new URL('./page-worker.ts', import.meta.url), { workerData: data });
  worker.unref();
  const waiting = new Map<number, { resolve(reply: PiecesReply): void; reject(error: Error): void }>();
  let last = 0;
  let dead: Error | undefined;
  const fail = (error: Error) => {
    dead ??= error;
    for (const { reject } of waiting.values()) reject(dead);
    waiting.clear();
  };
  worker.on('message', (answer: PageAnswer) => {
    const call = waiting.get(answer.id);
    waiting.delete(answer.id);
    if (waiting.size === 0) worker.unref();
    if ('failure' in answer) {
      const { code, status, facts, retryAfter } = answer.failure;
      call?.reject(new CloudError(code, status, facts, retryAfter));
    } else {
      const { status, body, retryAfter } = answer;
      call?.resolve({ status, pieces: [body], header: (name) => (name === 'retry-after' ? retryAfter : undefined) });
    }
  });
  worker.on('error', (error) => fail(error instanceof Error ? error : new Error(String(error))));
  worker.on('exit', () => fail(new CloudError('cloud.cancelled', 0)));

  return {
    pieces: ({ signal, ...request }) =>
      new Promise((resolve, reject) => {
        if (dead) return reject(dead);
        if (signal.aborted) return reject(new CloudError('cloud.cancelled', 0));
        const id = (last += 1);
        const stop = () => worker.postMessage({ stop: id } satisfies PageCall);
        const settled = <T>(then: (value: T) => void) => (value: T) => {
          signal.removeEventListener('abort', stop);
          then(value);
        };
        signal.addEventListener('abort', stop, { once: true });
        waiting.set(id, { resolve: settled(resolve), reject: settled(reject) });
        // A program that only waits for this answer must not end before it comes.
        worker.ref();
        worker.postMessage({ id, request } satisfies PageCall);
      }),
    end() {
      fail(new CloudError('cloud.cancelled', 0));
      void worker.terminate();
    },
  };
}
