import { randomBytes, timingSafeEqual } from 'node:crypto';
import { chmodSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { LARGEST_CONTEXT, readContext } from './context.ts';
import type { OpenRequest } from '#shared/rpc/contract.ts';
import { ticketRequest } from './link.ts';
import { localAddress } from './local-address.ts';

/** ms. A caller that says nothing more is not waited for. */
const PATIENCE = 5_000;
const AT_A_TIME = 8;
const PATH = '/v1/tickets/new';

export interface KnockOptions {
  readonly root: string;
  /** Also on loopback; off unless somebody asks for it: on a shared machine loopback belongs to every user. */
  readonly tcp: boolean;
  /** Shows the form; false where too many came at once. */
  readonly open: (request: OpenRequest) => boolean;
}

type Answer = { readonly ok: true } | { readonly ok: false; readonly problem: string };

/**
 * OFF-06: other programs of this user say what went wrong, one JSON context (context.ts) to a connection, and get one
 * line of JSON back. It opens a form and does nothing else. Where it listens stands in `knock.json` in the root, which
 * this user alone can read.
 */
export async function serveKnocks({ root, tcp, open }: KnockOptions): Promise<{ stop(): Promise<void> }> {
  const answer = (json: string): Answer => {
    const context = readContext(json);
    if (!context.ok) return context;
    return open(ticketRequest(context.parameters)) ? { ok: true } : { ok: false, problem: 'too many knocks, try again in 20 seconds' };
  };
  const path = localAddress(root, 'knock');
  if (process.platform !== 'win32') rmSync(path, { force: true });
  const servers: Server[] = [await listen(createServer((socket) => hear(socket, answer)), path)];
  if (process.platform !== 'win32') chmodSync(path, 0o600);
  let loopback: { readonly port: number; readonly secret: string } | null = null;
  if (tcp) {
    const secret = randomBytes(32).toString('base64url');
    let port = 0;
    const server = createHttpServer({ requestTimeout: PATIENCE, headersTimeout: PATIENCE }, (request, response) => void hearHttp(request, response, { secret, port }, answer));
    servers.push(await listen(server, 0, '127.0.0.1'));
    // A listening TCP server has an AddressInfo.
    port = (server.address() as AddressInfo).port;
    loopback = { port, secret };
  }
  for (const server of servers) server.maxConnections = AT_A_TIME;
  const descriptor = join(root, 'knock.json');
  rmSync(descriptor, { force: true });
  writeFileSync(descriptor, `${JSON.stringify({ version: 1, pipe: path, tcp: loopback })}\n`, { mode: 0o600, flag: 'wx' });
  return {
    async stop() {
      rmSync(descriptor, { force: true });
      await Promise.all(servers.map((server) => new Promise<void>((resolve) => server.close(() => resolve()))));
    },
  };
}

function listen(server: Server, ...where: [string] | [number, string]): Promise<Server> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ ...(where.length === 1 ? { path: where[0] } : { port: where[0], host: where[1] }) }, () => resolve(server));
  });
}

/** One line of JSON, ended by a line feed or by the caller's end. */
function hear(socket: Socket, answer: (json: string) => Answer): void {
  let text = '';
  let done = false;
  // Once: what ends its line with a line feed ends its side afterwards too.
  const end = (said: () => Answer) => {
    if (done) return;
    done = true;
    socket.end(`${JSON.stringify(said())}\n`);
  };
  socket.setEncoding('utf8');
  socket.setTimeout(PATIENCE, () => socket.destroy());
  socket.on('error', () => undefined);
  socket.on('data', (part: string) => {
    if (done) return;
    text += part;
    const feed = text.indexOf('\n');
    if (feed >= 0) end(() => answer(text.slice(0, feed)));
    else if (text.length > LARGEST_CONTEXT) end(() => ({ ok: false, problem: `more than ${LARGEST_CONTEXT} bytes` }));
  });
  socket.on('end', () => end(() => answer(text)));
}

function same(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

/** A page of any site can send to loopback: no Origin at all, our own numeric Host, and the secret of knock.json. */
async function hearHttp(request: IncomingMessage, response: ServerResponse, door: { readonly secret: string; readonly port: number }, answer: (json: string) => Answer): Promise<void> {
  const say = (status: number, said: Answer) => {
    response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store', 'x-content-type-options': 'nosniff', connection: 'close' });
    response.end(`${JSON.stringify(said)}\n`);
  };
  if (request.headers.host !== `127.0.0.1:${door.port}`) return say(421, { ok: false, problem: 'host' });
  if (request.headers.origin !== undefined) return say(403, { ok: false, problem: 'origin' });
  if (!same(request.headers.authorization ?? '', `Bearer ${door.secret}`)) return say(401, { ok: false, problem: 'secret' });
  if (request.url !== PATH || request.method !== 'POST') return say(404, { ok: false, problem: `POST ${PATH}` });
  if (request.headers['content-type']?.split(';')[0] !== 'application/json') return say(415, { ok: false, problem: 'content-type: application/json' });
  const parts: Buffer[] = [];
  let size = 0;
  try {
    for await (const part of request as AsyncIterable<Buffer>) {
      size += part.length;
      if (size > LARGEST_CONTEXT) return say(413, { ok: false, problem: `more than ${LARGEST_CONTEXT} bytes` });
      parts.push(part);
    }
  } catch {
    // The caller went away in the middle.
    return;
  }
  const said = answer(Buffer.concat(parts).toString('utf8'));
  say(said.ok ? 200 : said.problem.startsWith('too many') ? 429 : 400, said);
}
