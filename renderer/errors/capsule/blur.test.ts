import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { blurArea, insideOf, type Pixels } from './blur.ts';

function noise(width: number, height: number): Pixels {
  let seed = 7;
  const data = Uint8ClampedArray.from({ length: width * height * 4 }, () => (seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648) % 256);
  return { width, height, data };
}
const at = ({ width, data }: Pixels, x: number, y: number) => [...data.subarray((y * width + x) * 4, (y * width + x) * 4 + 4)].join();
function coloursIn(pixels: Pixels, x: number, y: number, width: number, height: number): Set<string> {
  const found = new Set<string>();
  for (let row = y; row < y + height; row += 1) for (let column = x; column < x + width; column += 1) found.add(at(pixels, column, row));
  return found;
}

test('TKT-03: a blurred line of text is a handful of flat blocks; what stood in it is nowhere in the picture', () => {
  const picture = noise(200, 60);
  blurArea(picture, { x: 20, y: 10, width: 128, height: 16 });
  expect(coloursIn(picture, 20, 10, 128, 16).size).toBeLessThanOrEqual(8);
  const large = noise(400, 400);
  blurArea(large, { x: 0, y: 0, width: 400, height: 400 });
  expect(coloursIn(large, 0, 0, 400, 400).size).toBeLessThanOrEqual(16);
});

test('TKT-03: nothing outside of the area changes', () => {
  const before = noise(80, 40);
  const after = noise(80, 40);
  blurArea(after, { x: 30, y: 10, width: -20, height: 20 });
  for (let y = 0; y < 40; y += 1) {
    for (let x = 0; x < 80; x += 1) if (x < 10 || x >= 30 || y < 10 || y >= 30) expect(at(after, x, y)).toBe(at(before, x, y));
  }
});

test('TKT-03: an area drawn over the edge, from any corner, is cut to the picture and never fails', () => {
  const number = fc.double({ min: -500, max: 500, noNaN: true });
  fc.assert(
    fc.property(number, number, number, number, (x, y, width, height) => {
      const inside = insideOf({ x, y, width, height }, { width: 50, height: 30 });
      if (inside) expect(inside.x >= 0 && inside.y >= 0 && inside.x + inside.width <= 50 && inside.y + inside.height <= 30).toBe(true);
      blurArea(noise(50, 30), { x, y, width, height });
    }),
    { numRuns: 100 },
  );
});
