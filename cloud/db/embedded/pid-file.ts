import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** What PostgreSQL wrote of itself: line 1 is the process, line 4 the port (once it is known). */
export async function readPidFile(dataFolder: string): Promise<{ pid: number; port: number | undefined } | undefined> {
  const text = await readFile(join(dataFolder, 'postmaster.pid'), 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const rows = text.split('\n');
  const pid = Number(rows[0]);
  const port = Number(rows[3]);
  return Number.isInteger(pid) && pid > 0 ? { pid, port: port > 0 ? port : undefined } : undefined;
}

/** Whether the process lives and is a PostgreSQL on this folder: after a kill -9 its number may be somebody else's. */
export async function isServerOf(pid: number, dataFolder: string): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it lives, under another account.
    if ((error as { code?: string }).code !== 'EPERM') return false;
  }
  try {
    if (process.platform === 'linux') return (await readFile(`/proc/${pid}/cmdline`, 'utf8')).split('\0').includes(dataFolder);
    if (process.platform === 'win32') return (await run('tasklist', ['/FI', `PID eq ${pid}`, '/NH'])).stdout.includes('postgres');
    return (await run('ps', ['-o', 'command=', '-p', String(pid)])).stdout.includes(dataFolder);
  } catch {
    return false;
  }
}
