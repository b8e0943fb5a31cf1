/** Around the page, and what the scroll bar takes, px. */
const MARGIN = 34;
/** Lines longer than this are not read more easily, px. */
const WIDEST = 960;
/** Of a canvas: what every engine still draws. A page can claim any size. */
const MOST_PIXELS = 32_000_000;
const LONGEST_SIDE = 16_000;

interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * How a page is drawn: its size on the screen (px), that of its canvas, and the canvas's scale. As wide as the room, times
 * the zoom; as sharp as the screen (`ratio`), but for pages whose canvas would be too large.
 */
export function sizeOnScreen(page: Size, room: number, zoom: number, ratio: number): Size & { readonly pixels: Size; readonly scale: number } {
  const fit = Math.max(Math.min(room - MARGIN, WIDEST), 1) / Math.max(page.width, 1);
  const [width, height] = [page.width * fit * zoom, page.height * fit * zoom];
  const sharp = Math.min(ratio, Math.sqrt(MOST_PIXELS / (width * height)), LONGEST_SIDE / Math.max(width, height));
  const pixels = { width: Math.max(Math.floor(width * sharp), 1), height: Math.max(Math.floor(height * sharp), 1) };
  return { width, height, pixels, scale: fit * zoom * sharp };
}
