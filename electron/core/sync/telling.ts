import type { SyncView } from '#shared/rpc/contract.ts';
import type { SyncLine } from './line.ts';
import { nextRelease } from './pending.ts';

/** How often the windows hear how much of a file has gone, ms. */
const PROGRESS_EVERY = 250;
/** The lamp moves no more often than this, ms. */
const TELL_EVERY = 30;

/** What the windows hear of the traffic. Many things change at once: they are told once, and what is counted over all that waits is counted seldom. */
export interface Telling {
  /** The view may look different now. */
  changed(): void;
  /** Bytes of a file have gone. */
  progress(): void;
  stop(): void;
}

export function createTelling(line: SyncLine, view: () => SyncView): Telling {
  let shown = '';
  let shownAt = 0;
  let soon: NodeJS.Timeout | undefined;
  let later: NodeJS.Timeout | undefined;

  const tellOutbox = ({ waiting, needsYou }: SyncView) => line.publisher.publish('outbox', { waiting, needsYou });
  const publish = () => {
    soon = undefined;
    shownAt = line.now();
    if (line.signal.aborted) return;
    const now = view();
    // What no longer waits its moment looks different in the outbox, although without a network nothing else has changed.
    const text = JSON.stringify([now, nextRelease(line.store.log.open(), shownAt)]);
    if (text === shown) return;
    shown = text;
    line.publisher.publish('sync', now);
    tellOutbox(now);
  };
  const tellProgress = () => {
    later = undefined;
    if (!line.signal.aborted) tellOutbox(view());
  };

  return {
    changed() {
      soon ??= setTimeout(publish, Math.abs(line.now() - shownAt) < TELL_EVERY ? TELL_EVERY : 0);
    },
    progress() {
      later ??= setTimeout(tellProgress, PROGRESS_EVERY).unref();
    },
    stop() {
      clearTimeout(soon);
      clearTimeout(later);
    },
  };
}
