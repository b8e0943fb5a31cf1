import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findBrowser, hasDisplay } from '#browser/find-browser.ts';
import { profileRoot } from '#hosts/profile-root.ts';
import { buildStale, BUNDLES } from './build.ts';
import { startDev } from './start/dev.ts';
import { findElectron } from './start/electron.ts';
import { startCloud, type Cloud } from './start/cloud.ts';
import { peopleTable, wayIn } from './start/people.ts';
import { startRunning, type Running } from './running.ts';

/* `npm start`: the cloud with demonstration data and the client, in the best window that this machine can show. */
const root = fileURLToPath(new URL('..', import.meta.url));
const say = (line: string) => console.log(line);
const ALREADY_RUNNING = 3;
const STOP_PATIENCE = 20_000;

/** As root on Linux the data lies where the user postgres may enter (electron-here.md, PostgreSQL). */
function dataRoot(): string {
  const asRoot = process.platform === 'linux' && process.getuid?.() === 0;
  return asRoot && process.env['SPORTELLO_ROOT'] === undefined ? '/var/lib/sportello' : profileRoot();
}

const data = dataRoot();
const environment = { ...process.env, SPORTELLO_ROOT: join(data, 'desk') };
const dev = process.argv.includes('--dev');
let cloud: Cloud | undefined;
let client: Running | undefined;
let closeDev: (() => Promise<void>) | undefined;
let stopping: Promise<never> | undefined;

/** The client first, so that it can still say goodbye to the cloud; then what we started of the cloud. The data stays. */
function stop(code: number): Promise<never> {
  stopping ??= (async () => {
    if (client?.process.exitCode === null || cloud?.running !== undefined) say('Stopping …');
    await closeDev?.();
    await client?.stop(STOP_PATIENCE);
    await cloud?.running?.stop(STOP_PATIENCE);
    if (cloud?.running !== undefined) say(`Stopped. The data is still in ${data}`);
    return process.exit(code);
  })();
  return stopping;
}

let devServer: Promise<unknown> = Promise.resolve();

/** The screens' server, for the host that has just started; the one for its forerunner goes first. */
function restartDev(url: string): Promise<unknown> {
  devServer = devServer.then(async () => {
    await closeDev?.();
    closeDev = await startDev(root, url, say);
  });
  return devServer;
}

/** Electron where it can be had and shown, else the browser host, which opens a window or prints its address. */
async function startClient(cloudUrl: string): Promise<Running> {
  const settings = { ...environment, SPORTELLO_CLOUD: cloudUrl };
  const electron = hasDisplay() && !dev ? await findElectron(root, say) : undefined;
  if (electron !== undefined) {
    await buildStale(BUNDLES, say);
    const asRoot = process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : [];
    say(`Opening Sportello in Electron …`);
    return startRunning([...asRoot, root], settings, say, electron);
  }
  if (!dev) await buildStale(['renderer'], say);
  const main = join(root, 'electron/browser/main.ts');
  // Node starts the host again when a file of the core changes; each start has an address of its own.
  return startRunning(dev ? ['--watch', '--watch-preserve-output', main, '--no-open'] : [main], settings, (line) => {
    if (!line.startsWith('SPORTELLO_URL=')) return say(line);
    const url = line.slice('SPORTELLO_URL='.length);
    if (dev) return void restartDev(url);
    const window = hasDisplay() && findBrowser() !== undefined;
    say(window ? 'Sportello is open in a browser window.' : `There is no display here. Open this address in a browser on this machine; it works until Sportello is stopped:\n\n  ${url}\n`);
  });
}

process.on('SIGINT', () => void stop(0));
process.on('SIGTERM', () => void stop(0));
process.on('SIGHUP', () => void stop(0));

try {
  if (!existsSync(join(root, 'cloud/main.ts'))) throw new Error('This checkout is not complete: cloud/main.ts is missing.');
  cloud = await startCloud(root, join(data, 'cloud'), say);
  client = await startClient(cloud.url);
  say(`\n${peopleTable()}\n\n${wayIn(cloud.url, (process.env['SMTP_URL'] ?? '') !== '')}\n\nThe cloud is at ${cloud.url} (its API: ${cloud.url}/docs). Ctrl+C stops everything; the data stays in ${data}\n`);
  const code = await client.exited;
  if (code === ALREADY_RUNNING) say('Nothing else to start.');
  else if (code !== 0 && stopping === undefined) console.error(`Sportello ended with ${code}:\n${client.tail()}`);
  await stop(code === ALREADY_RUNNING ? 0 : (code ?? 0));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  await stop(1);
}
