import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { connect, createServer, type AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { startRunning, type Running } from '../running.ts';

/** A first start makes a database and its demonstration data. */
const PATIENCE = 180_000;
export const DEFAULT_PORT = 4310;

export interface Cloud {
  readonly url: string;
  /** Undefined when it was running already: then it is not ours to stop. */
  readonly running: Running | undefined;
}

/** Whether a cloud of ours answers there. A stranger on the port gives another shape, or none in time. */
async function isOurs(url: string): Promise<boolean> {
  try {
    const answer: unknown = await (await fetch(`${url}/health`, { signal: AbortSignal.timeout(2_000) })).json();
    return typeof answer === 'object' && answer !== null && 'status' in answer && answer.status === 'ok' && 'database' in answer && answer.database === true;
  } catch {
    return false;
  }
}

function isTaken(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.once('connect', () => resolve((socket.destroy(), true)));
    socket.once('error', () => resolve(false));
  });
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A listening TCP server has an AddressInfo.
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function lastUrl(note: string): string | undefined {
  try {
    return readFileSync(note, 'utf8').trim();
  } catch {
    return undefined;
  }
}

/**
 * The cloud with demonstration data, on the embedded PostgreSQL: the one that runs already on this data, or a new one.
 * @param data where its database and files stay. Throws a sentence with the cloud's own last lines when it does not start.
 */
export async function startCloud(root: string, data: string, say: (line: string) => void): Promise<Cloud> {
  const wanted = Number(process.env['PORT'] ?? DEFAULT_PORT);
  const note = join(data, 'cloud-address');
  for (const url of new Set([lastUrl(note), `http://127.0.0.1:${wanted}`])) {
    if (url !== undefined && (await isOurs(url))) {
      say(`The cloud is running already at ${url}`);
      return { url, running: undefined };
    }
  }
  let port = wanted;
  if (await isTaken(wanted)) {
    port = await freePort();
    say(`Port ${wanted} is taken by another program; the cloud takes ${port}`);
  }
  const url = `http://127.0.0.1:${port}`;
  say('Starting the cloud (its first start makes a database and demonstration data) …');
  const running = startRunning([join(root, 'cloud/main.ts'), '--demo'], { ...process.env, PORT: String(port), SPORTELLO_DATA: data }, (line) => {
    // Its log is JSON, one line each; what it says to people is not.
    if (!line.startsWith('{')) say(`  cloud: ${line}`);
  });
  const deadline = Date.now() + PATIENCE;
  let ended = false;
  void running.exited.then(() => (ended = true));
  while (!(await isOurs(url))) {
    if (ended || Date.now() > deadline) {
      await running.stop(5_000);
      throw new Error(`The cloud did not start:\n${running.tail()}`);
    }
    await wait(150);
  }
  mkdirSync(dirname(note), { recursive: true });
  writeFileSync(note, `${url}\n`);
  return { url, running };
}
