import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { findBrowser } from '#browser/find-browser.ts';

const main = fileURLToPath(new URL('../../electron/browser/main.ts', import.meta.url));

export interface LaunchOptions {
  /** The folder above all profiles; kept between launches, so that a second one finds what the first left. */
  readonly root: string;
  readonly cloudUrl: string;
  readonly env?: Readonly<Record<string, string>>;
  /** After our own on the command line: a link, or `--new-ticket` with a file (OFF-06). */
  readonly arguments?: readonly string[];
}
export interface LaunchedBrowser {
  readonly page: Page;
  readonly context: BrowserContext;
  /** The browser host: plain Node with the core in it. */
  readonly process: ChildProcess;
  /** The address with the token: another page may open it. */
  readonly url: string;
  /** What the host printed so far. */
  output(): string;
  /** Ends host and browser with -9, as a power cut would: nothing gets to tidy up. */
  kill(): Promise<void>;
  /** Closes as a person would: the window, then SIGINT to the host. Resolves with its exit code. */
  stop(): Promise<number | null>;
}

/** Debian's Chromium, the one named by SPORTELLO_CHROMIUM, or an installed Chrome or Edge. Throws a sentence when there is none. */
export async function openChromium(): Promise<Browser> {
  const executablePath = findBrowser();
  if (executablePath === undefined || !existsSync(executablePath)) throw new Error('No Chromium, Chrome or Edge on this machine: apt-get install chromium, or name one in SPORTELLO_CHROMIUM');
  return chromium.launch({ executablePath, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });
}

export interface LaunchedHost {
  readonly process: ChildProcess;
  readonly url: string;
  output(): string;
  /** Resolves with the exit code, null after a signal. */
  readonly exited: Promise<number | null>;
}

/** Starts electron/browser/main.ts without a window. Rejects with what it printed when it ends before it is ready. */
export async function launchHost(options: LaunchOptions): Promise<LaunchedHost> {
  const child = spawn(process.execPath, [main, '--root', options.root, '--cloud', options.cloudUrl, '--no-open', ...(options.arguments ?? [])], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...options.env },
  });
  let output = '';
  const exited = new Promise<number | null>((resolve) => child.once('close', resolve));
  const url = await new Promise<string>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', (line) => {
        output += `${line}\n`;
        if (line.startsWith('SPORTELLO_URL=')) resolve(line.slice('SPORTELLO_URL='.length));
      });
    }
    child.once('error', reject);
    void exited.then((code) => reject(new Error(`The browser host ended with ${code} before it was ready:\n${output}`)));
  });
  return { process: child, url, output: () => output, exited };
}

/** The whole program in the browser host: core in plain Node, screens in a Chromium that Playwright drives. */
export async function launchBrowser(options: LaunchOptions): Promise<LaunchedBrowser> {
  const host = await launchHost(options);
  const browser = await openChromium();
  const context = await browser.newContext({ viewport: { width: 1280, height: 720 }, locale: 'it-IT', acceptDownloads: true });
  const page = await context.newPage();
  await page.goto(host.url);
  await page.waitForURL((url) => !url.searchParams.has('token'));
  return {
    page,
    context,
    process: host.process,
    url: host.url,
    output: host.output,
    async kill() {
      host.process.kill('SIGKILL');
      await host.exited;
      await browser.close();
    },
    async stop() {
      await browser.close();
      host.process.kill('SIGINT');
      return host.exited;
    },
  };
}
