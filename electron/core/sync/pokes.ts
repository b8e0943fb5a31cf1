import type { Poke } from '#shared/api/sync.ts';
import type { SyncLine } from './line.ts';
import { waitAfter } from './backoff.ts';

/** Keeps listening to the cloud's *pull now* while there is a sign-in. */
export interface Pokes {
  /** Starts listening unless it does; tries at once when it was waiting. */
  listen(): void;
  connected(): boolean;
  idle(): Promise<void>;
}

/** `opened` is called at each (re)connection: what was poked in between is to be pulled. `lost` when a stream ended or none came. */
export function createPokes(line: SyncLine, opened: () => void, lost: (was: boolean) => void, poked: (poke: Poke) => void): Pokes {
  let running: Promise<void> | undefined;
  let connected = false;
  let failures = 0;
  let wakeUp: (() => void) | undefined;

  const round = async (): Promise<void> => {
    while (!line.signal.aborted) {
      const token = line.token();
      if (token === null) return;
      let was = false;
      await line.cloud
        .events(
          token,
          line.signal,
          () => {
            was = connected = true;
            failures = 0;
            opened();
          },
          poked,
        )
        .catch(() => undefined);
      connected = false;
      if (line.signal.aborted) return;
      failures += 1;
      lost(was);
      await pause(waitAfter(failures, null, line.random) + 250);
    }
  };
  const pause = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(end, ms);
      function end() {
        clearTimeout(timer);
        line.signal.removeEventListener('abort', end);
        wakeUp = undefined;
        resolve();
      }
      line.signal.addEventListener('abort', end, { once: true });
      wakeUp = end;
    });

  return {
    listen() {
      wakeUp?.();
      running ??= round().finally(() => {
        running = undefined;
      });
    },
    connected: () => connected,
    idle: () => running ?? Promise.resolve(),
  };
}
