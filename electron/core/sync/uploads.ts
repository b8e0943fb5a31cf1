import type { Id } from '#shared/domain/kernel/ids.ts';
import { isPassing, CloudError } from '../cloud/cloud-error.ts';
import { codeOf } from '../core-error.ts';
import type { Upload } from '../store/store.ts';
import { waitAfter } from './backoff.ts';
import type { SyncLine } from './line.ts';

/** Files' own way up (sync.md, Attachments): text never waits for it, one file at a time. */
export interface Uploads {
  kick(): void;
  /** Bytes that the cloud has of the file that is on its way; undefined for one that is not. */
  sent(attachmentId: Id): number | undefined;
  idle(): Promise<void>;
  stop(): void;
}

export function createUploads(line: SyncLine, changed: () => void, refusedToken: (token: string) => void): Uploads {
  const { log, files } = line.store;
  const moving = new Map<Id, number>();
  let running: Promise<void> | undefined;
  let again = false;
  let failures = 0;
  let timer: NodeJS.Timeout | undefined;

  /** A file goes once its command was accepted: before, the cloud has no row to hang it on. */
  const ready = (upload: Upload): boolean =>
    upload.state === 'waiting' && log.get(upload.commandId)?.result?.outcome.state === 'accepted' && line.feed(upload.tenant) !== undefined;

  const settle = (upload: Upload, change: Partial<Pick<Upload, 'state' | 'sent' | 'problem' | 'url'>>) => {
    log.updateUpload(upload.attachmentId, change);
    changed();
  };

  const sendOne = async (token: string, upload: Upload): Promise<void> => {
    if (!(await files.has(upload.sha256))) {
      line.events.write('error', 'file.gone', { attachment: upload.attachmentId });
      return settle(upload, { state: 'failed', problem: 'file.gone' });
    }
    moving.set(upload.attachmentId, upload.sent);
    changed();
    try {
      await line.cloud.upload(
        token,
        {
          path: files.pathOf(upload.sha256),
          size: upload.size,
          url: upload.url,
          metadata: { tenant: upload.tenant, attachmentId: upload.attachmentId, sha256: upload.sha256, name: upload.name },
          onUrl: (url) => log.updateUpload(upload.attachmentId, { url }),
          onSent: (bytes) => {
            moving.set(upload.attachmentId, bytes);
            changed();
          },
        },
        line.signal,
      );
      settle(upload, { state: 'sent', sent: upload.size, problem: null });
    } catch (error) {
      if (error instanceof CloudError && error.status === 401) {
        refusedToken(token);
        throw error;
      }
      if (isPassing(error)) throw error;
      const problem = codeOf(error);
      line.events.write('error', problem, { attachment: upload.attachmentId });
      // The next try, by the person's click, begins from the first byte.
      settle(upload, { state: 'failed', problem, url: null, sent: 0 });
    } finally {
      moving.delete(upload.attachmentId);
      changed();
    }
  };

  const round = async (): Promise<void> => {
    do {
      again = false;
      for (const upload of log.uploads().filter(ready)) {
        const token = line.token();
        if (token === null || line.signal.aborted) return;
        await sendOne(token, upload);
        failures = 0;
      }
    } while (again);
  };

  const kick = (): void => {
    clearTimeout(timer);
    again = true;
    running ??= round()
      .catch((error: unknown) => {
        failures += 1;
        if (!(error instanceof CloudError)) line.events.write('error', codeOf(error), { where: 'uploads', message: error instanceof Error ? error.message : '' });
        const asked = error instanceof CloudError ? error.retryAfter : null;
        if (!line.signal.aborted) timer = setTimeout(kick, waitAfter(failures, asked, line.random)).unref();
      })
      .finally(() => {
        running = undefined;
      });
  };

  return {
    kick,
    sent: (attachmentId) => moving.get(attachmentId),
    idle: () => running ?? Promise.resolve(),
    stop: () => clearTimeout(timer),
  };
}
