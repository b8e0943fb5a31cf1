import { loadImage } from '../detail/view/load-image.ts';
import type { ViewProblem } from '../detail/view/view-props.ts';
import { thumbnailSize, type Size } from './thumbnail-size.ts';

/** One after the other: a screen of large pictures would be decoded whole, all at once. */
let before: Promise<unknown> = Promise.resolve();

/**
 * Draws a picture small; what stays in memory are the pixels that are seen. Answers why it cannot be shown, null once it
 * is drawn or `gone` says that nobody waits any more. Never rejects.
 */
export function drawThumbnail(bytes: Uint8Array<ArrayBuffer>, canvas: HTMLCanvasElement, box: Size, gone: () => boolean): Promise<ViewProblem | null> {
  const drawn = before.then(() => (gone() ? null : draw(bytes, canvas, box)));
  before = drawn;
  return drawn;
}

async function draw(bytes: Uint8Array<ArrayBuffer>, canvas: HTMLCanvasElement, box: Size): Promise<ViewProblem | null> {
  const found = await loadImage(bytes);
  if (found.problem !== undefined) return found.problem;
  const { image, url } = found;
  try {
    await image.decode();
    const size = thumbnailSize({ width: image.naturalWidth, height: image.naturalHeight }, box, window.devicePixelRatio);
    canvas.width = size.pixels.width;
    canvas.height = size.pixels.height;
    canvas.style.width = `${size.width}px`;
    const context = canvas.getContext('2d');
    if (context === null) return 'image';
    context.imageSmoothingQuality = 'high';
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
    return null;
  } catch {
    return 'image';
  } finally {
    URL.revokeObjectURL(url);
  }
}
