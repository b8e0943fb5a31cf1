import type { Id } from '#shared/domain/kernel/ids.ts';
import { codeOf } from '../core-error.ts';
import type { LogStore } from '../store/store.ts';
import type { SyncLine } from './line.ts';

/** How many rows wait for the person: open conflicts and missing files (ui.md, Sync lamp). */
export interface Attention {
  /** As last counted; the lamp is asked far more often than it changes. */
  rows(): number;
  /** Something else than rows changed it. */
  look(): void;
  idle(): Promise<void>;
  stop(): void;
}

const COUNTED = new Set(['conflict', 'attachment', 'document', 'document_file', 'preference']);

/** Counts at once, and again whenever such rows change on this desk; `changed` is told of another number. */
export function createAttention(line: SyncLine, person: () => Id, changed: () => void): Attention {
  const { cache, log } = line.store;
  let rows = 0;
  let again = false;
  let running: Promise<void> | undefined;

  const count = async (): Promise<void> => {
    do {
      again = false;
      const now = await cache.attention(person(), filesSentFromHere(log));
      if (now === rows) continue;
      rows = now;
      changed();
    } while (again && !line.signal.aborted);
  };
  const look = (): void => {
    again = true;
    if (line.signal.aborted) return;
    running ??= count()
      .catch((error: unknown) => {
        // A cache that is being mended counts when its rows are there again; that change asks for it.
        if (!line.signal.aborted) line.events.write('warn', codeOf(error), { while: 'attention' });
      })
      .finally(() => {
        running = undefined;
      });
  };
  const stop = line.publisher.listen((topic, data) => {
    if (topic !== 'changed') return;
    // The publisher's listeners get every topic; this one's shape stands in the contract.
    const { entities } = data as { entities: readonly string[] };
    if (entities.length === 0 || entities.some((entity) => COUNTED.has(entity))) look();
  });
  look();
  return { rows: () => rows, look, idle: () => running ?? Promise.resolve(), stop };
}

/** Files that this device sends, again too where the cloud lost them, or shows as refused in In uscita. */
export function filesSentFromHere(log: Pick<LogStore, 'uploads'>): Id[] {
  return log.uploads().flatMap(({ attachmentId, state }) => (state === 'withdrawn' ? [] : [attachmentId]));
}
