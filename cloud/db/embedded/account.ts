import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { CloudStartError } from '#cloud/cloud-start-error.ts';

const run = promisify(execFile);

/** The system account that PostgreSQL runs under; empty where that is our own. */
export interface Account {
  readonly uid?: number;
  readonly gid?: number;
}

/**
 * PostgreSQL refuses to run as root (electron-here.md): there it runs as `postgres`, which is made when missing.
 * Anywhere else it runs as we do.
 */
export async function databaseAccount(progress: (line: string) => void): Promise<Account> {
  if (process.getuid?.() !== 0) return {};
  const known = await idsOf('postgres');
  if (known) return known;
  progress('Making the system user postgres …');
  try {
    await run('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', 'postgres']);
  } catch (error) {
    throw new CloudStartError('database.start_failed', { problem: 'the system user postgres could not be made' }, error);
  }
  const made = await idsOf('postgres');
  if (!made) throw new CloudStartError('database.start_failed', { problem: 'the system user postgres is missing' });
  return made;
}

async function idsOf(name: string): Promise<Account | undefined> {
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])]);
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    return undefined;
  }
}
