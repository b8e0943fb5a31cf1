import { pokeSchema, type Poke } from '#shared/api/sync.ts';
import { ROUTES } from '#shared/api/routes.ts';
import type { Readable } from 'node:stream';
import { CloudError } from './cloud-error.ts';
import { failureOf, noAnswer, parseJson, type Http } from './http.ts';

/** The cloud sends a line at least this often, ms; a stream that is silent for longer is dead although it looks open. */
const STALE_AFTER = 45_000;
const LONGEST_LINE = 64 * 1024;

/**
 * Listens to `GET /v1/sync/events` until it ends, goes stale, or is aborted. Resolves when the cloud closed it;
 * throws a CloudError otherwise. `onOpen` is called once the cloud has answered: what happened before is to be pulled.
 */
export async function listenToEvents(
  http: Http,
  token: string,
  signal: AbortSignal,
  onOpen: () => void,
  onPoke: (poke: Poke) => void,
  staleAfter: number = STALE_AFTER,
): Promise<void> {
  const response = await http.client
    .request<Readable>({
      method: 'GET',
      url: ROUTES.events,
      responseType: 'stream',
      timeout: 20_000,
      // A stream has no length; with a limit axios also puts one more stream between, which cannot be destroyed while it waits.
      maxContentLength: -1,
      signal,
      headers: { ...http.authorization(token), accept: 'text/event-stream' },
    })
    .catch(noAnswer);
  const stream = response.data;
  const type: unknown = response.headers['content-type'];
  if (response.status !== 200 || typeof type !== 'string' || !type.startsWith('text/event-stream')) {
    const text = await readSome(stream);
    throw failureOf({ status: response.status === 200 ? 406 : response.status, text, header: () => undefined });
  }
  onOpen();
  await readLines(stream, staleAfter, (line) => {
    if (!line.startsWith('data:')) return;
    const poke = pokeSchema.safeParse(parseJson(line.slice(5)));
    if (poke.success) onPoke(poke.data);
  });
}

async function readLines(stream: Readable, staleAfter: number, onLine: (line: string) => void): Promise<void> {
  let rest = '';
  let stale: NodeJS.Timeout | undefined;
  const alive = () => {
    clearTimeout(stale);
    stale = setTimeout(() => stream.destroy(new CloudError('cloud.timeout', 0)), staleAfter);
  };
  alive();
  try {
    stream.setEncoding('utf8');
    for await (const chunk of stream) {
      alive();
      const lines = (rest + String(chunk)).split(/\r?\n/);
      rest = lines.pop() ?? '';
      if (rest.length > LONGEST_LINE) throw new CloudError('cloud.not_sportello', 200);
      for (const line of lines) onLine(line);
    }
  } catch (error) {
    throw error instanceof CloudError ? error : new CloudError('cloud.unreachable', 0, {}, null, error);
  } finally {
    clearTimeout(stale);
    stream.destroy();
  }
}

async function readSome(stream: Readable): Promise<string> {
  let text = '';
  try {
    for await (const chunk of stream) {
      text += String(chunk);
      if (text.length > LONGEST_LINE) break;
    }
  } catch {
    // The status alone then says what it can.
  }
  stream.destroy();
  return text;
}
