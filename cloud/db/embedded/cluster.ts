import { execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmod, chown, mkdir, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { CloudStartError } from '#cloud/cloud-start-error.ts';
import { databaseAccount, type Account } from './account.ts';
import { findBinaries, type Binaries } from './binaries.ts';
import { isServerOf, readPidFile } from './pid-file.ts';

const run = promisify(execFile);
const MAJOR = '18';
const START_TRIES = 20;
/** What a moment's patience mends: memory of a killed server, a port that was taken in between, another start at work. */
const PASSING = /shared memory|Address already in use|could not bind|lock file/i;

export interface ClusterOptions {
  /** Holds the data, the password and, where needed, a copy of the programs. */
  readonly folder: string;
  readonly progress: (line: string) => void;
  /** Server settings beyond ours, `name=value`. */
  readonly settings?: readonly string[];
}

export interface Cluster {
  /** Address of a database of this cluster, as its owner. */
  url(database: string): string;
  readonly binaries: Binaries;
  readonly dataFolder: string;
  readonly account: Account;
  stop(): Promise<void>;
}

/**
 * Starts the real PostgreSQL from npm on a data folder of ours, or finds it still running (after a kill -9 of ours it
 * lives on) and uses it. Listens on 127.0.0.1 alone, on a free port, with a password of its own.
 *
 * @throws CloudStartError with a `database.…` code
 */
export async function startCluster({ folder, progress, settings = [] }: ClusterOptions): Promise<Cluster> {
  const account = await databaseAccount(progress);
  await mkdir(folder, { recursive: true });
  // The user postgres must pass through; what lies inside has rights of its own.
  if (account.uid !== undefined) await chmod(folder, 0o711);
  const binaries = await findBinaries(folder, account, progress);
  const dataFolder = join(folder, 'postgres');
  const password = await passwordOf(folder);
  if (!(await exists(join(dataFolder, 'PG_VERSION')))) await initialise(folder, dataFolder, password, binaries, account, progress);
  const version = (await readFile(join(dataFolder, 'PG_VERSION'), 'utf8')).trim();
  if (version !== MAJOR) throw new CloudStartError('database.other_version', { folder: dataFolder, found: version, wanted: MAJOR });

  const port = (await findRunning(dataFolder, password)) ?? (await launch(dataFolder, password, binaries, account, settings, progress));
  return {
    url: (database) => urlOf(port, password, database),
    binaries,
    dataFolder,
    account,
    stop: async () => {
      await run(binaries.pgCtl, ['-D', dataFolder, '-m', 'fast', '-w', '-t', '60', 'stop'], { ...account, cwd: '/' }).catch(async (error: unknown) => {
        if (await readPidFile(dataFolder)) throw error;
      });
    },
  };
}

function urlOf(port: number, password: string, database: string): string {
  return `postgres://sportello_owner:${password}@127.0.0.1:${port}/${database}`;
}

async function passwordOf(folder: string): Promise<string> {
  const file = join(folder, 'postgres-password');
  if (!(await exists(file))) await writeFile(file, randomBytes(24).toString('hex'), { mode: 0o600, flag: 'wx' }).catch(ignoreExisting);
  return (await readFile(file, 'utf8')).trim();
}

/** Into a folder beside, then renamed: a start that is killed half-way leaves nothing that looks like a database. */
async function initialise(folder: string, dataFolder: string, password: string, binaries: Binaries, account: Account, progress: (line: string) => void) {
  progress('Preparing the database (PostgreSQL), once …');
  const unfinished = join(folder, `postgres.${process.pid}.new`);
  const passwordFile = join(folder, `password.${process.pid}.txt`);
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { mode: 0o700 });
  await writeFile(passwordFile, password, { mode: 0o600 });
  try {
    if (account.uid !== undefined && account.gid !== undefined) {
      await chown(unfinished, account.uid, account.gid);
      await chown(passwordFile, account.uid, account.gid);
    }
    await run(
      binaries.initdb,
      [`--pgdata=${unfinished}`, '--username=sportello_owner', `--pwfile=${passwordFile}`, '--auth=scram-sha-256', '--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C', '--no-instructions'],
      { ...account, cwd: '/' },
    );
    await rename(unfinished, dataFolder);
  } catch (error) {
    throw new CloudStartError('database.start_failed', { problem: lastLine(error) }, error);
  } finally {
    await rm(passwordFile, { force: true });
    await rm(unfinished, { recursive: true, force: true });
  }
}

/** The port of a server that still runs on this folder and answers to our password; undefined when there is none. */
async function findRunning(dataFolder: string, password: string): Promise<number | undefined> {
  for (let tries = 0; tries < 120; tries++) {
    const found = await readPidFile(dataFolder);
    if (!found || !(await isServerOf(found.pid, dataFolder))) return undefined;
    const answer = found.port === undefined ? 'later' : await ask(found.port, password, dataFolder);
    if (answer === 'ours') return found.port;
    if (answer === 'other') return undefined;
    await sleep(250);
  }
  return undefined;
}

/** `later`: it is starting, recovering or stopping. */
async function ask(port: number, password: string, dataFolder: string): Promise<'ours' | 'other' | 'later'> {
  const client = new pg.Client({ connectionString: urlOf(port, password, 'postgres'), connectionTimeoutMillis: 5000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ data_directory: string }>('show data_directory');
    return rows[0]?.data_directory === dataFolder ? 'ours' : 'other';
  } catch (error) {
    const code = (error as { code?: string }).code ?? '';
    // 57P03: starting up or shutting down. A refused connection: not listening yet, or just gone.
    return code === '57P03' || code.startsWith('ECONN') ? 'later' : 'other';
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function launch(
  dataFolder: string,
  password: string,
  binaries: Binaries,
  account: Account,
  settings: readonly string[],
  progress: (line: string) => void,
): Promise<number> {
  progress('Starting the database …');
  const log = join(dataFolder, 'server.log');
  let problem = '';
  for (let tries = 0; tries < START_TRIES; tries++) {
    // A pid that another program has taken over since a kill -9 would keep PostgreSQL from starting for ever.
    const found = await readPidFile(dataFolder);
    if (found && !(await isServerOf(found.pid, dataFolder))) await rm(join(dataFolder, 'postmaster.pid'), { force: true });
    const port = await freePort();
    const options = [`port=${port}`, 'listen_addresses=127.0.0.1', 'unix_socket_directories=', 'max_connections=200', ...settings];
    const ended = await finish(binaries.pgCtl, ['-D', dataFolder, '-l', log, '-w', '-t', '60', '-o', options.map((o) => `-c ${o}`).join(' '), 'start'], account);
    if (ended === 0 && (await ask(port, password, dataFolder)) === 'ours') return port;
    problem = await tailOf(log);
    // Children of a killed server let go of its memory within moments; two starts at once find each other.
    const running = await findRunning(dataFolder, password);
    if (running !== undefined) return running;
    if (!PASSING.test(problem)) break;
    await sleep(500);
  }
  throw new CloudStartError('database.start_failed', { problem, log });
}

/** pg_ctl's output is not piped: the server inherits it and would keep the pipe open for ever. */
function finish(program: string, args: readonly string[], account: Account): Promise<number | null> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { ...account, cwd: '/', stdio: 'ignore', windowsHide: true });
    child.once('error', reject);
    child.once('exit', resolve);
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => {
        if (address !== null && typeof address === 'object') resolve(address.port);
        else reject(new Error('no port'));
      });
    });
  });
}

async function tailOf(file: string): Promise<string> {
  const handle = await open(file).catch(() => undefined);
  if (!handle) return '';
  try {
    const { size } = await handle.stat();
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(2000), 0, 2000, Math.max(0, size - 2000));
    const lines = buffer.subarray(0, bytesRead).toString('utf8').trim().split('\n');
    return lines.findLast((line) => /FATAL|ERROR|PANIC/.test(line)) ?? lines.at(-1) ?? '';
  } finally {
    await handle.close();
  }
}

function lastLine(error: unknown): string {
  const text = (error as { stderr?: string }).stderr ?? String(error);
  return text.trim().split('\n').at(-1) ?? '';
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

function ignoreExisting(error: unknown): void {
  if ((error as { code?: string }).code !== 'EEXIST') throw error;
}
