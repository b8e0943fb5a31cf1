import { ATTACHMENT_LIMIT } from '#shared/domain/tickets/values.ts';

/** Longer side in px and quality, the best first: a screen's words stay readable in each. */
const TRIES = [
  [4096, 0.85],
  [2560, 0.85],
  [2560, 0.7],
  [1920, 0.7],
] as const;

/** The picture as JPEG under the limit; undefined for what is no picture, or cannot be made small enough and still be read. */
export async function shrunk(file: File): Promise<File | undefined> {
  const bitmap = await createImageBitmap(file).catch(() => undefined);
  if (bitmap === undefined) return undefined;
  try {
    for (const [longest, quality] of TRIES) {
      const scale = Math.min(1, longest / Math.max(bitmap.width, bitmap.height));
      const canvas = new OffscreenCanvas(Math.max(1, Math.round(bitmap.width * scale)), Math.max(1, Math.round(bitmap.height * scale)));
      const context = canvas.getContext('2d');
      if (context === null) return undefined;
      // JPEG has no opacity: what shows nothing is white, as on a page.
      context.fillStyle = 'white';
      context.fillRect(0, 0, canvas.width, canvas.height);
      context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
      const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality });
      if (blob.size < ATTACHMENT_LIMIT) return new File([blob], `${file.name.replace(/\.[^.]{1,5}$/, '')}.jpg`, { type: 'image/jpeg' });
    }
    return undefined;
  } finally {
    bitmap.close();
  }
}
