import { chmodSync, rmSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import * as z from 'zod';
import { localAddress } from '#hosts/local-address.ts';

export interface Instance {
  release(): Promise<void>;
}

function listen(path: string): Promise<Server | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => (error.code === 'EADDRINUSE' ? resolve(undefined) : reject(error)));
    server.listen(path, () => {
      if (process.platform !== 'win32') chmodSync(path, 0o600);
      resolve(server);
    });
  });
}

/** What a second start was given, and where. */
export interface Started {
  readonly argv: readonly string[];
  readonly folder: string;
}
const startedSchema = z.strictObject({ argv: z.array(z.string().max(8_000)).max(20), folder: z.string().max(4_000) });
const LONGEST = 200_000;

/** Knocks at a running program; false when nobody is there (the socket of a killed one stays behind). */
function knock(path: string, started: Started): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once('error', () => resolve(false));
    socket.once('connect', () => socket.end(JSON.stringify(started), () => resolve(true)));
  });
}

/**
 * One core per profile. Returns undefined when a program already serves this root: it was asked to show its window
 * and was told what this start was given (`onKnock` there). The lock is a socket, so a program killed with -9 leaves none behind.
 */
export async function becomeInstance(root: string, started: Started, onKnock: (started: Started | undefined) => void): Promise<Instance | undefined> {
  const path = localAddress(root, 'one');
  let server = await listen(path);
  if (server === undefined) {
    if (await knock(path, started)) return undefined;
    rmSync(path, { force: true });
    server = await listen(path);
    if (server === undefined) return undefined;
  }
  const held = server;
  held.on('connection', (socket) => {
    socket.on('error', () => undefined);
    let text = '';
    socket.setEncoding('utf8');
    socket.on('data', (part: string) => {
      text = (text + part).slice(0, LONGEST);
    });
    socket.once('end', () => onKnock(startedOf(text)));
  });
  return { release: () => new Promise((resolve) => held.close(() => resolve())) };
}

/** The socket is this user's alone, and yet what comes out of it is checked. */
function startedOf(text: string): Started | undefined {
  try {
    return startedSchema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
