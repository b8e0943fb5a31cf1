import { DEVICE_HEADER } from '#shared/api/access.ts';
import { ROUTES } from '#shared/api/routes.ts';
import { pokeSchema, type Poke } from '#shared/api/sync.ts';
import type { TestDesk } from './test-desk.ts';

/** A stream of a cloud's pokes; `next` waits for the next one. */
export async function listenTo(url: string, desk: Pick<TestDesk, 'token' | 'device'>) {
  const stop = new AbortController();
  const response = await fetch(url + ROUTES.events, { headers: { authorization: `Bearer ${desk.token}`, [DEVICE_HEADER]: desk.device.secret }, signal: stop.signal });
  const waiting: ((poke: Poke) => void)[] = [];
  const heard: Poke[] = [];
  const ended = (async () => {
    let text = '';
    for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      const lines = (text + chunk).split('\n');
      text = lines.pop() ?? '';
      for (const line of lines) {
        if (!line.startsWith('data:')) continue;
        const poke = pokeSchema.parse(JSON.parse(line.slice(5)));
        const waiter = waiting.shift();
        if (waiter) waiter(poke);
        else heard.push(poke);
      }
    }
  })().catch(() => undefined);
  return {
    response,
    next: () => {
      const poke = heard.shift();
      return poke ? Promise.resolve(poke) : new Promise<Poke>((resolve) => waiting.push(resolve));
    },
    heard,
    ended,
    close: () => stop.abort(),
  };
}
