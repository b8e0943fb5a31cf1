import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { _electron, errors, type ElectronApplication, type Page } from 'playwright-core';
import { BUNDLES, buildStale } from '#scripts/build.ts';
import { testElectron } from '#scripts/electron-runtime.ts';
import type { LaunchOptions } from './browser.ts';
import { display } from './display.ts';
import { asNobody, giveAway, within } from './unprivileged.ts';

const source = fileURLToPath(new URL('../../', import.meta.url));
const relay = fileURLToPath(new URL('electron-fork-relay.cjs', import.meta.url));
const holdReady = fileURLToPath(new URL('electron-hold-ready.cjs', import.meta.url));

export interface LaunchedDesktop {
  readonly app: ElectronApplication;
  /** The main window. */
  readonly window: Page;
  /** What the shell and the core printed so far. */
  output(): string;
  /** Ends every process of the program with -9. */
  kill(): Promise<void>;
  /** Closes as a person would; the core ends with everything on disk. */
  stop(): Promise<void>;
}

type DesktopOptions = LaunchOptions;

/** What of this checkout runs in Electron. */
const PARTS = ['package.json', 'dist', 'resources', 'node_modules/better-sqlite3', 'node_modules/@napi-rs'];

/** Changes when a bundle does (scripts/bundles/freshness.ts). */
function builtFrom(): string {
  return source + BUNDLES.map((name) => readFileSync(join(source, '.cache/built', name), 'utf8')).join('');
}

/** A healthy start takes about 3 s here; under a full load 15. */
const START_LIMIT = 60_000;
const TRIES = 3;

/** Longer than the slowest healthy answer under a full load. */
const ANSWER_LIMIT = 30_000;

function inTime<T>(asked: Promise<T>, what = 'no answer'): Promise<T> {
  return Promise.race([asked, new Promise<never>((_resolve, reject) => setTimeout(() => reject(new errors.TimeoutError(`${ANSWER_LIMIT} ms: ${what}`)), ANSWER_LIMIT).unref())]);
}

/**
 * Playwright may lose its own hold on an Electron that is starting under load (electron-hold-ready.cjs takes away the cause
 * that is known): the launch never returns, or the page's debugger never answers. The program is asked behind Playwright's back; only when its
 * window says that it is well, or Playwright has lost the whole program, is it started again. A window that hangs by itself
 * fails the test, and so does a program that answers at none of three starts.
 */
async function attachedWindow(app: ElectronApplication): Promise<Page | undefined> {
  const window = await app.firstWindow();
  try {
    await inTime(window.evaluate(() => document.readyState));
    return window;
  } catch (lost) {
    const own = await inTime(
      app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript('document.readyState') as Promise<unknown>),
    );
    if (own !== 'complete') throw new Error(`The window does not answer, and says of itself: ${String(own)}`, { cause: lost });
    return undefined;
  }
}

/**
 * The real program: Electron's main process, sandboxed windows, and the core in a process of its own. As root it runs
 * as `nobody`, and `root` becomes theirs. Further arguments come after the app's folder, as links do.
 */
export async function launchDesktop(options: DesktopOptions): Promise<LaunchedDesktop> {
  await buildStale(BUNDLES, () => undefined);
  for (let tries = 1; ; tries++) {
    try {
      const app = await start(options);
      const launched = watched(app);
      const window = await attachedWindow(app).catch(async (error: unknown) => {
        await launched.kill();
        throw error;
      });
      if (window !== undefined) return { ...launched, app, window };
      await launched.kill();
    } catch (error) {
      if (!(error instanceof errors.TimeoutError) || tries === TRIES) throw error;
    }
    console.error(`Playwright lost the Electron that it had started; start ${tries + 1}`);
  }
}

async function start(options: DesktopOptions): Promise<ElectronApplication> {
  const runtime = await testElectron();
  mkdirSync(options.root, { recursive: true });
  giveAway(options.root);
  const home = mkdtempSync(join(tmpdir(), 'sportello-home-'));
  giveAway(home);
  return _electron.launch({
    timeout: START_LIMIT,
    executablePath: asNobody(join(within(runtime.folder), runtime.executable.slice(runtime.folder.length))),
    chromiumSandbox: true,
    args: ['-r', within(holdReady), ...(runtime.needsRelay ? ['-r', within(relay)] : []), within(source, PARTS, builtFrom()), ...(options.arguments ?? [])],
    cwd: home,
    env: {
      PATH: process.env['PATH'] ?? '',
      LANG: 'it_IT.UTF-8',
      HOME: home,
      DISPLAY: await display(),
      SPORTELLO_NODE: within(process.execPath),
      SPORTELLO_ROOT: options.root,
      SPORTELLO_CLOUD: options.cloudUrl,
      ...options.env,
    },
  });
}

function watched(app: ElectronApplication): Omit<LaunchedDesktop, 'app' | 'window'> {
  let output = '';
  const child = app.process();
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (data: Buffer) => (output += data.toString()));
  return {
    output: () => output,
    async kill() {
      const gone = child.exitCode === null && child.signalCode === null ? once(child, 'exit') : undefined;
      // Playwright starts it as the leader of a group of its own: windows, helpers and core are in it.
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
      await gone;
    },
    async stop() {
      // Playwright waits for ever, and a person would not.
      await inTime(app.close(), `the program does not end:\n${output}`);
    },
  };
}
