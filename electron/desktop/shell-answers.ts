import { isAbsolute } from 'node:path';
import { BrowserWindow, safeStorage } from 'electron';
import { captureOwnWindow, takeFrontPicture } from './capture.ts';
import type { Ask } from './core-messages.ts';
import { SafeShell } from './safe-shell.ts';

/**
 * Encryption by the system's account. On Linux Electron calls it available with the backend `basic_text` too, which is
 * clear text under another name: refused (electron-here.md, safeStorage).
 */
export function hasEncryption(): boolean {
  if (!safeStorage.isEncryptionAvailable()) return false;
  return process.platform !== 'linux' || !['basic_text', 'unknown'].includes(safeStorage.getSelectedStorageBackend());
}

function print(): Promise<boolean> {
  const window = BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows()[0];
  if (window === undefined) return Promise.resolve(false);
  return new Promise((resolve) => window.webContents.print({}, (success) => resolve(success)));
}

/** Answers what the core asks of the shell. Throws what Electron throws; the core gets its message. */
export async function answerCore(ask: Ask): Promise<boolean | string | Uint8Array> {
  switch (ask.port) {
    case 'openFile':
      return isAbsolute(ask.path) && SafeShell.openFile(ask.path);
    case 'openExternal':
      return SafeShell.openExternal(ask.url);
    case 'print':
      return print();
    case 'capture':
      return (ask.of === 'window' ? await captureOwnWindow() : takeFrontPicture()) ?? false;
    case 'encrypt':
      return new Uint8Array(safeStorage.encryptString(ask.plain));
    case 'decrypt':
      return safeStorage.decryptString(Buffer.from(ask.cipher));
  }
}
