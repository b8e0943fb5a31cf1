import * as http from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** What the network does to the next matching request. */
export type Fault =
  /** The cloud gets the request and acts on it; the answer never arrives (a timeout after commit). */
  | { readonly kind: 'drop-answer' }
  /** The request never arrives. */
  | { readonly kind: 'refuse' }
  /** A captive portal answers in the cloud's place. */
  | { readonly kind: 'html' }
  | { readonly kind: 'status'; readonly status: number; readonly retryAfter?: number };

export interface FaultyProxy {
  readonly url: string;
  /** Takes the network away at once, open connections too, or gives it back. */
  setOnline(online: boolean): void;
  /** The next `times` requests whose path starts with `path` meet the fault. */
  plan(path: string, fault: Fault, times?: number): void;
  /** Every request that reached the cloud, in order. */
  readonly forwarded: readonly { readonly method: string; readonly path: string }[];
  /** Faults that were met. */
  readonly met: readonly string[];
  stop(): Promise<void>;
}

/** A proxy on a loopback port before `target` (an http address on loopback), for journeys and fault tests. */
export async function startFaultyProxy(target: string): Promise<FaultyProxy> {
  const to = new URL(target);
  let online = true;
  const sockets = new Set<Socket>();
  const plans: { path: string; fault: Fault; times: number }[] = [];
  const forwarded: { method: string; path: string }[] = [];
  const met: string[] = [];

  const takeFault = (path: string): Fault | undefined => {
    const plan = plans.find((candidate) => candidate.times > 0 && path.startsWith(candidate.path));
    if (!plan) return undefined;
    plan.times -= 1;
    met.push(`${plan.fault.kind} ${path}`);
    return plan.fault;
  };

  const server = http.createServer((request, response) => {
    const path = request.url ?? '/';
    const fault = takeFault(path);
    if (!online || fault?.kind === 'refuse') return void request.socket.destroy();
    if (fault?.kind === 'html') {
      response.writeHead(200, { 'content-type': 'text/html' });
      return void response.end('<!doctype html><title>Wi-Fi</title><p>Accetta le condizioni per navigare.</p>');
    }
    if (fault?.kind === 'status') {
      response.writeHead(fault.status, fault.retryAfter === undefined ? {} : { 'retry-after': String(fault.retryAfter) });
      return void response.end();
    }
    forwarded.push({ method: request.method ?? '', path });
    const upstream = http.request(
      { host: to.hostname, port: to.port, method: request.method, path, headers: { ...request.headers, host: to.host } },
      (answer) => {
        if (fault?.kind === 'drop-answer') {
          answer.resume();
          answer.on('end', () => request.socket.destroy());
          return;
        }
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        response.flushHeaders();
        answer.pipe(response);
        answer.on('error', () => response.destroy());
      },
    );
    upstream.on('error', () => response.destroy());
    response.on('close', () => upstream.destroy());
    request.pipe(upstream);
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
    plan: (path, fault, times = 1) => void plans.push({ path, fault, times }),
    forwarded,
    met,
    stop: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}
