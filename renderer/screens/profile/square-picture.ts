import { PICTURE_LIMITS } from '#shared/api/access.ts';

/** Pixels of a side: sharp at twice the size of any place where it is shown. */
const SIDE = 256;
const QUALITIES = [0.85, 0.7, 0.5] as const;

/**
 * A picture of a person made small on this device: its middle square, 256 × 256, JPEG in base64. Nothing else of the file
 * goes anywhere, its place and date of taking neither. Undefined for what is no picture that the browser can read.
 */
export async function squarePicture(file: Blob): Promise<string | undefined> {
  const picture = await createImageBitmap(file).catch(() => undefined);
  if (picture === undefined) return undefined;
  const side = Math.min(picture.width, picture.height);
  const canvas = document.createElement('canvas');
  canvas.width = SIDE;
  canvas.height = SIDE;
  const paper = canvas.getContext('2d');
  if (paper === null || side === 0) return undefined;
  // JPEG knows no transparency: it would come out black.
  paper.fillStyle = '#fff';
  paper.fillRect(0, 0, SIDE, SIDE);
  paper.imageSmoothingQuality = 'high';
  paper.drawImage(picture, (picture.width - side) / 2, (picture.height - side) / 2, side, side, 0, 0, SIDE, SIDE);
  picture.close();
  for (const quality of QUALITIES) {
    const jpeg = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', quality));
    if (jpeg !== null && jpeg.size <= PICTURE_LIMITS.bytes) return base64Of(jpeg);
  }
  return undefined;
}

async function base64Of(blob: Blob): Promise<string> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}
