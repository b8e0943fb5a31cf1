import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** What is measured at every engine, ours too. */
export type Task =
  | { readonly task: 'localWrite' | 'deskToDesk'; readonly rounds: number; readonly warmUp: number }
  | { readonly task: 'firstSync'; readonly rows: number };

/** ms; the slowest engine needs half a minute for 100,000 rows on a quiet machine. */
const LONGEST = 5 * 60_000;

/** One process, as fast as in production; its words matter only if it fails. */
export class BenchProcess {
  readonly #child: ChildProcess;
  #said = '';

  constructor(file: string, args: readonly string[]) {
    this.#child = fork(file, args, { stdio: ['ignore', 'ignore', 'pipe', 'ipc'], env: { ...process.env, NODE_ENV: 'production' } });
    this.#child.stderr?.on('data', (data: Buffer) => void (this.#said = (this.#said + data.toString('utf8')).slice(-4_000)));
  }

  /** The next message, which must have the field; else an error with the process's last words. */
  async hear<T>(field: string): Promise<T> {
    const waiting = new AbortController();
    const timer = setTimeout(() => waiting.abort(new Error(`no answer in ${LONGEST / 60_000} minutes`)), LONGEST);
    try {
      const [message] = (await Promise.race([
        once(this.#child, 'message', waiting),
        once(this.#child, 'exit', waiting).then(([code]) => [{ error: `the process ended with ${String(code)}` }]),
      ])) as [Readonly<Record<string, unknown>>];
      if (!(field in message)) throw new Error(`${String(message['error'])}\n${this.#said}`);
      // Our own processes send it: the field's name says its type.
      return message[field] as T;
    } finally {
      clearTimeout(timer);
      waiting.abort();
    }
  }

  send(message: object): void {
    this.#child.send(message);
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const ended = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await ended;
  }
}
