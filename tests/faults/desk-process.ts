import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { InputOf, MethodName, OutputOf } from '#shared/rpc/contract.ts';

/** What a call rejects with when the desk was killed before it answered: nobody knows whether it took effect. */
export class Killed extends Error {}

/** A desk that lives in a process of its own; `start` after `kill` is another one on the same folder. */
export interface DeskProcess {
  invoke<M extends MethodName>(method: M, input: InputOf<M>): Promise<OutputOf<M>>;
  /** kill -9; resolves when the process has gone. Calls under way are rejected with `Killed`. */
  kill(): Promise<void>;
  start(): Promise<void>;
}

const PROGRAM = fileURLToPath(new URL('./core-process.ts', import.meta.url));

/** `run` stands in for Node's executable: another user, another disk. */
export function createDeskProcess(root: string, cloudUrl: string, run: string = process.execPath): DeskProcess {
  const calls = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  let child: ChildProcess | undefined;
  let gone: Promise<void> = Promise.resolve();
  let last = 0;

  const answerTo = (id: number): Promise<unknown> => new Promise((resolve, reject) => calls.set(id, { resolve, reject }));
  return {
    async start() {
      const started = fork(PROGRAM, [root, cloudUrl], { serialization: 'advanced', execArgv: [], execPath: run });
      child = started;
      // A call that is written while it dies is answered by `close`.
      started.on('error', () => undefined);
      const ready = answerTo(0);
      started.on('message', (message: { id: number; value?: unknown; error?: string }) => {
        const call = calls.get(message.id);
        calls.delete(message.id);
        if (message.error === undefined) call?.resolve(message.value);
        else call?.reject(new Error(message.error));
      });
      gone = new Promise((resolve) => {
        // `close` and not `exit`: what it said before it died has been read by then.
        started.once('close', () => {
          for (const call of calls.values()) call.reject(new Killed('killed'));
          calls.clear();
          resolve();
        });
      });
      await ready;
    },
    async invoke<M extends MethodName>(method: M, input: InputOf<M>) {
      const id = (last += 1);
      const answer = answerTo(id);
      if (child?.connected) child.send({ id, method, input }, (error) => void (error && calls.get(id)?.reject(new Killed(error.message))));
      else calls.get(id)?.reject(new Killed('not running'));
      // The contract says what this method answers with.
      return (await answer) as OutputOf<M>;
    },
    async kill() {
      child?.kill('SIGKILL');
      await gone;
    },
  };
}
