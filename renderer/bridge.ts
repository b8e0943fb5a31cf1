import type { Bridge } from '#shared/rpc/bridge.ts';
import type { InputOf, MethodName, OutputOf, TopicName, Topics } from '#shared/rpc/contract.ts';
import type { RpcError } from '#shared/rpc/wire.ts';
import { connectBySocket } from './bridge-socket.ts';

/** `lost`: the core is gone and may come back by itself; the windows stay and say so. */
export type Connection = 'open' | 'lost';

/** What a failed call rejects with. `code` has a sentence in `shared/locales/<language>/errors.json`. */
export class RpcFailure extends Error implements RpcError {
  readonly code: string;
  readonly details: RpcError['details'];
  constructor(error: RpcError) {
    super(error.message);
    this.name = 'RpcFailure';
    this.code = error.code;
    this.details = error.details;
  }
}

/**
 * Calls whose second run could do something twice, or show something twice. When the core goes away under one of them
 * its caller is told (`connection.lost`) and looks at In uscita; every other call is asked again by itself.
 */
const ONCE: ReadonlySet<MethodName> = new Set([
  'command.run',
  'session.signIn',
  'session.code',
  'session.resendCode',
  'session.activate',
  'session.signOut',
  'session.signOutEverywhere',
  'session.changePassword',
  'session.unlock',
  'session.setPin',
  'session.removePin',
  'account.confirmApp',
  'account.newRecoveryCodes',
  'account.answerInvitation',
  'outbox.withdraw',
  'outbox.withdrawBatch',
  'outbox.edit',
  'files.open',
  'app.print',
  'app.openExternal',
] satisfies MethodName[]);

/** How long a call waits for a lost core before it says so, ms. */
const PATIENCE = 20_000;

let line: Bridge | undefined;
let state: Connection = 'open';
const watchers = new Set<() => void>();

function theLine(): Bridge {
  if (line === undefined) {
    line = window.sportello ?? connectBySocket(new URL('rpc', document.baseURI));
    line.subscribe('connection', (data) => {
      state = data === 'lost' ? 'lost' : 'open';
      for (const watcher of watchers) watcher();
    });
  }
  return line;
}

/** Resolves true when the core is there, false when it did not come back in time. */
function whenOpen(patience: number): Promise<boolean> {
  theLine();
  if (state === 'open') return Promise.resolve(true);
  return new Promise((resolve) => {
    const finish = (open: boolean) => {
      clearTimeout(timer);
      stop();
      resolve(open);
    };
    const stop = watchConnection(() => {
      if (state === 'open') finish(true);
    });
    const timer = setTimeout(() => finish(false), patience);
  });
}

function asFailure(error: unknown): RpcFailure {
  if (error instanceof RpcFailure) return error;
  if (typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string') {
    // The bridge's contract: a rejection is an RpcError as a plain object.
    const { code, message, details } = error as RpcError;
    return new RpcFailure({ code, message: message ?? code, details: details ?? {} });
  }
  return new RpcFailure({ code: 'unexpected', message: error instanceof Error ? error.message : String(error), details: {} });
}

/** Asks the core. Rejects with an RpcFailure; `connection.lost` when there is no core to answer. */
export async function invoke<M extends MethodName>(method: M, input: InputOf<M>): Promise<OutputOf<M>> {
  for (;;) {
    if (!(await whenOpen(PATIENCE))) throw new RpcFailure({ code: 'connection.lost', message: method, details: {} });
    try {
      // The gate answers with what the contract says for this method.
      return (await theLine().invoke(method, input)) as OutputOf<M>;
    } catch (error) {
      const failure = asFailure(error);
      if (failure.code !== 'connection.lost' || ONCE.has(method)) throw failure;
      // The line says `lost` a moment after its calls fail; without this turn the loop would spin.
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

/** Listens to a topic of the core until the returned function is called. */
export function subscribe<T extends TopicName>(topic: T, listener: (data: Topics[T]) => void): () => void {
  return theLine().subscribe(topic, (data) => listener(data as Topics[T]));
}

export function connectionNow(): Connection {
  return state;
}

/** For useSyncExternalStore: calls back when `connectionNow()` changes. */
export function watchConnection(watcher: () => void): () => void {
  theLine();
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}
