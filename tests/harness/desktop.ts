import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import { BUNDLES, buildStale } from '#scripts/build.ts';
import { testElectron } from '#scripts/electron-runtime.ts';
import type { LaunchOptions } from './browser.ts';
import { display } from './display.ts';
import { asNobody, giveAway, within } from './unprivileged.ts';

const source = fileURLToPath(new URL('../../', import.meta.url));
const relay = fileURLToPath(new URL('electron-fork-relay.cjs', import.meta.url));

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

/** What of this checkout runs in Electron. */
const PARTS = ['package.json', 'dist', 'resources', 'node_modules/better-sqlite3', 'node_modules/@napi-rs'];

/** Changes when a bundle does (scripts/bundles/freshness.ts). */
function builtFrom(): string {
  return source + BUNDLES.map((name) => readFileSync(join(source, '.cache/built', name), 'utf8')).join('');
}

/**
 * The real program: Electron's main process, sandboxed windows, and the core in a process of its own. As root it runs
 * as `nobody`, and `root` becomes theirs. Further arguments come after the app's folder, as links do.
 */
export async function launchDesktop(options: LaunchOptions & { readonly arguments?: readonly string[] }): Promise<LaunchedDesktop> {
  await buildStale(BUNDLES, () => undefined);
  const runtime = await testElectron();
  mkdirSync(options.root, { recursive: true });
  giveAway(options.root);
  const home = mkdtempSync(join(tmpdir(), 'sportello-home-'));
  giveAway(home);
  const app = await _electron.launch({
    executablePath: asNobody(join(within(runtime.folder), runtime.executable.slice(runtime.folder.length))),
    chromiumSandbox: true,
    args: [...(runtime.needsRelay ? ['-r', within(relay)] : []), within(source, PARTS, builtFrom()), ...(options.arguments ?? [])],
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
  let output = '';
  const child = app.process();
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (data: Buffer) => (output += data.toString()));
  const window = await app.firstWindow();
  return {
    app,
    window,
    output: () => output,
    async kill() {
      const gone = child.exitCode === null && child.signalCode === null ? once(child, 'exit') : undefined;
      // Playwright starts it as the leader of a group of its own: windows, helpers and core are in it.
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
      await gone;
    },
    stop: () => app.close(),
  };
}
