import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

export interface AppWindow {
  readonly process: ChildProcess;
  close(): void;
}

/**
 * Opens the program's window in a Chromium with a profile of its own under `root`. The address with the token stands in
 * a file that only this user can read: a command line can be read by every user of the machine.
 */
export function openAppWindow(browser: string, url: string, root: string): AppWindow {
  const folder = join(root, 'window');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const page = join(folder, 'open.html');
  rmSync(page, { force: true });
  writeFileSync(page, `<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="0;url=${url}"><title>Sportello</title>`, { mode: 0o600, flag: 'wx' });
  // Chromium's sandbox refuses to run as root; there is no other user to protect from on such a machine.
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox', '--test-type'] : [];
  const child = spawn(
    browser,
    [`--app=${pathToFileURL(page).href}`, `--user-data-dir=${join(folder, 'chromium')}`, '--no-first-run', '--no-default-browser-check', '--disable-background-networking', '--window-size=1280,800', ...asRoot],
    { stdio: 'ignore' },
  );
  // A browser that cannot start is told by its exit.
  child.on('error', () => undefined);
  return {
    process: child,
    close() {
      rmSync(page, { force: true });
      child.kill();
    },
  };
}
