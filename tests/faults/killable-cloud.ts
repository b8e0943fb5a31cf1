import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { TestCloud } from '#cloud/testing/test-cloud.ts';

/** A test cloud whose process is one of its own from `start` on. */
export interface KillableCloud {
  /** At the same address, on the same database and files, whatever the last one left half done. */
  start(): Promise<void>;
  /** kill -9; resolves when the process has gone. */
  kill(): Promise<void>;
}

const PROGRAM = fileURLToPath(new URL('./cloud-process.ts', import.meta.url));

export function killable(cloud: TestCloud): KillableCloud {
  let child: ChildProcess | undefined;
  return {
    async start() {
      await cloud.halt();
      const started = fork(PROGRAM, [new URL(cloud.url).port, cloud.databaseUrl, cloud.dataFolder], { execArgv: [] });
      child = started;
      const died = once(started, 'exit').then(() => Promise.reject(new Error('the cloud did not start')));
      await Promise.race([once(started, 'message'), died]);
      died.catch(() => undefined);
    },
    async kill() {
      if (!child || child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    },
  };
}
