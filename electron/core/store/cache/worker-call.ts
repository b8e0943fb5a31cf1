import type { EventEmitter } from 'node:events';
import type { Facts } from '#shared/domain/kernel/command.ts';
import { StoreError, storeErrorOf, type StoreErrorCode } from '../store-error.ts';

/** What a worker can be asked: plain functions of plain values. */
export type Methods = { readonly [name: string]: (...values: never[]) => unknown };
export type Answer<M extends Methods, K extends keyof M> = Awaited<ReturnType<M[K]>>;

interface Call {
  readonly id: number;
  readonly method: string;
  readonly values: unknown[];
}
interface Failure {
  readonly message: string;
  readonly stack: string | undefined;
  readonly typed: { readonly code: StoreErrorCode; readonly facts: Facts } | null;
}
type Reply =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly failure: Failure }
  | { readonly warning: string; readonly typed?: Failure['typed'] }
  | typeof IDLE;
/** Idle work is done, for now. */
const IDLE = { idle: true } as const;

/** A worker as its owner sees it. */
export interface OwnersEnd extends EventEmitter {
  postMessage(value: unknown, taken?: readonly ArrayBuffer[]): void;
  /** Whether waiting for it keeps the program from ending. */
  ref(): void;
  unref(): void;
  terminate(): Promise<unknown>;
}
/** The port of a worker as the worker sees it. */
export interface WorkersEnd {
  on(event: 'message', listener: (value: Call) => void): unknown;
  postMessage(value: unknown): void;
}

/** The main thread's end: a promise for each call, failures with their codes. */
export class WorkerClient<M extends Methods> {
  readonly #worker: OwnersEnd;
  readonly #waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  #next = 0;
  #ended: Error | undefined;

  /**
   * `onWarning` hears what went wrong without anybody asking, with its code where it has one; `onIdle` that the work which
   * the worker does by itself is done.
   */
  constructor(worker: OwnersEnd, onWarning: (text: string, code: StoreErrorCode | undefined) => void, onIdle: () => void = () => undefined) {
    this.#worker = worker;
    worker.on('message', (reply: Reply) => {
      if ('idle' in reply) return onIdle();
      if ('warning' in reply) return onWarning(reply.warning, reply.typed?.code);
      const waiting = this.#waiting.get(reply.id);
      this.#waiting.delete(reply.id);
      if (this.#waiting.size === 0) worker.unref();
      if ('failure' in reply) waiting?.reject(errorOf(reply.failure));
      else waiting?.resolve(reply.value);
    });
    worker.on('error', (error: Error) => {
      onWarning(`a worker failed: ${error.stack ?? error.message}`, undefined);
      this.#end(new StoreError('store.closed', {}, error));
    });
    worker.on('exit', () => this.#end(new StoreError('store.closed')));
    worker.unref();
  }

  call<K extends keyof M & string>(method: K, ...values: Parameters<M[K]>): Promise<Answer<M, K>> {
    return this.callWith([], method, ...values);
  }

  /** The memory in `taken` goes to the worker instead of being copied, and is gone here. */
  callWith<K extends keyof M & string>(taken: readonly ArrayBuffer[], method: K, ...values: Parameters<M[K]>): Promise<Answer<M, K>> {
    return new Promise((resolve, reject) => {
      if (this.#ended) return reject(this.#ended);
      const id = (this.#next += 1);
      // The server answers each method with its own type; the map of waiting calls cannot say which.
      this.#waiting.set(id, { resolve: resolve as (value: unknown) => void, reject });
      // A program that only waits for this answer must not end before it comes.
      this.#worker.ref();
      this.#worker.postMessage({ id, method, values } satisfies Call, taken);
    });
  }

  async end(): Promise<void> {
    this.#ended ??= new StoreError('store.closed');
    await this.#worker.terminate();
  }

  #end(error: Error): void {
    this.#ended ??= error;
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}

function errorOf({ message, stack, typed }: Failure): Error {
  if (typed) return new StoreError(typed.code, typed.facts);
  const error = new Error(message);
  if (stack !== undefined) error.stack = stack;
  return error;
}

export interface Serving {
  /** 0 goes before 1, and so on; within a level in the order of asking. */
  readonly levelOf: (method: string) => number;
  /** A call has come; its turn is later. */
  readonly onCall?: (method: string, values: readonly unknown[]) => void;
  /**
   * A slice of work of its own when nothing was asked for a moment, or for too long. True to be called again at once,
   * undefined where there was nothing to do.
   * It waits, so that the pages of a load do not share the thread with it.
   */
  readonly onIdle?: () => boolean | undefined;
  /** The file that failures name. */
  readonly file: () => string;
}

/** Quiet that must be before idle work, and the longest that it waits for it, ms. */
const QUIET = 150;
const LONGEST_WAIT = 5_000;

/** The worker's end: one call at a time, and between two the port is looked at, so that a command overtakes pages. */
export function serve(port: WorkersEnd, methods: Methods, { levelOf, onCall, onIdle, file }: Serving): void {
  const levels: Call[][] = [];
  let scheduled = false;
  let quiet: NodeJS.Timeout | undefined;
  let lastIdle = performance.now();
  const schedule = () => {
    if (!scheduled) setImmediate(step);
    scheduled = true;
  };
  const step = () => {
    scheduled = false;
    const call = levels.find((level) => level.length > 0)?.shift();
    if (call !== undefined) {
      port.postMessage(answer(methods, call, file));
      schedule();
    } else if (onIdle !== undefined) {
      clearTimeout(quiet);
      quiet = setTimeout(idle, performance.now() - lastIdle > LONGEST_WAIT ? 0 : QUIET, onIdle);
    }
  };
  const idle = (work: NonNullable<Serving['onIdle']>) => {
    lastIdle = performance.now();
    const more = runIdle(work, port, file());
    if (more === true) quiet = setTimeout(idle, 0, work);
    else if (more === false) port.postMessage(IDLE satisfies Reply);
  };
  port.on('message', (call: Call) => {
    onCall?.(call.method, call.values);
    clearTimeout(quiet);
    const level = levelOf(call.method);
    (levels[level] ??= []).push(call);
    schedule();
  });
}

/** The call may be the one that says which file it is, so that it is asked for after it. */
function answer(methods: Methods, { id, method, values }: Call, file: () => string): Reply {
  try {
    const run = methods[method];
    if (run === undefined) throw new Error(`the worker has no ${method}`);
    // The client is typed by the same methods.
    return { id, value: run(...(values as never[])) };
  } catch (error) {
    return { id, failure: failureOf(error, file()) };
  }
}

function runIdle(onIdle: NonNullable<Serving['onIdle']>, port: WorkersEnd, file: string): boolean | undefined {
  try {
    return onIdle();
  } catch (error) {
    const { message, typed } = failureOf(error, file);
    port.postMessage({ warning: `idle work failed: ${message}`, typed } satisfies Reply);
    return undefined;
  }
}

function failureOf(error: unknown, file: string): Failure {
  const typed = storeErrorOf(error, file);
  const { message, stack } = error instanceof Error ? error : { message: String(error), stack: undefined };
  return { message, stack, typed: typed ? { code: typed.code, facts: typed.facts } : null };
}
