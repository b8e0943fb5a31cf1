import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { OpenRequest } from '#shared/rpc/contract.ts';
import { LARGEST_CONTEXT } from './context.ts';
import { createKnockLimit } from './knock-limit.ts';
import { serveKnocks } from './knock.ts';

interface Descriptor {
  readonly pipe: string;
  readonly tcp: { readonly port: number; readonly secret: string } | null;
}
const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

async function endpoint(tcp = false, allows: () => boolean = () => true) {
  const root = mkdtempSync(join(tmpdir(), 'sportello-knock-'));
  const opened: OpenRequest[] = [];
  const open = (request: OpenRequest) => allows() && opened.push(request) > 0;
  const { stop } = await serveKnocks({ root, tcp, open });
  stops.push(stop);
  const path = join(root, 'knock.json');
  // Written by the endpoint itself.
  return { root, opened, path, stop, where: JSON.parse(readFileSync(path, 'utf8')) as Descriptor };
}

/** Sends and hears the answer; `end` false leaves the line open, as a caller that never finishes. */
function say(pipe: string, text: string, end = true): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(pipe);
    let heard = '';
    socket.setEncoding('utf8');
    socket.on('data', (part: string) => (heard += part));
    socket.on('close', () => resolve(heard));
    socket.on('error', (error: NodeJS.ErrnoException) => (error.code === 'EPIPE' || error.code === 'ECONNRESET' ? resolve(heard) : reject(error)));
    if (end) socket.end(text);
    else socket.write(text);
  });
}

test('OFF-06: a program says what went wrong at the user’s own pipe and the form is asked for', async () => {
  const { where, opened, path } = await endpoint();
  expect(where.tcp).toBeNull();
  expect(await say(where.pipe, JSON.stringify({ sportello: 1, program: 'Magazzino', code: 'PRN-0012' }))).toBe('{"ok":true}\n');
  // A line feed is enough: the caller may keep its end open.
  expect(await say(where.pipe, '{"title":"due"}\n', false)).toBe('{"ok":true}\n');
  expect(await say(where.pipe, '{"title":"tre"}\n')).toBe('{"ok":true}\n');
  expect(opened).toEqual([
    { screen: 'ticket.new', parameters: { program: 'Magazzino', code: 'PRN-0012' } },
    { screen: 'ticket.new', parameters: { title: 'due' } },
    { screen: 'ticket.new', parameters: { title: 'tre' } },
  ]);
  if (process.platform !== 'win32') for (const file of [path, where.pipe]) expect(statSync(file).mode & 0o077).toBe(0);
});

test('OFF-06, R8: what cannot be read opens nothing and says why; the next one is heard', async () => {
  const { where, opened } = await endpoint();
  expect(await say(where.pipe, '{"send":true}')).toMatch(/send/);
  expect(await say(where.pipe, '')).toMatch(/not JSON/);
  expect(await say(where.pipe, 'GET / HTTP/1.1\r\n')).toMatch(/not JSON/);
  expect(await say(where.pipe, 'x'.repeat(LARGEST_CONTEXT * 4), false)).toMatch(/bytes|^$/);
  expect(await say(where.pipe, '{}')).toBe('{"ok":true}\n');
  expect(opened).toHaveLength(1);
});

test('OFF-06: a program that fails in a loop opens three forms and is told to wait; later it may again', async () => {
  let now = 0;
  const limit = createKnockLimit(() => now);
  const { where, opened } = await endpoint(false, () => limit.allows());
  for (let time = 0; time < 50; time += 1) await say(where.pipe, JSON.stringify({ title: `n${time}` }));
  expect(opened).toHaveLength(3);
  expect(await say(where.pipe, '{}')).toMatch(/too many/);
  now = 20_000;
  expect(await say(where.pipe, '{}')).toBe('{"ok":true}\n');
  expect(await say(where.pipe, '{}')).toMatch(/too many/);
  // A clock that goes back neither opens the gate nor shuts it for ever.
  now = -1_000_000;
  expect(await say(where.pipe, '{}')).toMatch(/too many/);
  now += 60_000;
  expect(await say(where.pipe, '{}')).toBe('{"ok":true}\n');
});

test('OFF-06: loopback only where it was asked for, and there only with the secret, our own Host and no Origin', async () => {
  const { where, opened } = await endpoint(true);
  const { port, secret } = where.tcp ?? { port: 0, secret: '' };
  const url = `http://127.0.0.1:${port}/v1/tickets/new`;
  const post = async (headers: Record<string, string>, at = url, body = '{"title":"x"}') => (await fetch(at, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body })).status;
  const mine = { authorization: `Bearer ${secret}` };
  expect(await post({})).toBe(401);
  expect(await post({ authorization: `Bearer ${'x'.repeat(43)}` })).toBe(401);
  expect(await post({ ...mine, origin: 'http://127.0.0.1' })).toBe(403);
  expect(await post(mine, url.replace('127.0.0.1', 'localhost')).catch(() => 421)).toBe(421);
  expect(await post({ ...mine, 'content-type': 'text/plain' })).toBe(415);
  expect(await post(mine, url.replace('tickets', 'files'))).toBe(404);
  expect(await post(mine, url, '{"send":1}')).toBe(400);
  expect(await post(mine, url, ' '.repeat(LARGEST_CONTEXT + 1))).toBe(413);
  expect(opened).toEqual([]);
  expect(await post(mine)).toBe(200);
  expect(opened).toHaveLength(1);
});

test('OFF-06: what a killed program left behind is taken over', async () => {
  const { root, stop } = await endpoint();
  await stop();
  writeFileSync(join(root, 'knock.json'), '{"pipe":"/old"}');
  const again = await serveKnocks({ root, tcp: false, open: () => true });
  stops.push(() => again.stop());
  expect(JSON.parse(readFileSync(join(root, 'knock.json'), 'utf8'))).toMatchObject({ version: 1 });
});
