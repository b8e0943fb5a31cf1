import type { Id } from '#shared/domain/kernel/ids.ts';
import { isPassing, CloudError } from '../cloud/cloud-error.ts';
import { codeOf } from '../core-error.ts';
import { fileRow } from '../files/file-row.ts';
import type { Upload } from '../store/store.ts';
import { waitAfter } from './backoff.ts';
import type { SyncLine } from './line.ts';

/** Tries of whole bytes that arrive wrong before a person is asked: something on the way changes them every time. */
const DAMAGED_TRIES = 3;

/** Files' own way up (sync.md, Attachments): text never waits for it, one file at a time. */
export interface Uploads {
  kick(): void;
  /** Files that this desk sent and the cloud calls missing go again: the bytes are still here (sync.md, Attachments). */
  sendMissing(tenant: Id): Promise<void>;
  /** Bytes that the cloud has of the file that is on its way; undefined for one that is not. */
  sent(attachmentId: Id): number | undefined;
  /** Ends the sending of a file that its author no longer wants sent. */
  cancel(attachmentId: Id): void;
  idle(): Promise<void>;
  stop(): void;
}

export interface UploadEvents {
  /** A file's state changed. */
  changed(): void;
  /** More of a file has gone, for the eye. */
  progress(): void;
  refusedToken(token: string): void;
}

export function createUploads(line: SyncLine, events: UploadEvents): Uploads {
  const { changed, refusedToken } = events;
  const { log, files } = line.store;
  const moving = new Map<Id, { bytes: number; readonly abort: AbortController }>();
  const damaged = new Map<Id, number>();
  let running: Promise<void> | undefined;
  let again = false;
  let failures = 0;
  let timer: NodeJS.Timeout | undefined;

  /** A file goes once its command was accepted: before, the cloud has no row to hang it on. */
  const ready = (upload: Upload): boolean => upload.state === 'waiting' && log.get(upload.commandId)?.result?.outcome.state === 'accepted';
  const stillWanted = (upload: Upload): boolean => log.uploads().some((now) => now.attachmentId === upload.attachmentId && now.state === 'waiting');

  const settle = (upload: Upload, change: Partial<Pick<Upload, 'state' | 'sent' | 'problem' | 'url'>>) => {
    log.updateUpload(upload.attachmentId, change);
    changed();
  };
  const fail = (upload: Upload, problem: string) => {
    line.events.write('error', problem, { attachment: upload.attachmentId });
    // The next try, by the person's click, begins from the first byte.
    settle(upload, { state: 'failed', problem, url: null, sent: 0 });
  };

  const sendOne = async (token: string, upload: Upload): Promise<void> => {
    // The right was taken away after the text had gone: the bytes stay here, and their author is told.
    if (line.feed(upload.tenant) === undefined) return fail(upload, 'tenant.forbidden');
    if (!(await files.whole(upload.sha256))) return fail(upload, 'file.gone');
    const abort = new AbortController();
    moving.set(upload.attachmentId, { bytes: upload.sent, abort });
    changed();
    try {
      await line.cloud.upload(
        token,
        {
          path: files.pathOf(upload.sha256),
          size: upload.size,
          url: upload.url,
          metadata: { tenant: upload.tenant, attachmentId: upload.attachmentId, sha256: upload.sha256, name: upload.name },
          onUrl: (url) => remember(upload, url),
          onSent: (bytes) => {
            moving.set(upload.attachmentId, { bytes, abort });
            events.progress();
          },
        },
        AbortSignal.any([line.signal, abort.signal]),
      );
      settle(upload, { state: 'sent', sent: upload.size, problem: null });
      damaged.delete(upload.attachmentId);
    } catch (error) {
      judge(token, upload, error);
    } finally {
      moving.delete(upload.attachmentId);
      changed();
    }
  };

  /** Where to go on after a crash. On a full disk it begins from the first byte then, which costs time and nothing else. */
  const remember = (upload: Upload, url: string): void => {
    try {
      log.updateUpload(upload.attachmentId, { url });
    } catch (error) {
      line.events.write('warn', codeOf(error), { attachment: upload.attachmentId });
    }
  };

  /** Throws what time mends; what only a person can mend is kept with the file. */
  const judge = (token: string, upload: Upload, error: unknown): void => {
    if (!stillWanted(upload)) return;
    if (error instanceof CloudError && error.status === 401) refusedToken(token);
    if (!(error instanceof CloudError)) throw error;
    // The cloud forgot what came, or whole bytes arrived wrong although they are right here: from the first byte again.
    const wrong = error.code === 'upload.wrong_hash';
    if (wrong) damaged.set(upload.attachmentId, (damaged.get(upload.attachmentId) ?? 0) + 1);
    const hopeless = (damaged.get(upload.attachmentId) ?? 0) >= DAMAGED_TRIES;
    if (isLost(error) || wrong) settle(upload, { url: null, sent: 0 });
    if (passes(error) || (wrong && !hopeless)) throw error;
    damaged.delete(upload.attachmentId);
    fail(upload, codeOf(error));
  };

  const round = async (): Promise<void> => {
    let failed: CloudError | undefined;
    do {
      again = false;
      for (const upload of log.uploads().filter(ready)) {
        const token = line.token();
        if (token === null || line.signal.aborted) return;
        if (!stillWanted(upload)) continue;
        try {
          await sendOne(token, upload);
          failures = 0;
        } catch (error) {
          // One file that the cloud cannot take now does not keep the others (I8); a broken way keeps them all.
          if (!(error instanceof CloudError) || isBroken(error)) throw error;
          failed ??= error;
        }
      }
    } while (again && failed === undefined);
    if (failed !== undefined) throw failed;
  };

  const kick = (): void => {
    clearTimeout(timer);
    again = true;
    running ??= round()
      .then(
        () => again,
        (error: unknown) => {
          failures += 1;
          if (!(error instanceof CloudError)) line.events.write('error', codeOf(error), { where: 'uploads', message: error instanceof Error ? error.message : '' });
          const asked = error instanceof CloudError ? error.retryAfter : null;
          if (!line.signal.aborted) timer = setTimeout(kick, waitAfter(failures, asked, line.random)).unref();
          return false;
        },
      )
      .then((more) => {
        running = undefined;
        // Asked for after the last look and before this line.
        if (more && line.token() !== null && !line.signal.aborted) kick();
      });
  };

  return {
    kick,
    async sendMissing(tenant) {
      const sent = log.uploads().filter((upload) => upload.tenant === tenant && upload.state === 'sent');
      for (const upload of sent) {
        const found = await fileRow(line.store.cache, tenant, upload.attachmentId);
        if (found?.row['state'] === 'missing') settle(upload, { state: 'waiting', sent: 0, url: null, problem: null });
      }
      kick();
    },
    sent: (attachmentId) => moving.get(attachmentId)?.bytes,
    cancel: (attachmentId) => moving.get(attachmentId)?.abort.abort(),
    idle: () => running ?? Promise.resolve(),
    stop: () => clearTimeout(timer),
  };
}

/**
 * The upload's address leads nowhere any more (tus: 404 and 410), or not for this person: the answer to a HEAD has no
 * words, so a 403 is asked about by beginning again.
 */
function isLost({ status, code }: CloudError): boolean {
  return status === 404 || status === 410 || (status === 403 && code === 'cloud.not_sportello');
}

/** Time alone mends it: no answer, one that says *later*, or a state of the upload that the next HEAD finds out. */
function passes(error: CloudError): boolean {
  if (error.code === 'file.gone') return false;
  return isPassing(error) || isLost(error) || [401, 408, 409, 423, 460].includes(error.status);
}

/** Nothing gets through at all. */
function isBroken({ status, code }: CloudError): boolean {
  return status === 0 || status === 401 || status === 429 || code === 'cloud.not_sportello';
}
