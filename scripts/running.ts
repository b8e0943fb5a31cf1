import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';

export interface Running {
  readonly process: ChildProcess;
  /** Resolves with the exit code, null after a signal. */
  readonly exited: Promise<number | null>;
  /** The last lines that it printed, for the sentence when it fails. */
  tail(): string;
  /** Asks it to end; one that does not within `patience` ms is ended. */
  stop(patience: number): Promise<void>;
}

/**
 * Starts a program of ours whose lines go to `onLine`. In a group of its own, so that a Ctrl+C in the terminal reaches
 * us alone and we decide the order in which things end.
 */
export function startRunning(args: readonly string[], environment: NodeJS.ProcessEnv, onLine: (line: string) => void, command: string = process.execPath): Running {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], env: environment, detached: process.platform !== 'win32' });
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      if (lines.push(line) > 30) lines.shift();
      onLine(line);
    });
  }
  const exited = new Promise<number | null>((resolve) => {
    child.once('error', (error) => {
      lines.push(error.message);
      resolve(1);
    });
    child.once('close', resolve);
  });
  return {
    process: child,
    exited,
    tail: () => lines.join('\n'),
    async stop(patience) {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGINT');
      const timer = setTimeout(() => child.kill('SIGKILL'), patience);
      await exited;
      clearTimeout(timer);
    },
  };
}
