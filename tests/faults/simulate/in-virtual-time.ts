import { LifeIsOver } from './simulated-file.ts';
import type { VirtualTime } from './virtual-time.ts';

/** Does the work in a time of its own. Nothing else may run in this process meanwhile. */
export async function inVirtualTime<T>(time: VirtualTime, work: () => Promise<T>): Promise<T> {
  const forget = hearRejections();
  const uninstall = time.install();
  try {
    return await work();
  } finally {
    uninstall();
    await forget();
  }
}

/** A life that ends leaves promises behind that nobody waits for. Answers what ends it, when all of them were heard. */
function hearRejections(): () => Promise<void> {
  const others = process.listeners('unhandledRejection');
  const strange: unknown[] = [];
  process.removeAllListeners('unhandledRejection');
  process.on('unhandledRejection', (error) => {
    if (!(error instanceof LifeIsOver)) strange.push(error);
  });
  return async () => {
    await new Promise((resolve) => setImmediate(resolve));
    process.removeAllListeners('unhandledRejection');
    for (const listener of others) process.on('unhandledRejection', listener);
    if (strange.length > 0) throw strange[0];
  };
}
