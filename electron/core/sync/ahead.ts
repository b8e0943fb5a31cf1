import { documentFile } from '#shared/domain/library/entities.ts';
import { CloudError, isPassing } from '../cloud/cloud-error.ts';
import { codeOf, CoreError } from '../core-error.ts';
import { bringFile } from '../files/fetch-attachment.ts';
import type { Manual } from '../store/store.ts';
import type { SyncLine } from './line.ts';

/** How long a manual is left alone that did not come, ms. */
const AGAIN_AFTER = 10 * 60_000;

/** Manuals are brought here before anybody opens them, so that they are read without a network (DOC-01, OFF-01). */
export interface Ahead {
  /** The rows are as the cloud has them: what they name and is not here is brought. */
  look(): void;
  idle(): Promise<void>;
}

export function createAhead(line: SyncLine): Ahead {
  const { cache, files } = line.store;
  const failed = new Map<string, number>();
  /** What was seen here is not looked for again after every pull; opening it does, and brings it where it was lost. */
  const here = new Set<string>();
  let running: Promise<void> | undefined;
  let again = false;

  const bringOne = async (token: string, manual: Manual): Promise<void> => {
    try {
      await bringFile(line, token, manual);
      line.publisher.publish('changed', { tenant: manual.tenant, entities: [documentFile.name] });
    } catch (error) {
      // Without a way to the cloud the rest need not be asked for; the next complete pull asks again.
      if (line.signal.aborted || (error instanceof CoreError && error.code === 'file.not_here')) throw error;
      failed.set(manual.sha256, line.now());
      line.events.write('warn', codeOf(error), { document_file: manual.id });
      // Nor where the cloud answers nobody just now.
      if (isPassing(error) || (error instanceof CloudError && error.status === 401)) throw error;
    }
  };
  const round = async (): Promise<void> => {
    do {
      again = false;
      // One at a time: what people do now goes before what somebody may read later.
      for (const manual of await cache.manuals()) {
        const token = line.token();
        if (token === null || line.signal.aborted) return;
        const before = failed.get(manual.sha256);
        if (!manual.arrived || here.has(manual.sha256) || (before !== undefined && Math.abs(line.now() - before) < AGAIN_AFTER)) continue;
        if (line.feed(manual.tenant) === undefined) continue;
        if (!(await files.has(manual.sha256))) await bringOne(token, manual);
        else here.add(manual.sha256);
      }
    } while (again && !line.signal.aborted);
  };

  return {
    look() {
      again = true;
      running ??= round()
        .catch((error: unknown) => {
          if (!line.signal.aborted) line.events.write('info', codeOf(error), { while: 'ahead' });
        })
        .finally(() => {
          running = undefined;
        });
    },
    idle: () => running ?? Promise.resolve(),
  };
}
