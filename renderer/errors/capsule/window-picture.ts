import { invoke } from '../../bridge.ts';

/** ms. Help must not wait for a picture. */
const PATIENCE = 1500;
/** Pictures of the last forms alone; each is some megabytes of this window's memory and nothing on any disk. */
const KEPT = 4;
const pictures = new Map<string, Blob>();

/** A picture of the window as it is now, or of the window that was in front; null where there is none to have. */
export async function takePicture(of: 'window' | 'front'): Promise<Blob | null> {
  const patience = new Promise<null>((resolve) => setTimeout(() => resolve(null), PATIENCE));
  const bytes = await Promise.race([invoke('errors.picture', { of }).catch(() => null), patience]);
  return bytes === null ? null : new Blob([bytes], { type: 'image/png' });
}

/** Keeps the picture for the form with this document key. */
export function keepPicture(key: string, picture: Blob | null): void {
  pictures.delete(key);
  if (picture === null) return;
  pictures.set(key, picture);
  for (const oldest of [...pictures.keys()].slice(0, -KEPT)) pictures.delete(oldest);
}

export function pictureFor(key: string): Blob | null {
  return pictures.get(key) ?? null;
}
