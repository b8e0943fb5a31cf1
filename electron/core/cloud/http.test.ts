import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { v7 as uuidv7 } from 'uuid';
import { afterEach, expect, test } from 'vitest';
import { createCloudClock } from './clock.ts';
import { createCloud } from './cloud.ts';
import { CloudError, isPassing } from './cloud-error.ts';
import { listenToEvents } from './events.ts';
import { createHttp } from './http.ts';

const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
});

/** The network's faults, answered by a server on loopback. */
async function answering(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ends.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
const never = new AbortController().signal;
const cloudAt = (url: string) => createCloud(url, '0', createCloudClock(Date.now), Date.now);
const failing = async (work: Promise<unknown>): Promise<CloudError> => {
  const error: unknown = await work.then(() => undefined, (reason: unknown) => reason);
  if (!(error instanceof CloudError)) throw new Error(`not a CloudError: ${String(error)}`);
  return error;
};
const me = { person: { id: uuidv7(), name: 'MARIO ROSSI', email: 'mario.rossi@rossisrl.example', language: 'it' }, feeds: [], now: 5, version: '1' };

test('A page of HTML in the cloud’s place is not the cloud, whatever its status, and is tried again later', async () => {
  for (const status of [200, 403, 404, 511]) {
    const url = await answering((_request, response) => response.writeHead(status, { 'content-type': 'text/html' }).end('<title>Wi-Fi</title>'));
    const error = await failing(cloudAt(url).me('t', never));
    expect(error.code).toBe(status === 511 ? 'cloud.unavailable' : 'cloud.not_sportello');
    expect(isPassing(error)).toBe(true);
  }
});

test('No redirect is followed: the token goes nowhere else', async () => {
  let elsewhere = 0;
  const other = await answering((_request, response) => {
    elsewhere += 1;
    response.end(JSON.stringify(me));
  });
  const url = await answering((_request, response) => response.writeHead(302, { location: `${other}/v1/me` }).end());
  expect((await failing(cloudAt(url).me('secret', never))).code).toBe('cloud.not_sportello');
  expect(elsewhere).toBe(0);
});

test('JSON of another shape is not an answer', async () => {
  for (const body of ['{}', 'null', '[]', '{"person":{}}', '"ok"', '{"person"']) {
    const url = await answering((_request, response) => response.writeHead(200, { 'content-type': 'application/json' }).end(body));
    expect((await failing(cloudAt(url).me('t', never))).code).toBe('cloud.not_sportello');
  }
});

test('R7: only our own 401 asks for the password; a proxy’s does not', async () => {
  const ours = await answering((_request, response) => response.writeHead(401).end(JSON.stringify({ error: { code: 'auth.required', message: '' } })));
  const proxys = await answering((_request, response) => response.writeHead(401, { 'content-type': 'text/html' }).end('<p>Proxy authentication'));
  expect(await failing(cloudAt(ours).me('t', never))).toMatchObject({ code: 'auth.required', status: 401 });
  expect((await failing(cloudAt(proxys).me('t', never))).code).toBe('cloud.not_sportello');
});

test('429 and 5xx are to be tried again, with Retry-After in seconds or as a date', async () => {
  const busy = await answering((_request, response) => response.writeHead(429, { 'retry-after': '7' }).end());
  expect(await failing(cloudAt(busy).me('t', never))).toMatchObject({ code: 'rate.limited', retryAfter: 7000 });
  const down = await answering((_request, response) => response.writeHead(503, { 'retry-after': new Date(Date.now() + 60_000).toUTCString() }).end('x'));
  const error = await failing(cloudAt(down).me('t', never));
  expect(error.code).toBe('cloud.unavailable');
  expect(error.retryAfter).toBeGreaterThan(50_000);
  expect(isPassing(error)).toBe(true);
});

test('Nobody there, and a silence, each have a code of their own', async () => {
  const gone = await answering(() => undefined);
  ends.pop()?.();
  expect((await failing(cloudAt(gone).me('t', never))).code).toBe('cloud.unreachable');
  const silent = await answering(() => undefined);
  const http = createHttp(silent, '0');
  expect((await failing(http.send({ method: 'GET', path: '/', token: null, timeout: 100, signal: never }))).code).toBe('cloud.timeout');
});

test('A kept connection that the cloud closed meanwhile is no failure: a new one is tried; one that is new and breaks is', async () => {
  let calls = 0;
  const url = await answering((request, response) => {
    calls += 1;
    // The second call comes in on the first one's connection, which breaks under it.
    if (calls === 2) request.socket.destroy();
    else response.end(JSON.stringify({ ...me, now: Date.now() }));
  });
  const cloud = cloudAt(url);
  await cloud.me('t', never);
  await cloud.me('t', never);
  expect(calls).toBe(3);
  const breaking = await answering((request) => void request.socket.destroy());
  expect((await failing(cloudAt(breaking).me('t', never))).code).toBe('cloud.unreachable');
});

test('A call that is given up ends at once and is no failure of the network', async () => {
  const url = await answering(() => undefined);
  const stop = new AbortController();
  const call = failing(cloudAt(url).me('t', stop.signal));
  stop.abort();
  expect((await call).code).toBe('cloud.cancelled');
});

const pullRequest = { client: uuidv7(), incarnation: uuidv7(), schema: 1, tenant: uuidv7(), cursor: { seq: 0, mark: '' }, scope: '', limit: 1 };
const pageHead = { state: 'page', rows: 0, results: [], gone: [], cursor: { seq: 1, mark: 'a' }, complete: true, remaining: 0, now: 5 };
const textOf = (pieces: readonly Uint8Array[]) => Buffer.concat(pieces).toString('utf8');

test('A page is read to its first line, and the rest is handed on as it came, however the network cut it; beside this thread too', async () => {
  const rest = ['{"entity":"così"}', 'y'.repeat(300_000)].join('\n');
  const url = await answering((_request, response) => {
    const [head, bytes] = [JSON.stringify(pageHead), Buffer.from(`\n${rest}`)];
    for (const piece of [head.slice(0, 9), head.slice(9), bytes.subarray(0, 17), bytes.subarray(17)]) response.write(piece);
    response.end();
  });
  const cloud = cloudAt(url);
  const load = cloud.longLoad();
  ends.push(load.end);
  for (const { pull } of [cloud, load, load]) {
    const { head, tables } = await pull('t', pullRequest, never);
    expect([head, textOf(tables)]).toEqual([pageHead, rest]);
  }
});

test('A long load fails as a single call does, can be given up, and ends with the last who loads', async () => {
  const full = await answering((_request, response) => response.writeHead(503, { 'retry-after': '7' }).end('busy'));
  const cut = await answering((_request, response) => {
    response.writeHead(200, { 'content-length': '1000' }).write(`${JSON.stringify(pageHead)}\n`);
    setTimeout(() => response.destroy(), 20);
  });
  for (const [url, code] of [[full, 'cloud.unavailable'], [cut, 'cloud.unreachable']] as const) {
    const cloud = cloudAt(url);
    const load = cloud.longLoad();
    ends.push(load.end);
    const [beside, here] = [await failing(load.pull('t', pullRequest, never)), await failing(cloud.pull('t', pullRequest, never))];
    expect([beside.code, beside.status, beside.retryAfter]).toEqual([code, here.status, here.retryAfter]);
    expect(here.code).toBe(code);
  }
  const silent = cloudAt(await answering(() => undefined));
  const [one, other] = [silent.longLoad(), silent.longLoad()];
  ends.push(one.end, other.end);
  const stop = new AbortController();
  const given = failing(one.pull('t', pullRequest, stop.signal));
  const going = failing(other.pull('t', pullRequest, never));
  stop.abort();
  expect((await given).code).toBe('cloud.cancelled');
  one.end();
  one.end();
  expect((await Promise.race([going, Promise.resolve(null)]))).toBeNull();
  other.end();
  expect((await going).code).toBe('cloud.cancelled');
});

test('I14: each reply measures the clocks', async () => {
  const ahead = Date.now() + 1_000_000_000;
  const url = await answering((_request, response) => response.end(JSON.stringify({ ...me, now: ahead })));
  const clock = createCloudClock(Date.now);
  await createCloud(url, '0', clock, Date.now).me('t', never);
  expect(Math.abs(clock.offset() - 1_000_000_000)).toBeLessThan(5_000);
});

test('ACC-04: a wrong password, a wish for a code and a cloud that does not answer are told apart', async () => {
  const request = { email: 'a@b.example', password: 'x', device: { id: uuidv7(), secret: 's'.repeat(43), name: 'PC' }, trust: null };
  const signInAt = async (status: number, body: unknown) =>
    cloudAt(await answering((_request, response) => response.writeHead(status).end(typeof body === 'string' ? body : JSON.stringify(body)))).signIn(request, never);
  expect((await failing(signInAt(401, { error: { code: 'auth.wrong_password', message: '' } }))).code).toBe('auth.wrong_password');
  expect(await signInAt(200, { state: 'code', challenge: 'c', methods: ['email'], sentTo: 'a•••@b.example' })).toMatchObject({ state: 'code', methods: ['email'] });
  for (const portal of ['<html>', {}, { state: 'signed_in' }]) expect((await failing(signInAt(200, portal))).code).toBe('cloud.not_sportello');
});

test('OFF-04: every call with a token carries the device’s secret, and none without a token does', async () => {
  const seen: (string | undefined)[] = [];
  const url = await answering((asked, response) => {
    seen.push(`${asked.url} ${String(asked.headers['x-sportello-device'])}`);
    response.end('{}');
  });
  const cloud = createCloud(url, '0', createCloudClock(Date.now), Date.now, createHttp(url, '0', () => 'device-secret'));
  const calls = [
    () => cloud.me('t', never), () => cloud.account('t', never), () => cloud.events('t', never, () => undefined, () => undefined), () => cloud.download('t', 'a', 'b', never),
    () => cloud.upload('t', { path: fileURLToPath(import.meta.url), size: 10, metadata: { tenant: 'a', attachmentId: 'b', sha256: 'c', name: 'd' }, url: '/v1/uploads/e', onUrl: () => undefined, onSent: () => undefined }, never),
    () => cloud.signOut('t', never),
  ];
  for (const call of calls) await call().then(() => undefined, () => undefined);
  await cloud.reach(never).catch(() => undefined);
  expect(seen.map((line) => String(line).split(' ')[1])).toEqual([...calls.map(() => 'device-secret'), 'undefined']);
});

test('Pokes are read however the stream is cut; comments keep it alive; nonsense is passed over', async () => {
  const tenant = uuidv7();
  const url = await answering((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    for (const piece of [': hello\n\nda', `ta: {"tenant":"${tenant}","se`, 'q":4}\n\n', 'data: rubbish\n\ndata: {"me":true}\r\n\r\n']) response.write(piece);
    response.end();
  });
  const heard: unknown[] = [];
  let opened = 0;
  await listenToEvents(createHttp(url, '0'), 't', never, () => (opened += 1), (poke) => heard.push(poke));
  expect(heard).toEqual([{ tenant, seq: 4 }, { me: true }]);
  expect(opened).toBe(1);
});

test('A stream that looks open and says nothing is given up', async () => {
  const url = await answering((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(': hello\n\n');
  });
  const listening = listenToEvents(createHttp(url, '0'), 't', never, () => undefined, () => undefined, 150);
  expect((await failing(listening)).code).toBe('cloud.timeout');
});

test('A page of HTML in the stream’s place is no stream', async () => {
  const url = await answering((_request, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<html>'));
  const listening = listenToEvents(createHttp(url, '0'), 't', never, () => undefined, () => undefined);
  expect((await failing(listening)).code).toBe('cloud.not_sportello');
});
