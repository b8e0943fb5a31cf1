import { mkdtempSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import type { Engine } from '#core/host.ts';
import type { Call } from '#shared/rpc/wire.ts';
import { startBrowserHost, type BrowserHost } from './browser-host.ts';

const folder = mkdtempSync(join(tmpdir(), 'sportello-host-'));
writeFileSync(join(folder, 'index.html'), '<meta name="csp-nonce" content="__CSP_NONCE__"><h1>shell</h1>');
writeFileSync(join(folder, 'a.js'), 'export {}');
writeFileSync(join(folder, 'stored'), '<script>alert(1)</script>');

/** The smallest engine there is: it answers each call with what it was given. */
const heard: Call[] = [];
const engine: Engine = {
  connect(line) {
    line.onMessage((message) => {
      // socketLine hands on calls alone.
      const call = message as Call;
      heard.push(call);
      line.send({ id: call.id, ok: true, value: call.input });
    });
  },
  open: () => undefined,
  attachmentFile: (tenant, id) => Promise.resolve(tenant === 't1' && id === 'f1' ? { path: join(folder, 'stored'), name: 'nota "à" ò.html', mime: 'text/html' } : undefined),
  wake: () => undefined,
  shellFailed: () => undefined,
  stop: () => Promise.resolve(),
};

let host: BrowserHost;
let origin: string;
let cookie: string;
beforeAll(async () => {
  host = await startBrowserHost(engine, folder);
  origin = new URL(host.url).origin;
  cookie = (await fetch(host.url)).headers.get('set-cookie') ?? '';
});
afterAll(() => host.stop());

const inside = () => ({ cookie: cookie.split(';')[0] ?? '' });

function statusWithHost(name: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request(origin, { headers: { host: name, ...inside() } }, (response) => resolve((response.resume(), response.statusCode))).on('error', reject).end();
  });
}

/** Opens /rpc; 'open' with the socket, or the status that it was refused with. */
function knock(headers: Record<string, string>): Promise<WebSocket | number | undefined> {
  return new Promise((resolve) => {
    const socket = new WebSocket(`${origin.replace('http', 'ws')}/rpc`, { headers });
    socket.on('open', () => resolve(socket));
    socket.on('unexpected-response', (_request, response) => resolve(response.statusCode));
    socket.on('error', () => undefined);
  });
}
async function enter(): Promise<WebSocket> {
  const socket = await knock({ origin, ...inside() });
  if (!(socket instanceof WebSocket)) throw new Error(`refused with ${socket}`);
  return socket;
}
const answer = (socket: WebSocket) => new Promise<string>((resolve) => socket.once('message', (data: Buffer) => resolve(data.toString())));
const closing = (socket: WebSocket) => new Promise<number>((resolve) => socket.once('close', resolve));

test('The cookie carries the port in its name and is for this host’s own pages alone', () => {
  expect(cookie).toMatch(new RegExp(`^sportello-${new URL(origin).port}=[\\w-]{43}; Path=/; HttpOnly; SameSite=Strict$`));
});

test('Without the cookie there is the empty shell and nothing else', async () => {
  const shell = await fetch(origin);
  expect([shell.status, (await shell.text()).includes('<h1>shell')]).toEqual([200, false]);
  for (const path of ['/a.js', '/index.html', '/files/t1/f1', '/rpc']) expect((await fetch(origin + path)).status, path).toBe(401);
  expect((await fetch(`${origin}/?token=guess`)).headers.get('set-cookie')).toBeNull();
});

test('With the cookie there is the shell, under the policy and with a nonce of its own', async () => {
  const shell = await fetch(origin, { headers: inside() });
  const nonce = /'nonce-([\w-]+)'/.exec(shell.headers.get('content-security-policy') ?? '')?.[1] ?? 'none';
  expect(await shell.text()).toContain(`content="${nonce}"`);
  expect((await fetch(`${origin}/a.js`, { headers: inside() })).headers.get('content-type')).toContain('text/javascript');
});

test('Another name for this address is refused, so a name that resolves to loopback opens nothing', async () => {
  expect(await statusWithHost('localhost')).toBe(421);
  expect(await statusWithHost('evil.example:80')).toBe(421);
});

test('A socket wants our own origin and the cookie', async () => {
  expect(await knock({ origin })).toBe(401);
  expect(await knock({ origin: 'https://evil.example', ...inside() })).toBe(403);
  expect(await knock(inside())).toBe(403);
  expect(await knock({ origin, cookie: `sportello-${new URL(origin).port}=guess` })).toBe(401);
});

test('The host is empty when its last window has gone, and not when one of two has', async () => {
  const [one, two] = [await enter(), await enter()];
  let empty = false;
  const emptied = host.whenEmpty(20).then(() => (empty = true));
  const oneClosed = closing(one);
  one.close();
  await oneClosed;
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(empty).toBe(false);
  two.close();
  await emptied;
});

test('Calls cross as JSON, and bytes come out as bytes', async () => {
  const socket = await enter();
  socket.send(JSON.stringify({ id: 7, method: 'files.keep', input: { name: 'è', bytes: { $bytes: Buffer.from([1, 2, 255]).toString('base64') } } }));
  expect(JSON.parse(await answer(socket))).toEqual({ id: 7, ok: true, value: { name: 'è', bytes: { $bytes: 'AQL/' } } });
  expect(heard.at(-1)?.input).toEqual({ name: 'è', bytes: new Uint8Array([1, 2, 255]) });
  socket.close();
});

test.each([
  ['not JSON', 'hello'],
  ['another shape', '{"id":"1","method":"x","input":{}}'],
  ['a field too many', '{"id":1,"method":"x","input":{},"admin":true}'],
  ['a method’s name without end', JSON.stringify({ id: 1, method: 'x'.repeat(81), input: {} })],
])('R8: a message that is %s closes the line and reaches nobody', async (_what, text) => {
  const socket = await enter();
  const before = heard.length;
  socket.send(text);
  expect(await closing(socket)).toBe(1003);
  expect(heard.length).toBe(before);
});

test('R8: a message larger than any of ours closes the line, and the host goes on', async () => {
  const socket = await enter();
  socket.send(JSON.stringify({ id: 1, method: 'x', input: 'a'.repeat(9 * 1024 * 1024) }));
  expect(await closing(socket)).toBe(1009);
  expect((await fetch(origin, { headers: inside() })).status).toBe(200);
});

test('A stored file leaves as a download that no browser shows or guesses at, under its own name', async () => {
  const file = await fetch(`${origin}/files/t1/f1`, { headers: inside() });
  expect(file.headers.get('content-disposition')).toBe(`attachment; filename="nota ___ _.html"; filename*=UTF-8''nota%20%22%C3%A0%22%20%C3%B2.html`);
  expect(file.headers.get('x-content-type-options')).toBe('nosniff');
  expect(file.headers.get('content-security-policy')).toContain('sandbox');
  expect(await file.text()).toBe('<script>alert(1)</script>');
  for (const path of ['/files/t1/other', '/files/t2/f1', '/files/t1', '/files/t1/f1/more', '/files/..%2f..%2fetc/passwd']) {
    expect((await fetch(origin + path, { headers: inside() })).status, path).toBe(404);
  }
});
