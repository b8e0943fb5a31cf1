// Runs on any Node from 18 on and with nothing installed: built-in modules only. It brings what is missing, then hands
// over to a TypeScript script under the Node 24 that the packages bring.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { closeSync, existsSync, lstatSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const windows = process.platform === 'win32';
const modules = join(root, 'node_modules');
const node24 = join(modules, 'node', 'bin', windows ? 'node.exe' : 'node');

/** @param {string} line */
const say = (line) => process.stdout.write(`${line}\n`);

/**
 * Runs a program to its end, showing every few seconds that it is still at work. Throws with its last lines.
 * @param {string} what @param {string} command @param {string[]} args @param {boolean} [shell]
 */
async function run(what, command, args, shell = false) {
  say(`${what} …`);
  const began = Date.now();
  const tail = [];
  const child = spawn(command, args, { cwd: root, shell, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => tail.push(data.toString()) > 200 && tail.shift());
  const beat = setInterval(() => say(`  … ${what}: ${Math.round((Date.now() - began) / 1000)} s`), 10_000);
  const code = await new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', resolve);
  });
  clearInterval(beat);
  if (code !== 0) throw new Error(`${what} did not work (${code}):\n${tail.join('').split('\n').slice(-25).join('\n')}`);
  say(`  done in ${((Date.now() - began) / 1000).toFixed(1)} s`);
}

/** @param {string} path */
const alive = (path) => {
  try {
    process.kill(Number(readFileSync(path, 'utf8')), 0);
    return true;
  } catch {
    return false;
  }
};

/** Two starts at once must not install over each other: the second waits for the first. @param {() => Promise<void>} work */
async function alone(work) {
  const lock = join(root, '.cache', 'install.lock');
  mkdirSync(dirname(lock), { recursive: true });
  for (let told = false; ; ) {
    try {
      const file = openSync(lock, 'wx');
      writeFileSync(file, String(process.pid));
      closeSync(file);
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      if (!alive(lock)) rmSync(lock, { force: true });
      else if (!told) say('Another start is installing; waiting for it …');
      told = true;
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }
  try {
    await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

const stampFile = join(modules, '.sportello-lock');
const lockHash = () => createHash('sha256').update(readFileSync(join(root, 'package-lock.json'))).digest('hex');

function packagesAreThere() {
  if (!existsSync(node24)) return false;
  if (existsSync(stampFile)) return readFileSync(stampFile, 'utf8') === lockHash();
  // Installed by hand: npm's own note says which versions lie there.
  const read = (path) => (existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')).packages : {});
  const there = read(join(modules, '.package-lock.json'));
  return Object.entries(read(join(root, 'package-lock.json'))).every(([path, { version, optional }]) => path === '' || optional || there[path]?.version === version);
}

async function installPackages() {
  // npm ci empties the folder first: behind a link that would be somebody else's.
  if (lstatSync(modules, { throwIfNoEntry: false })?.isSymbolicLink()) throw new Error('node_modules is a link, and what it leads to does not fit package-lock.json. Remove the link, or run npm ci there.');
  // The npm that runs us, where one does; else the one on the path (a .cmd on Windows, which wants a shell).
  const npm = process.env.npm_execpath;
  const args = ['ci', '--no-audit', '--no-fund'];
  if (npm?.endsWith('.js')) await run('Installing the packages (npm ci)', process.execPath, [npm, ...args]);
  else await run('Installing the packages (npm ci)', 'npm', args, windows);
  writeFileSync(stampFile, lockHash());
  if (!existsSync(node24)) throw new Error('The package "node" brought no Node 24: run `npm ci` without --ignore-scripts, on a system that nodejs.org supports.');
}

/** @param {string[]} packages */
async function installSystem(packages) {
  if (process.platform !== 'linux' || process.getuid() !== 0 || !existsSync('/etc/debian_version')) return;
  const missing = packages.filter((name) => !/^install ok/.test(spawnSync('dpkg-query', ['-W', '-f=${Status}', name], { encoding: 'utf8' }).stdout));
  if (missing.length === 0) return;
  await run('Refreshing the list of system packages (apt-get update)', 'apt-get', ['update', '-qq']);
  await run(`Installing system packages: ${missing.join(' ')}`, 'apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...missing]);
}

/**
 * Brings what is missing, then runs the script under Node 24 and ends with its exit code.
 * @param {string} script beside this file @param {string[]} system Debian packages that it needs
 */
export async function bootstrap(script, system) {
  try {
    if (!packagesAreThere()) await alone(async () => void (packagesAreThere() || (await installPackages())));
    await alone(() => installSystem(system));
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
  const path = `${join(modules, '.bin')}${windows ? ';' : ':'}${process.env.PATH ?? ''}`;
  const child = spawn(node24, [join(root, 'scripts', script), ...process.argv.slice(2)], { stdio: 'inherit', cwd: root, env: { ...process.env, PATH: path } });
  // Ctrl+C reaches the whole group by itself; a signal to us alone is handed on. Either way the child decides when it ends.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  // npm hands SIGTERM to a shell between us, which ends without a word to its child: notice that it is gone.
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && child.kill('SIGTERM'), 1_000).unref();
  child.once('close', (code) => process.exit(code ?? 1));
}
