import { createHash } from 'node:crypto';
import { mkdirSync, realpathSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';

/** Bytes. What the systems take as a socket's path. */
const LONGEST_PATH = 100;

/**
 * A pipe or socket of this user and this profile root. The root is the user's alone, and nobody else can stand in its
 * place there; where its path is too long, the system's folder for this user, and only then the one for everybody.
 */
export function localAddress(root: string, purpose: string, environment: NodeJS.ProcessEnv = process.env): string {
  mkdirSync(root, { recursive: true, mode: 0o700 });
  const name = `sportello-${purpose}-${createHash('sha256').update(`${userInfo().username}\0${realpathSync(root)}`).digest('hex').slice(0, 24)}`;
  if (process.platform === 'win32') return `\\\\.\\pipe\\${name}`;
  const own = join(root, `${purpose}.sock`);
  if (Buffer.byteLength(own) <= LONGEST_PATH) return own;
  const runtime = environment['XDG_RUNTIME_DIR'];
  return join(runtime !== undefined && runtime !== '' && Buffer.byteLength(runtime) < 40 ? runtime : tmpdir(), `${name}.sock`);
}
