/** CSS pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** The largest that a picture is in a text that is read, and in one that is being written. */
export const READ_BOX: Size = { width: 320, height: 240 };
export const WRITE_BOX: Size = { width: 240, height: 120 };

/** How large a picture is within a box, never larger than it is; `pixels` as sharp as the screen and the picture allow. */
export function thumbnailSize(natural: Size, box: Size, ratio: number): Size & { readonly pixels: Size } {
  const scaled = (scale: number): Size => ({ width: Math.max(1, Math.round(natural.width * scale)), height: Math.max(1, Math.round(natural.height * scale)) });
  const scale = Math.min(1, box.width / natural.width, box.height / natural.height);
  return { ...scaled(scale), pixels: scaled(Math.min(1, scale * ratio)) };
}
