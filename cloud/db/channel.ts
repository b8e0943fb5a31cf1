import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

/** What is said here is heard by everybody who has it open, the one who said it too. */
const CHANNEL = 'sportello_pokes';
const AGAIN_AFTER = 1000;

export interface Channel {
  /** Dropped where the connection is broken: whoever missed words is told by `reopened`. */
  say(texts: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

export interface Ears {
  heard(text: string): void;
  /** The connection was broken; what was said meanwhile is lost. */
  reopened(): void;
  problem(error: unknown): void;
}

/**
 * LISTEN and NOTIFY of PostgreSQL, on one connection that is opened again, each second, when it breaks. Answers after the
 * first try, whatever became of it: nobody's work waits for the channel.
 */
export async function openChannel(databaseUrl: string, { heard, reopened, problem }: Ears): Promise<Channel> {
  const closing = new AbortController();
  let client: pg.Client | undefined;

  const keepOpen = async (tried: () => void): Promise<void> => {
    for (let times = 0; !closing.signal.aborted; times += 1) {
      const one = new pg.Client({
        connectionString: databaseUrl,
        // Every NOTIFY of a database waits for the one before it; it need not wait for the disk as well.
        options: '-c role=sportello_app -c synchronous_commit=off',
        application_name: CHANNEL,
        connectionTimeoutMillis: 15_000,
        query_timeout: 15_000,
        keepAlive: true,
      });
      const broken = new Promise<void>((resolve) => {
        one.on('error', (error) => {
          problem(error);
          resolve();
        });
        one.on('end', resolve);
      });
      one.on('notification', ({ payload }) => heard(payload ?? ''));
      try {
        await one.connect();
        await one.query(`listen ${CHANNEL}`);
        client = one;
        if (times > 0) reopened();
        tried();
        if (!closing.signal.aborted) await broken;
      } catch (error) {
        problem(error);
      }
      client = undefined;
      tried();
      void one.end().catch(problem);
      await sleep(AGAIN_AFTER, undefined, { signal: closing.signal }).catch(() => undefined);
    }
  };
  let running: Promise<void> | undefined;
  await new Promise<void>((tried) => {
    running = keepOpen(tried);
  });
  return {
    say: async (texts) => {
      const one = client;
      try {
        await one?.query('select pg_notify($1, said) from unnest($2::text[]) as said', [CHANNEL, texts]);
      } catch (error) {
        // One that no longer answers need not say so by itself.
        void one?.end().catch(problem);
        throw error;
      }
    },
    close: async () => {
      closing.abort();
      await client?.end();
      await running;
    },
  };
}
