import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { NOTICE_KINDS, noticeWishesOf, quietFor } from './notice-wishes.ts';

test('OFF-07: who never chose hears of everything at every hour; a broken preference loses only what is broken', () => {
  expect(noticeWishesOf(null)).toEqual({ kinds: [...NOTICE_KINDS], quiet: null });
  expect(noticeWishesOf({ kinds: ['reply'], quiet: 'sempre' })).toEqual({ kinds: ['reply'], quiet: null });
  fc.assert(fc.property(fc.jsonValue(), (kept) => noticeWishesOf(kept).kinds.length >= 0));
});

test('OFF-07: quiet hours go over midnight too, and say how long they last', () => {
  const night = { kinds: [], quiet: { from: 22 * 60, to: 7 * 60 } };
  expect(quietFor(night, 23 * 60)).toBe(8 * 60);
  expect(quietFor(night, 6 * 60)).toBe(60);
  expect(quietFor(night, 7 * 60)).toBe(0);
  expect(quietFor(night, 12 * 60)).toBe(0);
  expect(quietFor({ kinds: [], quiet: { from: 13 * 60, to: 14 * 60 } }, 13 * 60 + 59)).toBe(1);
  expect(quietFor({ kinds: [], quiet: { from: 60, to: 60 } }, 60)).toBe(0);
});
