import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, realpathSync, rmSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';

export interface Instance {
  release(): Promise<void>;
}

/** A pipe or socket of this user and this profile root; a path of its own, since a socket's may be 100 bytes long at most. */
function address(root: string): string {
  mkdirSync(root, { recursive: true, mode: 0o700 });
  const name = `sportello-${createHash('sha256').update(`${userInfo().username}\0${realpathSync(root)}`).digest('hex').slice(0, 24)}`;
  return process.platform === 'win32' ? `\\\\.\\pipe\\${name}` : join(tmpdir(), `${name}.sock`);
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

/** Knocks at a running program; false when nobody is there (the socket of a killed one stays behind). */
function knock(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once('error', () => resolve(false));
    socket.once('connect', () => socket.end(() => resolve(true)));
  });
}

/**
 * One core per profile. Returns undefined when a program already serves this root: it was asked to show its window
 * (`onKnock` there). The lock is a socket, so a program killed with -9 leaves none behind.
 */
export async function becomeInstance(root: string, onKnock: () => void): Promise<Instance | undefined> {
  const path = address(root);
  let server = await listen(path);
  if (server === undefined) {
    if (await knock(path)) return undefined;
    rmSync(path, { force: true });
    server = await listen(path);
    if (server === undefined) return undefined;
  }
  const held = server;
  held.on('connection', (socket) => {
    socket.on('error', () => undefined);
    socket.resume();
    onKnock();
  });
  return { release: () => new Promise((resolve) => held.close(() => resolve())) };
}
