import { beforeEach, expect, test, vi } from 'vitest';
import type { RpcError } from '#shared/rpc/wire.ts';

const LOST: RpcError = { code: 'connection.lost', message: '', details: {} };
const asked: string[] = [];
let answers: (() => Promise<unknown>)[] = [];
let tell: (state: string) => void = () => undefined;

async function freshBridge() {
  vi.resetModules();
  asked.length = 0;
  Object.assign(globalThis, {
    window: {
      sportello: {
        invoke: (method: string) => {
          asked.push(method);
          return answers.shift()?.() ?? Promise.resolve(null);
        },
        subscribe: (topic: string, listener: (data: unknown) => void) => {
          if (topic === 'connection') tell = listener;
          return () => undefined;
        },
      },
    },
  });
  return import('./bridge.ts');
}
const lose = () => {
  tell('lost');
  return Promise.reject<unknown>(LOST);
};
beforeEach(() => {
  answers = [];
});

test('a question that the core died under is asked again when the core is back', async () => {
  const bridge = await freshBridge();
  answers = [lose, () => Promise.resolve({ language: 'it' })];
  const answer = bridge.invoke('app.settings', {});
  await vi.waitFor(() => expect(bridge.connectionNow()).toBe('lost'));
  tell('open');
  expect(await answer).toEqual({ language: 'it' });
  expect(asked).toEqual(['app.settings', 'app.settings']);
});

test('a command is never sent twice: its caller is told and looks at In uscita (R2)', async () => {
  const bridge = await freshBridge();
  answers = [lose];
  const run = bridge.invoke('command.run', { tenant: 't', name: 'ticket.take', input: {}, acceptRemarks: false, queueAnyway: false, draftId: null });
  await expect(run).rejects.toMatchObject({ code: 'connection.lost' });
  expect(asked).toEqual(['command.run']);
});

test('a command given while the core is away goes when it is back', async () => {
  const bridge = await freshBridge();
  answers = [lose];
  await expect(bridge.invoke('session.signOut', {})).rejects.toMatchObject({ code: 'connection.lost' });
  const run = bridge.invoke('session.signOut', {});
  tell('open');
  await run;
  expect(asked).toHaveLength(2);
});

test('a failure keeps its code and facts, and anything else is a bug', async () => {
  const bridge = await freshBridge();
  answers = [() => Promise.reject<unknown>({ code: 'file.empty', message: '', details: { name: 'a.txt' } }), () => Promise.reject(new Error('boom'))];
  await expect(bridge.invoke('app.info', {})).rejects.toMatchObject({ code: 'file.empty', details: { name: 'a.txt' } });
  await expect(bridge.invoke('app.info', {})).rejects.toMatchObject({ code: 'unexpected', message: 'boom' });
});
