import { ATTACHMENT_LIMIT } from '#shared/domain/tickets/values.ts';

const QUALITIES = [0.9, 0.75, 0.5];

/** What the canvas shows, as a file under the limit of attachments (TKT-12): PNG, or JPEG where that is too large; null where both are. */
export async function pictureFile(canvas: HTMLCanvasElement, name: string): Promise<File | null> {
  const blobOf = (type: string, quality?: number) => new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, type, quality));
  const png = await blobOf('image/png');
  if (png && png.size < ATTACHMENT_LIMIT) return new File([png], `${name}.png`, { type: 'image/png' });
  for (const quality of QUALITIES) {
    const jpeg = await blobOf('image/jpeg', quality);
    if (jpeg && jpeg.size < ATTACHMENT_LIMIT) return new File([jpeg], `${name}.jpg`, { type: 'image/jpeg' });
  }
  return null;
}
