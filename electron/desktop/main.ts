import { join } from 'node:path';
import { app, dialog, globalShortcut, Notification, powerMonitor, session, type Tray } from 'electron';
import { buildName } from '#hosts/build-name.ts';
import { cloudUrl, keepersAddress } from '#hosts/cloud-url.ts';
import { createKnockLimit } from '#hosts/knock-limit.ts';
import { serveKnocks } from '#hosts/knock.ts';
import { openRequestOf, parseLink } from '#hosts/link.ts';
import { profileRoot } from '#hosts/profile-root.ts';
import { writableFolder } from '#hosts/writable-folder.ts';
import type { OpenRequest } from '#shared/rpc/contract.ts';
import { askAboutFrontWindow, FRONT_WINDOW_KEYS } from './capture.ts';
import { CoreSupervisor } from './core-supervisor.ts';
import { setMenu } from './menu.ts';
import { declareScheme, servePages } from './page-protocol.ts';
import { SafeShell } from './safe-shell.ts';
import { lockNavigation, lockSession } from './security.ts';
import { showTray } from './tray.ts';
import { noUpdateAtSessionEnd, startUpdates } from './updater.ts';
import { openDocumentWindow, serveLines, showMainWindow } from './windows.ts';
import { word } from './words.ts';

/* The desktop host: windows, links, tray, updates. All the work is the core's, in a process of its own. */
const dist = join(import.meta.dirname, '..');
const resources = app.isPackaged ? process.resourcesPath : join(dist, '..', 'resources');
const root = profileRoot();
const keepers = keepersAddress();

declareScheme();
// As root Chromium has no sandbox to enable: there the two together make every child crash in a loop (electron-here.md).
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
app.setPath('userData', writableFolder(join(root, 'shell')));
app.setAppUserModelId('it.sportello.desk');

let tray: Tray | undefined;
let stopped = false;
let knocks: { stop(): Promise<void> } | undefined;

const core = new CoreSupervisor(
  { root, cloudUrl: cloudUrl(), keepers, version: app.getVersion(), build: buildName(dist) },
  {
    ready: () => lines.all(),
    lost: () => lines.lost(),
    badge(count) {
      app.setBadgeCount(count);
      tray?.setToolTip(count === 0 ? 'Sportello' : `Sportello: ${word('badge').replace('{{count}}', String(count))}`);
    },
    notify(title, body, request) {
      const notice = new Notification({ title, body });
      notice.on('click', () => open(request));
      notice.show();
    },
    failed(sentence) {
      // OFF-09: no core, no page: the words, another try, and the way to who keeps the program.
      const ways = [word('core.failed.again'), ...(keepers === null ? [] : [word('core.failed.write')]), word('menu.quit')];
      const detail = [sentence || word('core.failed.unknown'), ...(keepers === null ? [] : [keepers])].join('\n\n');
      const chosen = dialog.showMessageBoxSync({ type: 'error', title: 'Sportello', message: word('core.failed.title'), detail, buttons: ways, defaultId: 0, cancelId: ways.length - 1, noLink: true });
      if (chosen === 0) app.relaunch();
      else if (chosen < ways.length - 1) return void SafeShell.openExternal(`mailto:${keepers}?subject=Sportello&body=${encodeURIComponent(`\n\n${detail}`)}`).finally(() => app.exit(1));
      app.exit(1);
    },
  },
);
const lines = serveLines((frame) => core.connect(frame));

/** A link is shown, never acted upon: the core tells the windows which screen was asked for. */
function open(request: OpenRequest | undefined): void {
  showMainWindow();
  if (request !== undefined) core.open(request);
}
const limit = createKnockLimit(() => Date.now());
/** The same for what comes from other programs, which may come without end; false where it was too much. */
function openFromOutside(request: OpenRequest | undefined): boolean {
  if (request !== undefined && !limit.allows()) return false;
  open(request);
  return true;
}

async function start(): Promise<void> {
  await app.whenReady();
  lockSession(session.defaultSession);
  lockNavigation(openDocumentWindow);
  servePages(join(dist, 'renderer'));
  setMenu();
  app.on('browser-window-created', (_event, window) => noUpdateAtSessionEnd(window));
  core.start();
  open(openRequestOf(process.argv, process.cwd()));
  // A disk that takes no socket costs this way in, not the program; links and the command line remain.
  knocks = await serveKnocks({ root, tcp: process.env['SPORTELLO_KNOCK_TCP'] === '1', open: openFromOutside }).catch(() => undefined);
  tray = showTray(resources, showMainWindow, open);
  // Another program may have the keys; then this way in is not there, and the tray's is.
  globalShortcut.register(FRONT_WINDOW_KEYS, () => void askAboutFrontWindow(open));
  powerMonitor.on('resume', () => core.wake());
  app.on('browser-window-focus', () => core.wake());
  app.on('activate', showMainWindow);
  if (app.isPackaged) app.setAsDefaultProtocolClient('sportello');
  startUpdates();
}

app.on('second-instance', (_event, argv, folder) => void openFromOutside(openRequestOf(argv, folder)));
app.on('open-url', (event, link) => {
  event.preventDefault();
  openFromOutside(parseLink(link));
});
app.on('window-all-closed', () => {
  if (process.platform !== 'darwin') app.quit();
});
app.on('before-quit', (event) => {
  if (stopped) return;
  event.preventDefault();
  tray?.destroy();
  // The core still counts what leaves until it ends, and a tray that is gone throws.
  tray = undefined;
  globalShortcut.unregisterAll();
  void Promise.all([core.stop(), knocks?.stop()]).then(() => {
    stopped = true;
    app.quit();
  });
});
// Electron's own answer is a dialog in English, and a quit that waits for it. The person finds it in the event log.
process.on('uncaughtException', (error) => {
  console.error(error);
  core.shellFailed(error);
});
// A second start shows the first one's window and hands over what it was asked to open.
if (app.requestSingleInstanceLock()) void start();
else app.exit(0);
