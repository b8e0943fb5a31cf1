import { Worker } from 'node:worker_threads';
import { sessionBusAnswers } from './session-bus.ts';

export interface KeychainCall {
  readonly id: number;
  readonly action: 'get' | 'set' | 'remove';
  readonly service: string;
  readonly account: string;
  readonly secret: string;
}
export type KeychainAnswer = { readonly id: number; readonly ok: true; readonly value: string | null } | { readonly id: number; readonly ok: false; readonly reason: string };

/** The system's keychain; each call ends within the limit, with an error where the system does not answer. */
export interface Keychain {
  get(account: string): Promise<string | null>;
  set(account: string, secret: string): Promise<void>;
  remove(account: string): Promise<void>;
  close(): Promise<void>;
}

/** Opens the keychain, or says that there is none that works: undefined after at most twice `limit` ms. */
export async function openKeychain(service: string, limit: number): Promise<Keychain | undefined> {
  if (process.platform === 'linux' && !(await sessionBusAnswers(limit))) return undefined;
  const keychain = startKeychain(service, limit);
  try {
    // A read is the only honest question: a service may be there and locked for good.
    await keychain.get('probe');
    return keychain;
  } catch {
    await keychain.close();
    return undefined;
  }
}

function startKeychain(service: string, limit: number): Keychain {
  // The bundler finds the worker by this very form and makes it `.js` (scripts/bundles/worker-addresses.ts).
  const worker = new Worker(new URL('./keychain-worker.ts', import.meta.url));
  worker.unref();
  const waiting = new Map<number, { resolve(value: string | null): void; reject(error: Error): void }>();
  let last = 0;
  let dead: Error | undefined;
  const fail = (error: Error) => {
    dead = error;
    for (const call of waiting.values()) call.reject(error);
    waiting.clear();
  };
  worker.on('message', (answer: KeychainAnswer) => {
    const call = waiting.get(answer.id);
    waiting.delete(answer.id);
    if (answer.ok) call?.resolve(answer.value);
    else call?.reject(new Error(answer.reason));
  });
  worker.on('error', (error) => fail(error instanceof Error ? error : new Error(String(error))));
  worker.on('exit', () => fail(new Error('the keychain thread ended')));

  const ask = (action: KeychainCall['action'], account: string, secret = ''): Promise<string | null> =>
    new Promise((resolve, reject) => {
      if (dead) return reject(dead);
      const id = (last += 1);
      const timer = setTimeout(() => {
        waiting.delete(id);
        reject(new Error('the keychain does not answer'));
      }, limit);
      const settle = <T>(then: (value: T) => void) => (value: T) => {
        clearTimeout(timer);
        then(value);
      };
      waiting.set(id, { resolve: settle(resolve), reject: settle(reject) });
      worker.postMessage({ id, action, service, account, secret } satisfies KeychainCall);
    });

  return {
    get: (account) => ask('get', account),
    set: async (account, secret) => void (await ask('set', account, secret)),
    remove: async (account) => void (await ask('remove', account)),
    // A thread stuck in the system's library cannot be ended; it must not keep us waiting either.
    close: async () => {
      await Promise.race([worker.terminate(), new Promise((resolve) => setTimeout(resolve, 500).unref())]);
    },
  };
}
