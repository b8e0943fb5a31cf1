import { imageType } from './kind.ts';
import type { ViewProblem } from './view-props.ts';

/** Pixels that are still drawn: a small file can unfold to more than there is memory for. */
const MOST_PIXELS = 64_000_000;

export type LoadedImage = { readonly image: HTMLImageElement; readonly url: string; readonly problem?: never } | { readonly problem: ViewProblem };

/**
 * A picture's head, in the type that its bytes are of and no other; not one pixel is decoded. Whoever gets it revokes its
 * `url`; a `problem` left none. Never rejects.
 */
export async function loadImage(bytes: Uint8Array<ArrayBuffer>): Promise<LoadedImage> {
  const type = imageType(bytes);
  if (type === null) return { problem: 'image' };
  const url = URL.createObjectURL(new Blob([bytes], { type }));
  const image = new Image();
  const came = await new Promise<boolean>((resolve) => {
    image.onload = () => resolve(true);
    image.onerror = () => resolve(false);
    image.src = url;
  });
  if (came && image.naturalWidth * image.naturalHeight <= MOST_PIXELS) return { image, url };
  URL.revokeObjectURL(url);
  return { problem: came ? 'image_large' : 'image' };
}
