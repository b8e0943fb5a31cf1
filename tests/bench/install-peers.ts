import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/*
 * The peers are no dependency of ours: their packages lie in a cache folder, which npm fills when the bench asks for it.
 * The files of peers/ are copied beside them, because Node looks for packages where the file lies that wants them.
 */
const SOURCE = fileURLToPath(new URL('./peers', import.meta.url));
const TARGET = fileURLToPath(new URL('../../.cache/bench-peers', import.meta.url));
const WINDOWS = process.platform === 'win32';

/** The folder in which the peers can be run, or why not, in a few words. */
export async function installPeers(): Promise<{ folder: string } | { why: string }> {
  const lock = createHash('sha256').update(await readFile(join(SOURCE, 'package-lock.json'))).digest('hex');
  const stamp = join(TARGET, 'installed');
  const installed = existsSync(stamp) && (await readFile(stamp, 'utf8')) === lock;
  if (!installed) await rm(TARGET, { recursive: true, force: true });
  await mkdir(TARGET, { recursive: true });
  await cp(SOURCE, TARGET, { recursive: true, filter: (path) => !path.includes('node_modules') });
  if (installed) return { folder: TARGET };
  const why = await npmInstall();
  if (why !== null) return { why };
  await writeFile(stamp, lock);
  return { folder: TARGET };
}

/** Without install scripts (peers/.npmrc): what is native among the packages brings its binaries along. Answers what went wrong. */
function npmInstall(): Promise<string | null> {
  const began = performance.now();
  console.log('Installing the peers beside which we measure (npm ci, in .cache/bench-peers) …');
  // The npm that runs us, where one does; else the one on the path (a .cmd on Windows, which wants a shell).
  const npm = process.env['npm_execpath'];
  // One more try, not the three that npm makes in minutes: without a network the bench goes on at once.
  const ci = ['ci', '--prefer-offline', '--fetch-retries=1', '--fetch-retry-mintimeout=1000'];
  const [command, args] = npm?.endsWith('.js') ? [process.execPath, [npm, ...ci]] : ['npm', ci];
  const child = spawn(command, args, { cwd: TARGET, stdio: ['ignore', 'ignore', 'pipe'], shell: WINDOWS && command === 'npm' });
  let said = '';
  child.stderr.on('data', (data: Buffer) => void (said = (said + data.toString('utf8')).slice(-10_000)));
  const beat = setInterval(() => console.log(`  … ${Math.round((performance.now() - began) / 1000)} s`), 10_000);
  return new Promise((resolve) => {
    const end = (why: string | null) => {
      clearInterval(beat);
      resolve(why);
    };
    child.once('error', (error) => end(error.message));
    child.once('close', (code) => end(code === 0 ? null : (/npm error (code .*)/.exec(said)?.[1] ?? `npm ended with ${code}`)));
  });
}
