import { createReadStream } from 'node:fs';
import { DefaultHttpStack, DetailedError, Upload, type HttpRequest, type HttpStack } from 'tus-js-client';
import { ROUTES } from '#shared/api/routes.ts';
import { CloudError } from './cloud-error.ts';
import { failureOf } from './http.ts';

/** A connection that moves no byte for this long, ms, is dead. */
const STALLED_AFTER = 30_000;

export interface UploadJob {
  /** The kept copy on this device. */
  readonly path: string;
  readonly size: number;
  readonly metadata: { readonly tenant: string; readonly attachmentId: string; readonly sha256: string; readonly name: string };
  /** Where an earlier try left off; null for a new one. */
  readonly url: string | null;
  onUrl(url: string): void;
  /** Bytes sent so far, for the eye. */
  onSent(bytes: number): void;
}

/**
 * Sends one file by tus 1.0, with `headers` that say who sends: resumes at `url` by asking what the cloud has (HEAD), also after 409 and 423. Throws a
 * CloudError: of status 404 or 410 where the cloud no longer knows `url`, `file.gone` when the kept copy cannot be read.
 */
export async function upload(cloudUrl: string, headers: Record<string, string>, job: UploadJob, signal: AbortSignal): Promise<void> {
  // A path-bound read stream lets tus open the range it needs; it is never read from here.
  const file = createReadStream(job.path, { start: 0, end: Math.max(0, job.size - 1), autoClose: false });
  file.on('error', () => undefined);
  let stall: NodeJS.Timeout | undefined;
  let onAbort = (): void => undefined;
  try {
    await new Promise<void>((resolve, reject) => {
      if (signal.aborted) return reject(new CloudError('cloud.cancelled', 0));
      const moving = () => {
        clearTimeout(stall);
        stall = setTimeout(() => stop(new CloudError('cloud.timeout', 0)), STALLED_AFTER);
      };
      // The typings know browsers' and Buffers only; Node's build reads an fs.ReadStream by its path.
      const tus = new Upload(file, {
        // Without an endpoint a HEAD that fails is told and not answered by a new upload, which would begin from zero.
        endpoint: job.url === null ? cloudUrl + ROUTES.uploads : null,
        uploadUrl: job.url === null ? null : new URL(job.url, cloudUrl).href,
        uploadSize: job.size,
        metadata: { ...job.metadata },
        headers,
        httpStack: pinnedTo(cloudUrl),
        // 409 and 423 pass by themselves, another try of ours may just have ended; the rest is the scheduler's (backoff).
        retryDelays: [500, 1500, 3000],
        onShouldRetry: (error) => [409, 423].includes(statusOf(error)),
        onUploadUrlAvailable: () => {
          if (tus.url !== null) job.onUrl(new URL(tus.url).pathname);
        },
        onProgress: (sent) => {
          moving();
          job.onSent(sent);
        },
        onSuccess: () => resolve(),
        onError: (error) => reject(meaningOf(error)),
      });
      const stop = (why: CloudError) => {
        void tus.abort();
        reject(why);
      };
      onAbort = () => stop(new CloudError('cloud.cancelled', 0));
      signal.addEventListener('abort', onAbort, { once: true });
      moving();
      tus.start();
    });
  } finally {
    clearTimeout(stall);
    signal.removeEventListener('abort', onAbort);
    file.destroy();
  }
}

/** Whatever address the cloud names, the token goes to the cloud that was signed in to and nowhere else. */
function pinnedTo(cloudUrl: string): HttpStack {
  const stack = new DefaultHttpStack({});
  return {
    createRequest: (method: string, url: string): HttpRequest => stack.createRequest(method, new URL(new URL(url).pathname, cloudUrl).href),
    getName: () => 'Sportello',
  };
}

function statusOf(error: Error | DetailedError): number {
  return error instanceof DetailedError ? (error.originalResponse?.getStatus() ?? 0) : 0;
}

function meaningOf(error: Error | DetailedError): CloudError {
  if (isMissingFile(error) || (error instanceof DetailedError && isMissingFile(error.causingError))) return new CloudError('file.gone', 410);
  if (error instanceof DetailedError && error.originalResponse) {
    const response = error.originalResponse;
    // The upload server's own answers are plain text.
    if (response.getStatus() === 413) return new CloudError('file.too_large', 413);
    return failureOf({ status: response.getStatus(), text: response.getBody(), header: (name) => response.getHeader(name) });
  }
  return new CloudError('cloud.unreachable', 0, {}, null, error);
}

function isMissingFile(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'EACCES');
}
