/** Pixels of the picture. */
export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}
export interface Pixels {
  readonly width: number;
  readonly height: number;
  /** Four bytes for each: red, green, blue, opacity. */
  readonly data: Uint8ClampedArray;
}

/** px. A letter on a screen is smaller than a block, so that no block tells one letter from another. */
const SMALLEST_BLOCK = 16;
/** Blocks across the shorter side at most, so that large letters go too. */
const BLOCKS = 4;

/** The area inside the picture, in whole pixels, whichever corner it was begun from; undefined where nothing of it is. */
export function insideOf(area: Area, picture: { readonly width: number; readonly height: number }): Area | undefined {
  const clamp = (value: number, most: number) => Math.min(Math.max(value, 0), most);
  const left = clamp(Math.floor(Math.min(area.x, area.x + area.width)), picture.width);
  const right = clamp(Math.ceil(Math.max(area.x, area.x + area.width)), picture.width);
  const top = clamp(Math.floor(Math.min(area.y, area.y + area.height)), picture.height);
  const bottom = clamp(Math.ceil(Math.max(area.y, area.y + area.height)), picture.height);
  return right > left && bottom > top ? { x: left, y: top, width: right - left, height: bottom - top } : undefined;
}

/** Wipes the area in the pixels themselves: each block becomes its average colour, and what stood there is nowhere any more. */
export function blurArea(pixels: Pixels, area: Area): void {
  const inside = insideOf(area, pixels);
  if (inside === undefined) return;
  const block = Math.max(SMALLEST_BLOCK, Math.ceil(Math.min(inside.width, inside.height) / BLOCKS));
  for (let top = inside.y; top < inside.y + inside.height; top += block) {
    for (let left = inside.x; left < inside.x + inside.width; left += block) {
      average(pixels, left, top, Math.min(left + block, inside.x + inside.width), Math.min(top + block, inside.y + inside.height));
    }
  }
}

function average({ width, data }: Pixels, left: number, top: number, right: number, bottom: number): void {
  const sums = [0, 0, 0, 0];
  const each = (work: (at: number) => void) => {
    for (let y = top; y < bottom; y += 1) for (let x = left; x < right; x += 1) work((y * width + x) * 4);
  };
  each((at) => sums.forEach((sum, part) => (sums[part] = sum + (data[at + part] ?? 0))));
  const count = (right - left) * (bottom - top);
  const mean = sums.map((sum) => Math.round(sum / count));
  each((at) => data.set(mean, at));
}
