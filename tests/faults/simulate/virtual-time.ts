import { randomFrom, type Random } from '../random.ts';

/** One run of a program on a simulated machine. What belongs to it stops for good when it dies. */
export interface Life {
  readonly name: string;
  alive: boolean;
  /** Told after each of its events, the last one too, when nothing of it can go on without another. */
  afterEvent?: (() => void) | undefined;
}

interface Event {
  at: number;
  order: number;
  readonly life: Life | undefined;
  run: (() => void) | undefined;
}

/** The handle of a timer, with what the core asks of a real one. */
interface Timer {
  readonly event: Event;
  unref(): Timer;
  ref(): Timer;
}

/** 22 November 2026, 9:00 UTC. */
export const START = Date.UTC(2026, 10, 22, 9);
/** How long what happens "at once" may take, ms: so that the seed decides what comes first. */
const SOON = 2;

/**
 * Time that passes only from event to event, and the one queue of all that is to happen. Everything between two events
 * is settled by promises alone, so that the seed decides everything: the same seed, the same history.
 */
export class VirtualTime {
  readonly #start: number;
  #now: number;
  #order = 0;
  readonly #heap: Event[] = [];
  #life: Life | undefined;
  random: Random;
  /** Events that have happened: a measure of the run. */
  events = 0;

  /** `start`: ms since 1970 UTC. */
  constructor(seed: number, start: number = START) {
    this.#start = start;
    this.#now = start;
    this.random = randomFrom(seed);
  }

  /** ms since 1970 UTC, by a clock that is right. */
  get now(): number {
    return Math.floor(this.#now);
  }

  /** The same with its fraction, which orders what happens within a millisecond. */
  get exact(): number {
    return this.#now;
  }

  /** Whose code runs now: what it starts is its own. */
  get life(): Life | undefined {
    return this.#life;
  }

  /** After `ms`; nothing happens when the life has ended by then. */
  in(ms: number, run: () => void, life: Life | undefined = this.#life): Event {
    const event: Event = { at: this.#now + Math.max(0, ms), order: (this.#order += 1), life, run };
    this.#push(event);
    return event;
  }

  /** Within `longest` ms, in an order that the seed chooses. */
  soon(run: () => void, life: Life | undefined = this.#life, longest: number = SOON): Event {
    return this.in(this.random.next() * longest, run, life);
  }

  pause(ms: number): Promise<void> {
    return new Promise((resolve) => void this.in(ms, resolve));
  }

  /** Every `ms` until it is cancelled or its life ends; one event that happens again and again. */
  #again(ms: number, run: () => void): Event {
    const event = this.in(ms, () => {
      event.at = this.#now + Math.max(1, ms);
      event.order = this.#order += 1;
      this.#push(event);
      run();
    });
    return event;
  }

  cancel(event: Event): void {
    event.run = undefined;
  }

  /** Runs `work` as the life's own code, until nothing of it can go on by itself. */
  async as<T>(life: Life, work: () => T): Promise<T> {
    const before = this.#life;
    this.#life = life;
    try {
      const answer = work();
      await settled();
      return answer;
    } finally {
      this.#life = before;
    }
  }

  /** Lets time pass until `done` answers true or `ms` are over. */
  async pass(ms: number, done: () => boolean = () => false): Promise<void> {
    const end = this.#now + ms;
    await settled();
    while (!done()) {
      const next = this.#heap[0];
      if (next === undefined || next.at > end) {
        this.#now = end;
        return;
      }
      await this.#happen(this.#pop());
    }
  }

  async #happen(event: Event): Promise<void> {
    this.#now = Math.max(this.#now, event.at);
    if (event.run === undefined || isOver(event.life)) return;
    this.events += 1;
    this.#life = event.life;
    try {
      event.run();
    } catch (error) {
      // What a dying life throws is thrown into nothing.
      if (!isOver(event.life)) throw error;
    }
    await settled();
    event.life?.afterEvent?.();
    this.#life = undefined;
  }

  #push(event: Event): void {
    const heap = this.#heap;
    heap.push(event);
    let at = heap.length - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = heap[parent];
      if (above === undefined || !earlier(event, above)) break;
      heap[at] = above;
      at = parent;
    }
    heap[at] = event;
  }

  #pop(): Event {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (first === undefined || last === undefined) throw new Error('nothing is to happen');
    if (heap.length === 0) return first;
    let at = 0;
    for (;;) {
      let child = at * 2 + 1;
      const left = heap[child];
      if (left === undefined) break;
      const right = heap[child + 1];
      if (right !== undefined && earlier(right, left)) child += 1;
      const least = heap[child];
      if (least === undefined || !earlier(least, last)) break;
      heap[at] = least;
      at = child;
    }
    heap[at] = last;
    return first;
  }

  /**
   * Puts this time in place of the process's own until the answer is called: the core asks `Date`, timers and chance
   * where every program does.
   */
  install(): () => void {
    const real = {
      setTimeout: globalThis.setTimeout, clearTimeout: globalThis.clearTimeout, setImmediate: globalThis.setImmediate, clearImmediate: globalThis.clearImmediate,
      setInterval: globalThis.setInterval, clearInterval: globalThis.clearInterval, now: Date.now, random: Math.random, measure: performance.now,
    };
    const timer = (event: Event): Timer => {
      const handle: Timer = { event, unref: () => handle, ref: () => handle };
      return handle;
    };
    const cancel = (handle: Timer | undefined) => {
      if (handle?.event) this.cancel(handle.event);
    };
    Object.assign(globalThis, {
      setTimeout: (run: (...values: unknown[]) => void, ms = 0, ...values: unknown[]) => timer(this.in(Number(ms), () => run(...values))),
      clearTimeout: cancel,
      setImmediate: (run: (...values: unknown[]) => void, ...values: unknown[]) => timer(this.soon(() => run(...values))),
      clearImmediate: cancel,
      setInterval: (run: (...values: unknown[]) => void, ms = 0, ...values: unknown[]) => timer(this.#again(Number(ms), () => run(...values))),
      clearInterval: cancel,
    });
    Date.now = () => this.now;
    Math.random = () => this.random.next();
    performance.now = () => this.#now - this.#start;
    return () => {
      const { now, random, measure, ...timers } = real;
      Object.assign(globalThis, timers);
      Date.now = now;
      Math.random = random;
      performance.now = measure;
    };
  }
}

function isOver(life: Life | undefined): boolean {
  return life !== undefined && !life.alive;
}

function earlier(a: Event, b: Event): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}

/** Resolves when every promise that can go on by itself has done so: a tick comes after all of them. */
function settled(): Promise<void> {
  return new Promise((resolve) => process.nextTick(resolve));
}
