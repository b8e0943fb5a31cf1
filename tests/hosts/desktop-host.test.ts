import { execFile } from 'node:child_process';
import { globSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Bridge } from '#shared/rpc/bridge.ts';
import { launchDesktop, type LaunchedDesktop } from '#tests/harness/desktop.ts';
import { giveAway } from '#tests/harness/unprivileged.ts';

/* The real program in a real Electron, signed out, with a cloud that is not there: what must hold of the shell itself. */
const root = mkdtempSync(join(tmpdir(), 'sportello-desktop-'));
const NOWHERE = 'http://127.0.0.1:9';
/** Stands where the system's opener is found, and notes what it was asked to open. */
const opener = mkdtempSync(join(tmpdir(), 'sportello-opener-'));
const opened = join(opener, 'opened');
writeFileSync(join(opener, 'xdg-open'), `#!/bin/sh\necho "$1" >> '${opened}'\n`, { mode: 0o755 });
giveAway(opener);
let desktop: LaunchedDesktop;
let page: Page;

declare global {
  interface Window {
    readonly sportello: Bridge;
    heard?: unknown[];
  }
}

beforeAll(async () => {
  desktop = await launchDesktop({ root, cloudUrl: NOWHERE, env: { PATH: `${opener}:${process.env['PATH'] ?? ''}` } });
  page = desktop.window;
  await page.getByRole('textbox').first().waitFor();
});
afterAll(() => desktop.kill());

test('A window has the bridge, and nothing of Node or Electron', async () => {
  expect(await page.evaluate(() => [typeof window.sportello.invoke, typeof window.sportello.subscribe, Object.keys(window.sportello).length])).toEqual(['function', 'function', 2]);
  expect(await page.evaluate(() => ['require', 'process', 'module', 'electron', 'ipcRenderer', 'Buffer'].filter((name) => name in globalThis))).toEqual([]);
});

test('The renderer’s process is in Chromium’s sandbox', async () => {
  const pid = await desktop.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId());
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  // 2: a seccomp filter stands between it and the system.
  expect(/^Seccomp:\s+(\d)$/m.exec(status)?.[1]).toBe('2');
});

test('The page comes from app:// under the policy, and what is injected does not run', async () => {
  const policy = await page.evaluate(async () => (await fetch('/')).headers.get('content-security-policy'));
  expect(policy).toMatch(/default-src 'none'.*'nonce-/);
  const ran = await page.evaluate(async () => {
    const script = document.createElement('script');
    script.textContent = 'document.body.dataset.injected = "yes"';
    document.body.append(script);
    const style = document.createElement('style');
    style.textContent = 'body { --injected: yes }';
    document.body.append(style);
    await new Promise((resolve) => setTimeout(resolve, 50));
    return [document.body.dataset['injected'] ?? 'no', getComputedStyle(document.body).getPropertyValue('--injected')];
  });
  expect(ran).toEqual(['no', '']);
});

test('No file outside the renderer’s folder is served, whatever the address', async () => {
  const statuses = await page.evaluate(() =>
    Promise.all(['/../package.json', '/..%2fpackage.json', '/%2e%2e/desktop/main.cjs', '/assets/../../build.txt'].map(async (path) => (await fetch(path)).status)),
  );
  expect(statuses).toEqual([404, 404, 404, 404]);
});

test('A window stays where it is: no navigation, no stranger’s window, no permission, no network of its own', async () => {
  const reached = await page.evaluate(() => Promise.all(['https://example.com/', 'http://127.0.0.1:9/', 'file:///etc/passwd'].map((url) => fetch(url).then(() => url, () => 'no'))));
  expect(reached).toEqual(['no', 'no', 'no']);
  expect(await page.evaluate(() => Notification.permission)).toBe('denied');
  expect(await page.evaluate(() => navigator.mediaDevices.getUserMedia({ audio: true }).then(() => 'given', () => 'denied'))).toBe('denied');
  expect(desktop.app.windows().length).toBe(1);
  // In a window of its own: Playwright waits for ever for a navigation that was refused.
  const victim = await openDocument();
  for (const target of ['https://example.com/', 'file:///etc/passwd', 'app://elsewhere/', '/index.html']) {
    await victim.evaluate((address) => void (location.href = address), target);
    await wait(100);
    expect(victim.url()).toBe('app://sportello/?screen=help');
  }
  await closeDocument(victim);
});

test('A link to the outside opens the system’s program for https and mailto, and nothing for any other address', async () => {
  await page.evaluate(() => ['file:///etc/passwd', 'javascript:alert(1)', 'http://example.com/', 'smb://server/share', 'https://example.com/guida?a=1&b=$(id)', 'mailto:assistenza@example.it'].forEach((url) => window.open(url)));
  await expect.poll(() => readFileSync(opened, 'utf8').split('\n').filter(Boolean).sort()).toEqual(['https://example.com/guida?a=1&b=$(id)', 'mailto:assistenza@example.it']);
  expect(desktop.app.windows().length).toBe(1);
});

async function openDocument(): Promise<Page> {
  const [document] = await Promise.all([desktop.app.waitForEvent('window'), page.evaluate(() => void window.open('?screen=help', '_blank', 'popup'))]);
  await document.waitForFunction(() => 'sportello' in window);
  return document;
}
/** Through the shell: a page with a refused navigation does not answer Playwright's own close. */
async function closeDocument(document: Page): Promise<void> {
  await Promise.all([document.waitForEvent('close'), desktop.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().find((window) => window.webContents.getURL().includes('?screen='))?.close())]);
}

test('LST-06: a document opens in a window of its own, with the same locks and its own line to the core', async () => {
  const document = await openDocument();
  expect(new URL(document.url()).search).toBe('?screen=help');
  expect(await document.evaluate(() => window.sportello.invoke('app.info', {}).then((info) => (info as { host: string }).host))).toBe('desktop');
  await closeDocument(document);
});

test('A call that is refused comes back as a code, and one that is no method too', async () => {
  const refused = await page.evaluate(() => window.sportello.invoke('no.such', {}).then(() => 'answered', (error: unknown) => error));
  expect(refused).toMatchObject({ code: expect.any(String), message: expect.any(String) });
});

/** The process that runs the core: a child of the shell. */
function corePid(): number | undefined {
  const shell = desktop.app.process().pid;
  for (const file of globSync('/proc/[0-9]*/status')) {
    try {
      const status = readFileSync(file, 'utf8');
      if (Number(/^PPid:\s+(\d+)$/m.exec(status)?.[1]) !== shell) continue;
      const command = readFileSync(file.replace(/status$/, 'cmdline'), 'utf8');
      if (command.includes('core-process.js') || command.includes('node.mojom.NodeService')) return Number(/^Pid:\s+(\d+)$/m.exec(status)?.[1]);
    } catch {
      // A process that ended while we looked.
    }
  }
  return undefined;
}

test('A killed core is started again: the window stays, says so, keeps what was typed, and goes on', async () => {
  const first = corePid();
  expect(first).toBeDefined();
  await page.getByRole('textbox').first().fill('mario.rossi@rossisrl.example');
  await page.evaluate(() => {
    window.heard = [];
    window.sportello.subscribe('connection', (state) => window.heard?.push(state));
  });
  process.kill(first ?? 0, 'SIGKILL');
  await page.waitForFunction(() => window.heard?.includes('open'), undefined, { timeout: 20_000 });
  expect(await page.evaluate(() => window.heard)).toEqual(['lost', 'open']);
  expect(corePid()).not.toBe(first);
  expect(await page.evaluate(() => window.sportello.invoke('app.info', {}).then((info) => (info as { version: string }).version))).toBe('0.1.0');
  expect(await page.getByRole('textbox').first().inputValue()).toBe('mario.rossi@rossisrl.example');
});

test('A second start on the same data ends at once, shows the first one’s window and hands its link over (OFF-06)', async () => {
  await page.evaluate(() => {
    window.heard = [];
    window.sportello.subscribe('open', () => void window.sportello.invoke('app.takeOpens', {}).then((taken) => window.heard?.push(...(taken as unknown[]))));
  });
  const command = readFileSync(`/proc/${desktop.app.process().pid}/cmdline`, 'utf8').split('\0').filter((part) => part !== '' && !part.startsWith('--inspect') && !part.startsWith('--remote-debugging'));
  const environment = Object.fromEntries(readFileSync(`/proc/${desktop.app.process().pid}/environ`, 'utf8').split('\0').map((line) => line.split(/=(.*)/s).slice(0, 2)));
  const [program = '', ...args] = command;
  const asRoot = process.getuid?.() === 0 ? ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups', '--', program] : [program];
  const start = (link: string) =>
    new Promise<number>((resolve) => {
      const child = execFile(asRoot[0] ?? '', [...asRoot.slice(1), ...args, link], { env: environment, cwd: environment['HOME'] ?? '/' }, () => resolve(child.exitCode ?? -1));
    });
  expect(await start('sportello://ticket/new?program=Business&title=Stampa')).toBe(0);
  await page.waitForFunction(() => window.heard?.length === 1);
  expect(await start('sportello://ticket/new?send=now')).toBe(0);
  await wait(300);
  expect(await page.evaluate(() => window.heard)).toEqual([{ screen: 'ticket.new', parameters: { program: 'Business', title: 'Stampa' } }]);
});

/** What is still there of the group that Playwright started the program in. */
function groupOf(leader: number | undefined): string[] {
  return globSync('/proc/[0-9]*/stat').filter((file) => {
    try {
      // After the name in brackets: state, parent, group. A zombie (Z) has ended and waits for its parent to notice.
      const [state, , group] = readFileSync(file, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
      return Number(group) === leader && state !== 'Z';
    } catch {
      return false;
    }
  });
}

const shellFailures = () => readFileSync(join(root, 'events.log'), 'utf8').split('\n').filter((line) => line.includes('shell.failed'));

test('An error of the shell that nobody caught is in the event log, and stops nothing', async () => {
  await desktop.app.evaluate(() => void setTimeout(() => { throw new Error('planted'); }));
  await expect.poll(shellFailures).toEqual([expect.stringContaining('Error: planted')]);
  expect(await page.evaluate(() => window.sportello.invoke('app.info', {}).then(() => 'answers'))).toBe('answers');
});

test('Closing ends the program and all its processes, with the data left, also while the core still counts what leaves', async () => {
  const shell = desktop.app.process().pid;
  await desktop.app.evaluate(({ app }) => {
    // electron-fork-relay.cjs
    const { relayedCore } = globalThis as unknown as { relayedCore: NodeJS.EventEmitter };
    app.once('before-quit', () => relayedCore.emit('message', { kind: 'badge', count: 3 }));
  });
  await desktop.stop();
  await expect.poll(() => groupOf(shell)).toEqual([]);
  expect(shellFailures()).toHaveLength(1);
  expect(globSync('*', { cwd: root })).toContain('device.json');
});
