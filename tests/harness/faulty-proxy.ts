import * as http from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { Transform } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';

/** What the network does to the next matching request. */
export type Fault =
  /** The cloud gets the request and acts on it; the answer never arrives (a timeout after commit). */
  | { readonly kind: 'drop-answer' }
  /** The request never arrives. */
  | { readonly kind: 'refuse' }
  /** A captive portal answers in the cloud's place. */
  | { readonly kind: 'html' }
  | { readonly kind: 'status'; readonly status: number; readonly retryAfter?: number }
  /** The request is held back for `ms`; what comes after it overtakes it. */
  | { readonly kind: 'delay'; readonly ms: number }
  /** The cloud gets the same request once more, `ms` after it was answered; that answer goes nowhere. */
  | { readonly kind: 'duplicate'; readonly ms: number }
  /** The line breaks when `after` bytes of the request's body have gone through. */
  | { readonly kind: 'cut-request'; readonly after: number }
  /** The line stays open and nothing more moves when `after` bytes of the request's body have gone through. */
  | { readonly kind: 'hold'; readonly after: number }
  /** Bytes of the request's body are changed on the way. */
  | { readonly kind: 'alter-request' }
  /** The line breaks when `after` bytes of the answer's body have come through. */
  | { readonly kind: 'cut-answer'; readonly after: number }
  /** The answer ends after so many bytes as if that were all of it. */
  | { readonly kind: 'shorten-answer'; readonly after: number };

export interface FaultyProxy {
  readonly url: string;
  /** Takes the network away at once, open connections too, or gives it back. */
  setOnline(online: boolean): void;
  /** The next `times` requests whose path starts with `path` (of this method, where one is named) meet the fault. */
  plan(path: string, fault: Fault, times?: number, method?: string): void;
  /** What was planned and not met yet is forgotten. */
  forget(): void;
  /** Every request that reached the cloud, in order. */
  readonly forwarded: readonly { readonly method: string; readonly path: string }[];
  /** Faults that were met. */
  readonly met: readonly string[];
  stop(): Promise<void>;
}

interface Plan {
  readonly path: string;
  readonly fault: Fault;
  readonly method: string | undefined;
  times: number;
}

/** Lets `limit` bytes through and swallows the rest; tells when the limit is reached, or the end where it comes first. */
function endAfter(limit: number, reached: () => void): Transform {
  let left = limit;
  let told = false;
  const tell = () => {
    if (!told) reached();
    told = true;
  };
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      const part = chunk.subarray(0, left);
      left -= part.length;
      done(null, part);
      if (left === 0) tell();
    },
    flush(done) {
      done();
      tell();
    },
  });
}

function altered(): Transform {
  return new Transform({ transform: (chunk: Buffer, _encoding, done) => done(null, chunk.map((byte) => byte ^ 1)) });
}

/** A proxy on a loopback port before `target` (an http address on loopback), for journeys and fault tests. */
export async function startFaultyProxy(target: string): Promise<FaultyProxy> {
  const to = new URL(target);
  let online = true;
  const sockets = new Set<Socket>();
  let plans: Plan[] = [];
  const forwarded: { method: string; path: string }[] = [];
  const met: string[] = [];

  const takeFault = (method: string, path: string): Fault | undefined => {
    const plan = plans.find((candidate) => candidate.times > 0 && path.startsWith(candidate.path) && (candidate.method ?? method) === method);
    if (!plan) return undefined;
    plan.times -= 1;
    met.push(`${plan.fault.kind} ${path}`);
    return plan.fault;
  };
  const send = (request: http.IncomingMessage, answered: (answer: http.IncomingMessage) => void): http.ClientRequest => {
    forwarded.push({ method: request.method ?? '', path: request.url ?? '/' });
    return http.request({ host: to.hostname, port: to.port, method: request.method, path: request.url, headers: { ...request.headers, host: to.host } }, answered);
  };
  /** Nobody waits for it any more. */
  const sendAgain = (request: http.IncomingMessage, body: Buffer) => {
    const again = send(request, (answer) => answer.resume());
    again.on('error', () => undefined);
    again.end(body);
  };

  const server = http.createServer((request, response) => {
    void (async () => {
      const fault = takeFault(request.method ?? '', request.url ?? '/');
      if (!online || fault?.kind === 'refuse') return void request.socket.destroy();
      if (fault?.kind === 'html') {
        response.writeHead(200, { 'content-type': 'text/html' });
        return void response.end('<!doctype html><title>Wi-Fi</title><p>Accetta le condizioni per navigare.</p>');
      }
      if (fault?.kind === 'status') {
        response.writeHead(fault.status, fault.retryAfter === undefined ? {} : { 'retry-after': String(fault.retryAfter) });
        return void response.end();
      }
      const copy = fault?.kind === 'duplicate' || fault?.kind === 'delay' ? await buffer(request) : undefined;
      if (fault?.kind === 'delay') await sleep(fault.ms);
      // Whoever sent it may have given up or died meanwhile; it arrives all the same.
      if (response.destroyed && copy) return sendAgain(request, copy);
      const upstream = send(request, (answer) => {
        if (copy && fault?.kind === 'duplicate') answer.on('end', () => void setTimeout(() => sendAgain(request, copy), fault.ms));
        if (fault?.kind === 'drop-answer') {
          answer.resume();
          answer.on('end', () => request.socket.destroy());
          return;
        }
        const headers = { ...answer.headers };
        if (fault?.kind === 'shorten-answer') delete headers['content-length'];
        response.writeHead(answer.statusCode ?? 502, headers);
        response.flushHeaders();
        answer.on('error', () => response.destroy());
        if (fault?.kind === 'cut-answer') return void answer.pipe(endAfter(fault.after, () => setImmediate(() => request.socket.destroy()))).pipe(response, { end: false });
        if (fault?.kind === 'shorten-answer') return void answer.pipe(endAfter(fault.after, () => response.end())).pipe(response, { end: false });
        answer.pipe(response);
      });
      upstream.on('error', () => response.destroy());
      response.on('close', () => upstream.destroy());
      if (copy) return void upstream.end(copy);
      if (fault?.kind === 'alter-request') return void request.pipe(altered()).pipe(upstream);
      if (fault?.kind === 'hold') return void request.pipe(endAfter(fault.after, () => undefined)).pipe(upstream, { end: false });
      if (fault?.kind !== 'cut-request') return void request.pipe(upstream);
      const cut = () => {
        upstream.destroy();
        request.socket.destroy();
      };
      // What went through is in the cloud's hands before the line breaks.
      request.pipe(endAfter(fault.after, () => setTimeout(cut, 20))).pipe(upstream, { end: false });
    })().catch(() => response.destroy());
  });
  server.on('connection', (socket) => {
    if (!online) return void socket.destroy();
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  return {
    url: `http://127.0.0.1:${port}`,
    setOnline(next) {
      online = next;
      if (!next) for (const socket of sockets) socket.destroy();
    },
    plan: (path, fault, times = 1, method) => void plans.push({ path, fault, times, method }),
    forget: () => void (plans = []),
    forwarded,
    met,
    stop: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}
