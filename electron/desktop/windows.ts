import { join } from 'node:path';
import { BrowserWindow, ipcMain, type WebFrameMain } from 'electron';
import { ORIGIN } from './page-protocol.ts';

const preload = join(import.meta.dirname, 'preload.cjs');

function open(address: string, width: number, height: number): void {
  const window = new BrowserWindow({
    width,
    height,
    minWidth: 720,
    minHeight: 480,
    show: false,
    autoHideMenuBar: true,
    title: 'Sportello',
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      // Off the network: on Linux Chromium would fetch dictionaries; the systems' own checkers are used elsewhere.
      spellcheck: process.platform !== 'linux',
    },
  });
  window.once('ready-to-show', () => window.show());
  void window.loadURL(address);
}

/** Shows the window with the menu and the tabs: the one there is, or a new one (then true: it has no line yet). */
export function showMainWindow(): boolean {
  const main = BrowserWindow.getAllWindows().find((window) => new URL(window.webContents.getURL() || ORIGIN).search === '');
  if (main === undefined) {
    open(`${ORIGIN}/`, 1280, 800);
    return true;
  }
  if (main.isMinimized()) main.restore();
  main.show();
  main.focus();
  return false;
}

/** LST-06: a document in a window of its own; `address` is a page of ours with `?screen=…`. */
export function openDocumentWindow(address: string): void {
  open(`${ORIGIN}/${new URL(address).search}`, 1100, 760);
}

/** The frame that may have the core's port: the window's main one, at the exact origin (security.md, Desktop). */
function trusted(window: BrowserWindow): WebFrameMain | undefined {
  const frame = window.webContents.mainFrame;
  return !window.isDestroyed() && frame.origin === ORIGIN ? frame : undefined;
}

/** Hands out lines to the core: when a page asks for one, and to every page when there is a new core. */
export function serveLines(connect: (frame: WebFrameMain) => void): { all(): void; lost(): void } {
  ipcMain.on('core:connect', (event) => {
    const window = BrowserWindow.fromWebContents(event.sender);
    const frame = window === null ? undefined : trusted(window);
    if (frame !== undefined && event.senderFrame === frame) connect(frame);
  });
  const frames = () => BrowserWindow.getAllWindows().map(trusted).filter((frame) => frame !== undefined);
  return {
    all: () => frames().forEach(connect),
    lost: () => frames().forEach((frame) => frame.postMessage('core:lost', null)),
  };
}
