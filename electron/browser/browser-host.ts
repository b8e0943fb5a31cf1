import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { Engine } from '#core/host.ts';
import { Door } from './door.ts';
import { answerHttp } from './http-answers.ts';
import { LARGEST_MESSAGE, socketLine } from './socket-line.ts';

export interface BrowserHost {
  /** With the token in it: whoever has it is let in. */
  readonly url: string;
  /** Whether no window is connected now. */
  isEmpty(): boolean;
  /** Resolves when no window has been connected for `ms` milliseconds. */
  whenEmpty(ms: number): Promise<void>;
  stop(): Promise<void>;
}

function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

/**
 * Serves the screens and one running core on 127.0.0.1 and a random port. The engine stays its owner's to stop.
 * @param pages the folder of the built renderer.
 */
export async function startBrowserHost(engine: Engine, pages: string): Promise<BrowserHost> {
  const server: Server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  // A listening TCP server has an AddressInfo.
  const door = new Door((server.address() as AddressInfo).port);
  const sockets = new WebSocketServer({ noServer: true, maxPayload: LARGEST_MESSAGE, perMessageDeflate: false });

  server.on('request', (request, response) => {
    answerHttp(door, engine, pages, request, response).catch(() => {
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => undefined);
    if (request.url !== '/rpc') return refuse(socket, '404 Not Found');
    // A page of another site can open a socket to loopback: Origin, Host and the cookie must all be ours.
    if (!door.isOurHost(request) || !door.isOurOrigin(request)) return refuse(socket, '403 Forbidden');
    if (!door.hasCookie(request)) return refuse(socket, '401 Unauthorized');
    sockets.handleUpgrade(request, socket, head, (line) => engine.connect(socketLine(line)));
  });

  return {
    url: `${door.origin}/?token=${door.token}`,
    isEmpty: () => sockets.clients.size === 0,
    whenEmpty(ms) {
      return new Promise((resolve) => {
        const look = () => {
          if (sockets.clients.size === 0) resolve();
          // One socket's end is the next moment to look; the others are still there.
          else [...sockets.clients][0]?.once('close', () => setTimeout(look, ms));
        };
        setTimeout(look, ms);
      });
    },
    async stop() {
      for (const socket of sockets.clients) socket.terminate();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
