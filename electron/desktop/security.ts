import { app, type Session, type WebContents } from 'electron';
import { ORIGIN } from './page-protocol.ts';
import { SafeShell } from './safe-shell.ts';

/** Whether the address is a page of ours: the exact origin, not a prefix of its text. */
export function isOurPage(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  return `${url.protocol}//${url.host}` === ORIGIN;
}

/** A session without permissions and without a network: all that a window needs comes by app:// and through the core. */
export function lockSession(session: Session): void {
  // Copying text that the person chose is the one thing that a page may do beyond itself.
  const allowed = (permission: string, address: string) => permission === 'clipboard-sanitized-write' && isOurPage(address);
  session.setPermissionRequestHandler((contents, permission, answer) => answer(allowed(permission, contents.getURL())));
  session.setPermissionCheckHandler((_contents, permission, origin) => allowed(permission, origin));
  session.setDevicePermissionHandler(() => false);
  session.webRequest.onBeforeRequest({ urls: ['http://*/*', 'https://*/*', 'ws://*/*', 'wss://*/*', 'file://*/*', 'ftp://*/*'] }, (_details, answer) => answer({ cancel: true }));
}

/** Locks every page that comes to be: it stays where it is, and opens documents of ours in windows of ours only. */
export function lockNavigation(openDocument: (address: string) => void): void {
  app.on('web-contents-created', (_event, contents: WebContents) => {
    contents.on('will-navigate', (event) => event.preventDefault());
    contents.on('will-redirect', (event) => event.preventDefault());
    contents.on('will-frame-navigate', (event) => event.preventDefault());
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(({ url }) => {
      if (isOurPage(url)) openDocument(url);
      else void SafeShell.openExternal(url);
      return { action: 'deny' };
    });
  });
}
