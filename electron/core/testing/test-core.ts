import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { InputOf, MethodName, OutputOf, TopicName, Topics } from '#shared/rpc/contract.ts';
import type { RpcError } from '#shared/rpc/wire.ts';
import { startEngine } from '../engine.ts';
import type { Engine, HostPorts, Line } from '../host.ts';

/** What `invoke` rejects with: the code and facts that a window would get. */
export class Refused extends Error {
  readonly code: string;
  readonly details: RpcError['details'];
  constructor({ code, details, message }: RpcError) {
    super(`${code} ${message} ${JSON.stringify(details)}`);
    this.code = code;
    this.details = details;
  }
}

/** The core in this process, asked through a line as a window does. */
export interface TestCore {
  readonly engine: Engine;
  readonly root: string;
  invoke<M extends MethodName>(method: M, input: InputOf<M>): Promise<OutputOf<M>>;
  /** Every event of a topic so far. */
  heard<T extends TopicName>(topic: T): readonly Topics[T][];
  /** Resolves with the first value that `look` finds true; asks again at every event, and now and then. */
  until<T>(look: () => Promise<T | undefined | false | null> | T | undefined | false | null, what?: string): Promise<T>;
  stop(): Promise<void>;
}

export interface TestCoreOptions {
  readonly cloudUrl: string;
  readonly root?: string;
  readonly ports?: Partial<HostPorts>;
}

export function temporaryRoot(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'sportello-core-'));
}

export async function startTestCore({ cloudUrl, root: given, ports = {} }: TestCoreOptions): Promise<TestCore> {
  const root = given ?? (await temporaryRoot());
  const host: HostPorts = {
    kind: 'test',
    now: () => Date.now(),
    openFile: () => Promise.resolve(false),
    openExternal: () => Promise.resolve(true),
    notify: () => undefined,
    badge: () => undefined,
    print: () => Promise.resolve(true),
    capture: () => Promise.resolve(undefined),
    ...ports,
  };
  const engine = await startEngine({ root, cloudUrl, keepers: null, version: '0.1.0', build: 'test', host });
  const events: { topic: string; data: unknown }[] = [];
  const calls = new Map<number, { resolve(value: unknown): void; reject(error: unknown): void }>();
  const waiting = new Set<() => void>();
  let last = 0;
  let speak: (message: unknown) => void = () => undefined;
  const line: Line = {
    send(message) {
      // What a window gets has crossed a port: only what can be cloned arrives.
      const got = structuredClone(message) as { id: number; ok: boolean; value: unknown; error: RpcError } | { topic: string; data: unknown };
      if ('topic' in got) {
        events.push(got);
        for (const look of waiting) look();
        return;
      }
      const call = calls.get(got.id);
      calls.delete(got.id);
      if (got.ok) call?.resolve(got.value);
      else call?.reject(new Refused(got.error));
    },
    onMessage: (listener) => void (speak = listener),
    onClose: () => undefined,
    close: () => undefined,
  };
  engine.connect(line);

  return {
    engine,
    root,
    invoke: (method, input) =>
      new Promise((resolve, reject) => {
        const id = (last += 1);
        // The contract says what this method answers with.
        calls.set(id, { resolve: resolve, reject });
        const message = structuredClone({ id, method, input });
        // A port brings it in a turn of its own, so that others are heard in between.
        setImmediate(() => speak(message));
      }),
    heard: (topic) => events.filter((event) => event.topic === topic).map((event) => event.data as never),
    async until(look, what = 'what was waited for') {
      const end = Date.now() + 30_000;
      for (;;) {
        const found = await look();
        if (found !== undefined && found !== false && found !== null) return found;
        if (Date.now() > end) throw new Error(`never came: ${what}`);
        await new Promise<void>((resolve) => {
          const go = () => {
            clearTimeout(timer);
            waiting.delete(go);
            resolve();
          };
          const timer = setTimeout(go, 100);
          waiting.add(go);
        });
      }
    },
    stop: () => engine.stop(),
  };
}
