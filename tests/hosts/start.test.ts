import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, globSync, mkdtempSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';

/* `npm start` as a person runs it, on data of its own, on a machine without a display and with the cloud's port taken. */
const source = fileURLToPath(new URL('../../', import.meta.url));
const data = mkdtempSync(join(tmpdir(), 'sportello-start-'));
// As root the database runs as the user postgres, who must be able to pass.
chmodSync(data, 0o755);
const stranger: Server = createServer((_request, response) => response.end('not Sportello'));
let port: number;

interface Start {
  readonly child: ChildProcess;
  readonly exited: Promise<number | null>;
  printed(): string;
  /** Resolves when the text was printed; rejects with all that was printed when it ends before. */
  says(text: RegExp): Promise<RegExpExecArray>;
}

function start(): Start {
  const { DISPLAY: _display, WAYLAND_DISPLAY: _wayland, ...environment } = process.env;
  const child = spawn(process.execPath, [join(source, 'scripts/start.mjs')], { cwd: source, env: { ...environment, SPORTELLO_ROOT: data, PORT: String(port) }, stdio: ['ignore', 'pipe', 'pipe'] });
  let printed = '';
  let check: () => void = () => undefined;
  const exited = new Promise<number | null>((resolve) => child.once('close', resolve));
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
      check();
    });
  }
  return {
    child,
    exited,
    printed: () => printed,
    says: (text) =>
      new Promise((resolve, reject) => {
        check = () => {
          const found = text.exec(printed);
          if (found !== null) resolve(found);
        };
        check();
        void exited.then((code) => reject(new Error(`ended with ${code}:\n${printed}`)));
      }),
  };
}

/** The processes that work on this test's data. */
function atWork(): string[] {
  return globSync('/proc/[0-9]*/{cmdline,environ}').filter((file) => {
    try {
      return !file.startsWith(`/proc/${process.pid}/`) && readFileSync(file, 'utf8').includes(data);
    } catch {
      return false;
    }
  });
}

beforeAll(async () => {
  await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve));
  // A listening TCP server has an AddressInfo.
  port = (stranger.address() as AddressInfo).port;
});
afterAll(() => stranger.close());

test('npm start brings up cloud and client beside a stranger on its port, twice is harmless, Ctrl+C stops all, the data stays', { timeout: 300_000 }, async () => {
  const first = start();
  const [, url = ''] = await first.says(/(http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]+)/);
  expect(first.printed()).toContain(`Port ${port} is taken by another program`);
  expect(first.printed()).toMatch(/mario\.rossi@rossisrl\.example[\s\S]*veronica\.conti@nts\.example/);
  expect(first.printed()).toContain('Sportello.2026');
  expect((await fetch(url)).status).toBe(200);
  const [, cloud = ''] = await first.says(/The cloud is at (http:\S+) /);
  expect(await (await fetch(`${cloud}/health`)).json()).toMatchObject({ status: 'ok' });

  const second = start();
  expect(await second.exited).toBe(0);
  expect(second.printed()).toContain(`The cloud is running already at ${cloud}`);
  expect(second.printed()).toContain(url);
  expect((await fetch(`${cloud}/health`)).status).toBe(200);

  first.child.kill('SIGINT');
  expect(await first.exited).toBe(0);
  expect(first.printed()).toContain(`The data is still in ${data}`);
  await expect.poll(atWork).toEqual([]);

  const again = start();
  await again.says(/token=/);
  expect(again.printed()).not.toContain('Making the demonstration data');
  again.child.kill('SIGTERM');
  expect(await again.exited).toBe(0);
  await expect.poll(atWork).toEqual([]);
});
