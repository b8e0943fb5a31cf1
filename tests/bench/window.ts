import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { JSHandle } from 'playwright-core';
import { build } from 'vite';
import { launchBrowser, type LaunchedBrowser, type LaunchOptions } from '#tests/harness/browser.ts';
import type { Bridge } from '#shared/rpc/bridge.ts';
import { buildStale } from '#scripts/build.ts';

/** The screens as they are shipped; the browser host serves them from dist/. */
export async function buildScreens(): Promise<void> {
  await buildStale(['renderer'], () => undefined);
}

/** A window on that root whose list shows its first row. */
export async function openList(options: LaunchOptions): Promise<LaunchedBrowser> {
  const window = await launchBrowser(options);
  try {
    await window.page.locator('[role="grid"] [aria-selected="true"]').waitFor({ timeout: 60_000 });
    return window;
  } catch (error) {
    await window.kill();
    throw error;
  }
}

/** The page's own way to the core (renderer/bridge-socket.ts), opened once more beside the screens'. */
export async function bridgeOf({ page }: LaunchedBrowser): Promise<JSHandle<Bridge>> {
  const made = await build({
    configFile: false,
    logLevel: 'warn',
    build: { write: false, lib: { entry: fileURLToPath(new URL('../../renderer/bridge-socket.ts', import.meta.url)), formats: ['iife'], name: 'socket' } },
  });
  const [bundle] = Array.isArray(made) ? made : [];
  const code = bundle?.output[0].code;
  if (code === undefined) throw new Error('the bridge could not be built');
  return page.evaluateHandle<Bridge>(`(() => { ${code}; return socket.connectBySocket(new URL('rpc', document.baseURI)); })()`);
}

/** What the core and the pages of a window hold, in bytes. */
export interface Held {
  readonly core: number;
  readonly pages: number;
}

/** Memory as Linux shares it out among processes (Pss); the pages' garbage is collected first. Null on other systems. */
export async function memoryOf(window: LaunchedBrowser): Promise<Held | null> {
  const browser = window.context.browser();
  if (process.platform !== 'linux' || browser === null || window.process.pid === undefined) return null;
  const page = await window.context.newCDPSession(window.page);
  await page.send('HeapProfiler.collectGarbage');
  const { processInfo } = await (await browser.newBrowserCDPSession()).send('SystemInfo.getProcessInfo');
  const pages = await Promise.all(processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => shareOf(id)));
  return { core: await shareOf(window.process.pid), pages: pages.reduce((sum, share) => sum + share, 0) };
}

async function shareOf(pid: number): Promise<number> {
  const kib = /^Pss:\s+(\d+) kB$/m.exec(await readFile(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1];
  if (kib === undefined) throw new Error(`the memory of ${pid} is not told`);
  return Number(kib) * 1024;
}
