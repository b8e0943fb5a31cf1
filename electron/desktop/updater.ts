import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { app, type BrowserWindow } from 'electron';
import { autoUpdater } from 'electron-updater';

const ASK_EVERY = 6 * 3_600_000;

/** Looks for a newer version now and then; it is installed when the program is closed. Only in a package that names a place to ask. */
export function startUpdates(): void {
  if (!app.isPackaged || !existsSync(join(process.resourcesPath, 'app-update.yml'))) return;
  // No network, or nothing there: the next time will do. Nobody asked, so nobody is told.
  const ask = () => void autoUpdater.checkForUpdates().catch(() => undefined);
  ask();
  setInterval(ask, ASK_EVERY).unref();
}

/**
 * Windows ending the session kills an installer half-way and leaves a broken program: then no update on this exit
 * (OFF-05; electron-here.md, electron-updater). The next start asks again.
 */
export function noUpdateAtSessionEnd(window: BrowserWindow): void {
  if (process.platform !== 'win32') return;
  const stay = () => {
    autoUpdater.autoInstallOnAppQuit = false;
  };
  window.on('query-session-end', stay);
  window.on('session-end', stay);
}
