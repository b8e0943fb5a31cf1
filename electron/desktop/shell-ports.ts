import type { HostPorts } from '#core/host.ts';
import type { Ask, FromCoreProcess, ToCore } from './core-messages.ts';

type Answer = Extract<ToCore, { kind: 'answer' }>;

/** The host ports of a core that runs in a process of its own: each asks the shell and waits for its answer. */
export function shellPorts(tell: (message: FromCoreProcess) => void): { host(encryption: boolean): HostPorts; answer(message: Answer): void } {
  const waiting = new Map<number, { resolve: (value: boolean | string | Uint8Array) => void; reject: (error: Error) => void }>();
  let nextId = 0;

  function ask(question: Ask): Promise<boolean | string | Uint8Array> {
    return new Promise((resolve, reject) => {
      const id = nextId++;
      waiting.set(id, { resolve, reject });
      tell({ kind: 'ask', id, ask: question });
    });
  }

  return {
    host: (encryption) => ({
      kind: 'desktop',
      now: () => Date.now(),
      openFile: async (path) => (await ask({ port: 'openFile', path })) === true,
      openExternal: async (url) => (await ask({ port: 'openExternal', url })) === true,
      // False from the shell where nothing could be taken; the rest is PNG (shell-answers.ts).
      capture: async (of) => ((await ask({ port: 'capture', of })) || undefined) as Uint8Array<ArrayBuffer> | undefined,
      print: async () => (await ask({ port: 'print' })) === true,
      notify: (title, body, open) => tell({ kind: 'notify', title, body, open }),
      badge: (count) => tell({ kind: 'badge', count }),
      ...(encryption
        ? {
            encryption: {
              // The shell answers what the question's port says (shell-answers.ts).
              encrypt: async (plain) => (await ask({ port: 'encrypt', plain })) as Uint8Array,
              decrypt: async (cipher) => (await ask({ port: 'decrypt', cipher })) as string,
            },
          }
        : {}),
    }),
    answer(message) {
      const asked = waiting.get(message.id);
      waiting.delete(message.id);
      if ('problem' in message) asked?.reject(new Error(message.problem));
      else asked?.resolve(message.value);
    },
  };
}
