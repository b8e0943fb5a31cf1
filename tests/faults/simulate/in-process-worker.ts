import { EventEmitter } from 'node:events';
import type { CacheFiles } from '#core/store/cache/open-cache.ts';
import { serveReader } from '#core/store/cache/serve-reader.ts';
import { serveWriter } from '#core/store/cache/serve-writer.ts';
import type { OwnersEnd, WorkersEnd } from '#core/store/cache/worker-call.ts';
import type { VirtualTime } from './virtual-time.ts';

/** Changes what goes into the writer: what a bug in the writer would do. Answers the calls to make instead of this one. */
export type AlterCall = (call: WriterCall) => readonly WriterCall[];
export interface WriterCall {
  readonly id: number;
  readonly method: string;
  readonly values: unknown[];
}

/** The longest that a message takes between two threads, ms. */
const MESSAGE = 1;

/** A thread of the cache, without the thread: its real code, messages that take their time, in order each way. */
export class InProcessWorker extends EventEmitter implements OwnersEnd {
  readonly #time: VirtualTime;
  readonly #inside = new EventEmitter();
  #ended = false;
  #lastIn = 0;
  #lastOut = 0;
  readonly #alter: AlterCall | undefined;

  constructor(time: VirtualTime, role: 'writer' | 'reader', files: CacheFiles, alter: AlterCall | undefined) {
    super();
    this.#time = time;
    this.#alter = role === 'writer' ? alter : undefined;
    const port: WorkersEnd = {
      on: (event, listener) => this.#inside.on(event, listener),
      postMessage: (value) => {
        this.#lastOut = this.#after(this.#lastOut, () => this.emit('message', value));
      },
    };
    if (role === 'writer') serveWriter(port, files);
    else serveReader(port, files);
  }

  postMessage(value: unknown): void {
    this.#lastIn = this.#after(this.#lastIn, () => {
      // What the owner posts is a call of worker-call.ts.
      const [first, ...more] = this.#alter ? this.#alter(value as WriterCall) : [value];
      this.#inside.emit('message', first);
      for (const call of more) this.#lastIn = this.#after(this.#lastIn, () => this.#inside.emit('message', call));
    });
  }

  ref(): void {
    // Virtual time needs nothing to stay awake.
  }

  unref(): void {
    // As above.
  }

  async terminate(): Promise<number> {
    this.#ended = true;
    return 0;
  }

  /** Not before what was sent before it. */
  #after(last: number, deliver: () => void): number {
    const now = this.#time.exact;
    const at = Math.max(last + 0.001, now + this.#time.random.next() * MESSAGE);
    this.#time.in(at - now, () => {
      if (!this.#ended) deliver();
    });
    return at;
  }
}
