import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { startEngine } from '#core/engine.ts';
import type { Engine } from '#core/host.ts';
import type { OpenRequest } from '#shared/rpc/contract.ts';
import { buildName } from '#hosts/build-name.ts';
import { cloudUrl, keepersAddress } from '#hosts/cloud-url.ts';
import { createKnockLimit } from '#hosts/knock-limit.ts';
import { serveKnocks } from '#hosts/knock.ts';
import { openRequestOf } from '#hosts/link.ts';
import { profileRoot } from '#hosts/profile-root.ts';
import { failureSentence, systemLocale } from '#hosts/sentence.ts';
import { keepAddress, keptAddress, openAppWindow, type AppWindow, type KeptAddress } from './app-window.ts';
import { startBrowserHost, type BrowserHost } from './browser-host.ts';
import { findBrowser, hasDisplay } from './find-browser.ts';
import { browserPorts } from './host-ports.ts';
import { becomeInstance, type Instance, type Started } from './single-instance.ts';

/*
 * The plain-Node host: the same core and screens in a Chromium window, or behind a printed address.
 * node electron/browser/main.ts [--root FOLDER] [--cloud URL] [--no-open] [--new-ticket FILE | sportello://…]
 * Prints `SPORTELLO_URL=…` when it is ready. Exit codes: 0 stopped, 1 could not start, 3 already running on this root.
 */
const ALREADY_RUNNING = 3;
/** ms */
const HANDED_OVER = 5_000;
const PAGE_COMES_WITHIN = 15_000;
const source = fileURLToPath(new URL('../../', import.meta.url));

const { values } = parseArgs({
  options: { root: { type: 'string' }, cloud: { type: 'string' }, 'no-open': { type: 'boolean', default: false }, 'new-ticket': { type: 'string' } },
  allowPositionals: true,
});
const environment = { ...process.env, ...(values.root ? { SPORTELLO_ROOT: values.root } : {}), ...(values.cloud ? { SPORTELLO_CLOUD: values.cloud } : {}) };
const root = profileRoot(environment);

const ALONE: Instance = { release: () => Promise.resolve() };
let instance: Instance | undefined;
let engine: Engine | undefined;
let host: BrowserHost | undefined;
let knocks: { stop(): Promise<void> } | undefined;
let window: AppWindow | undefined;
let address: KeptAddress | undefined;
let stopping: Promise<void> | undefined;

/** In the order that keeps what was typed: no more calls, then the core with everything on disk, then the lock. */
function stop(code: number): Promise<void> {
  stopping ??= (async () => {
    window?.close();
    address?.forget();
    await knocks?.stop();
    await host?.stop();
    await engine?.stop();
    await instance?.release();
    process.exit(code);
  })();
  return stopping;
}

function show(): void {
  const browser = findBrowser(environment);
  if (address === undefined || values['no-open'] || browser === undefined || !hasDisplay(environment)) return;
  engine?.wake();
  window = openAppWindow(browser, address);
  const opened = Date.now();
  window.process.once('exit', () => {
    // A Chromium that ends at once handed its page over to one that was open already (a second start, or a window whose
    // host was killed): that page is still on its way. The program ends when its last window is closed.
    const grace = Date.now() - opened < HANDED_OVER ? PAGE_COMES_WITHIN : 500;
    void host?.whenEmpty(grace).then(() => stop(0));
  });
}

/** Asked for while the core was still starting. */
const early: OpenRequest[] = [];
const limit = createKnockLimit(() => Date.now());
/** OFF-06: what another program asks for waits in the core for a window; false where too much came at once. */
function openFromOutside(request: OpenRequest | undefined): boolean {
  if (request !== undefined && !limit.allows()) return false;
  if (request !== undefined && engine === undefined) early.push(request);
  else if (request !== undefined) engine?.open(request.screen, request.parameters);
  // Where a page is open already it takes the request; a window beside it would be one too many.
  if (request === undefined || host?.isEmpty() !== false) show();
  return true;
}

async function start(): Promise<void> {
  const started: Started = { argv: process.argv.slice(2), folder: process.cwd() };
  // A folder that takes no socket is told on the page (OFF-09); the profile's own lock still keeps a second core out.
  instance = await becomeInstance(root, started, (second) => void openFromOutside(second && openRequestOf(second.argv, second.folder))).catch(() => ALONE);
  if (instance === undefined) {
    console.log(`Sportello is already running on ${root}; its window was asked to show itself. Close it first to start another one on the same data.`);
    const kept = keptAddress(root);
    if (kept !== undefined && !hasDisplay(environment)) console.log(`Its address, until it is stopped:\n\n  ${kept}\n`);
    process.exit(ALREADY_RUNNING);
  }
  // package.json of this very checkout.
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string };
  engine = await startEngine({ root, cloudUrl: cloudUrl(environment), keepers: keepersAddress(environment), version, build: buildName(`${source}dist`), host: browserPorts() });
  host = await startBrowserHost(engine, `${source}dist/renderer`);
  address = keepAddress(host.url, root);
  const asked = openRequestOf(started.argv, started.folder);
  for (const request of asked === undefined ? early : [asked, ...early]) engine.open(request.screen, request.parameters);
  // A disk that takes no socket costs this way in, not the program; links and the command line remain.
  knocks = await serveKnocks({ root, tcp: process.env['SPORTELLO_KNOCK_TCP'] === '1', open: openFromOutside }).catch(() => undefined);
  console.log(`SPORTELLO_URL=${host.url}`);
  show();
}

process.once('SIGINT', () => void stop(0));
process.once('SIGTERM', () => void stop(0));
start().catch((error: unknown) => {
  console.error(failureSentence(error, systemLocale()));
  return stop(1);
});
