import { expect, test } from 'vitest';
import { READ_BOX, thumbnailSize } from './thumbnail-size.ts';

test('TKT-11, DET-11: a picture in a text stays within its box, is never larger than it is, and costs no more pixels than are seen', () => {
  expect(thumbnailSize({ width: 3840, height: 2160 }, READ_BOX, 1)).toEqual({ width: 320, height: 180, pixels: { width: 320, height: 180 } });
  expect(thumbnailSize({ width: 600, height: 1200 }, READ_BOX, 2)).toEqual({ width: 120, height: 240, pixels: { width: 240, height: 480 } });
  expect(thumbnailSize({ width: 40, height: 20 }, READ_BOX, 2)).toEqual({ width: 40, height: 20, pixels: { width: 40, height: 20 } });
  expect(thumbnailSize({ width: 50_000, height: 1 }, READ_BOX, 1)).toMatchObject({ width: 320, height: 1 });
});
