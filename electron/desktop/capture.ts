import { BrowserWindow, desktopCapturer, screen, type NativeImage } from 'electron';
import type { OpenRequest } from '#shared/rpc/contract.ts';
import { word } from './words.ts';

/** The picture that waits for its form; one at a time, and only until it is asked for. */
let front: Uint8Array | undefined;

function png(image: NativeImage): Uint8Array | undefined {
  return image.isEmpty() ? undefined : new Uint8Array(image.toPNG());
}

/** Our own window as the person sees it, the one that has the focus first. Nothing is kept of it here. */
export async function captureOwnWindow(): Promise<Uint8Array | undefined> {
  const window = BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows().find((one) => one.isVisible());
  return window === undefined ? undefined : png(await window.webContents.capturePage());
}

/** The keys that work over every program. */
export const FRONT_WINDOW_KEYS = 'CommandOrControl+Alt+F12';

/**
 * OFF-07: a picture of the window that stands in front on the whole screen, whichever program's, and the form about it;
 * the systems list windows from the front. Where the system shows no windows to a program (a Wayland desktop, macOS
 * without the person's leave) the form comes without a picture, and says so.
 */
export async function askAboutFrontWindow(open: (request: OpenRequest) => void): Promise<void> {
  const own = BrowserWindow.getFocusedWindow();
  let name = own?.getTitle() ?? '';
  if (own !== null) {
    front = await captureOwnWindow();
  } else {
    const { size, scaleFactor } = screen.getDisplayNearestPoint(screen.getCursorScreenPoint());
    const thumbnailSize = { width: Math.round(size.width * scaleFactor), height: Math.round(size.height * scaleFactor) };
    const sources = await desktopCapturer.getSources({ types: ['window'], thumbnailSize }).catch(() => []);
    const found = sources.find((source) => !source.thumbnail.isEmpty());
    front = found && png(found.thumbnail);
    name = found?.name ?? '';
  }
  const title = name.replace(/\p{Cc}/gu, ' ').slice(0, 200).trim();
  open({ screen: 'ticket.new', parameters: { picture: 'front', screen: title || word('shortcut.window'), at: String(Date.now()) } });
}

/** Hands out the picture of the shortcut, once. */
export function takeFrontPicture(): Uint8Array | undefined {
  const taken = front;
  front = undefined;
  return taken;
}
