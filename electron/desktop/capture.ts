import { BrowserWindow, desktopCapturer, screen, type NativeImage } from 'electron';

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

/**
 * OFF-07: the window that stands in front on the whole screen, whichever program's; the systems list windows from the
 * front. Our own are captured as such. Where the system shows no windows to a program (a Wayland desktop, macOS without
 * the person's leave) there is none, and the form comes without a picture.
 */
export async function captureFrontWindow(): Promise<boolean> {
  if (BrowserWindow.getFocusedWindow() !== null) {
    front = await captureOwnWindow();
  } else {
    const { size, scaleFactor } = screen.getDisplayNearestPoint(screen.getCursorScreenPoint());
    const thumbnailSize = { width: Math.round(size.width * scaleFactor), height: Math.round(size.height * scaleFactor) };
    const sources = await desktopCapturer.getSources({ types: ['window'], thumbnailSize }).catch(() => []);
    const found = sources.find((source) => !source.thumbnail.isEmpty());
    front = found && png(found.thumbnail);
  }
  return front !== undefined;
}

/** Hands out the picture of the shortcut, once. */
export function takeFrontPicture(): Uint8Array | undefined {
  const taken = front;
  front = undefined;
  return taken;
}
