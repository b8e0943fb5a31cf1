import { monitorEventLoopDelay } from 'node:perf_hooks';

/** How long this thread was held, ms. */
export interface Held {
  /** The longest that anything had to wait for it, what the system gave to other threads and programs in the meantime included. */
  readonly wait: number;
  /** The most that it computed between two looks a millisecond apart, or later where it was busy: no single task was longer. */
  readonly work: number;
}

/** Watches the thread that it is called on, until the answer is called. */
export function watchThread(): () => Held {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  let [before, work] = [computed(), 0];
  const look = setInterval(() => {
    const now = computed();
    work = Math.max(work, now - before);
    before = now;
  }, 1);
  delay.enable();
  return () => {
    clearInterval(look);
    delay.disable();
    return { wait: delay.max / 1e6, work };
  };
}

/** ms of the processor that this thread has had. */
function computed(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}
