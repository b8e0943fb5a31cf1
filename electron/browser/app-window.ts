import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { writableFolder } from '#hosts/writable-folder.ts';

export interface AppWindow {
  readonly process: ChildProcess;
  close(): void;
}

/**
 * Writes the address with the token where only this user can read it: a command line can be read by every user of the
 * machine. The page takes a browser there; a second start finds in it where the first one serves.
 */
export function keepAddress(url: string, root: string): KeptAddress {
  const folder = writableFolder(join(root, 'window'));
  const page = join(folder, 'open.html');
  rmSync(page, { force: true });
  writeFileSync(page, `<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="0;url=${url}"><title>Sportello</title>`, { mode: 0o600, flag: 'wx' });
  return { page, folder, forget: () => rmSync(page, { force: true }) };
}

export interface KeptAddress {
  readonly page: string;
  /** The window's own. */
  readonly folder: string;
  forget(): void;
}

/** The address that a running program keeps for this root; undefined when there is none. */
export function keptAddress(root: string): string | undefined {
  try {
    return /url=([^"]+)"/.exec(readFileSync(join(root, 'window', 'open.html'), 'utf8'))?.[1];
  } catch {
    return undefined;
  }
}

/** Opens the program's window on that page, in a Chromium with a profile of its own beside it. */
export function openAppWindow(browser: string, { page, folder }: KeptAddress): AppWindow {
  // Chromium's sandbox refuses to run as root; there is no other user to protect from on such a machine.
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox', '--test-type'] : [];
  const child = spawn(
    browser,
    [`--app=${pathToFileURL(page).href}`, `--user-data-dir=${join(folder, 'chromium')}`, '--no-first-run', '--no-default-browser-check', '--disable-background-networking', '--disable-features=Translate', '--window-size=1280,800', ...asRoot],
    { stdio: 'ignore' },
  );
  // A browser that cannot start is told by its exit.
  child.on('error', () => undefined);
  return { process: child, close: () => void child.kill() };
}
