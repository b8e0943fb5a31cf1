import { createConnection } from 'node:net';
import { join } from 'node:path';

/**
 * Whether a session bus answers at all within `limit` ms (Linux). The keychain library blocks its thread for good on a
 * bus that accepts and stays silent, and a process with such a thread cannot end; so we say hello first.
 */
export async function sessionBusAnswers(limit: number): Promise<boolean> {
  const path = socketPath(process.env['DBUS_SESSION_BUS_ADDRESS'], process.env['XDG_RUNTIME_DIR']);
  if (path === undefined) return false;
  return new Promise((resolve) => {
    const socket = createConnection({ path });
    const end = (answered: boolean) => {
      clearTimeout(timer);
      socket.destroy();
      resolve(answered);
    };
    const timer = setTimeout(() => end(false), limit);
    socket.on('error', () => end(false));
    socket.on('close', () => end(false));
    // The bus answers OK or REJECTED to any greeting; either shows that somebody is there.
    socket.on('connect', () => socket.write('\0AUTH\r\n'));
    socket.on('data', () => end(true));
  });
}

/** The first unix socket of a D-Bus address, as node:net wants it; abstract names begin with a NUL. */
export function socketPath(address: string | undefined, runtimeFolder: string | undefined): string | undefined {
  for (const part of (address ?? '').split(';')) {
    const [transport, rest = ''] = part.split(/:(.*)/s);
    if (transport !== 'unix') continue;
    const keys = new Map(rest.split(',').map((pair) => pair.split(/=(.*)/s).slice(0, 2) as [string, string]));
    const path = keys.get('path');
    if (path !== undefined) return decodeURIComponent(path);
    const name = keys.get('abstract');
    if (name !== undefined) return `\0${decodeURIComponent(name)}`;
  }
  return address === undefined && runtimeFolder !== undefined ? join(runtimeFolder, 'bus') : undefined;
}
