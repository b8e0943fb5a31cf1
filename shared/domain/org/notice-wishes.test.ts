import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { dayOf, instantOf, weekdayOf } from '../sla/zone-time.ts';
import { digestDay, NOTICE_KINDS, noticeWishesOf, quietFor, type DigestWish } from './notice-wishes.ts';

test('OFF-07: who never chose hears of everything at every hour; a broken preference loses only what is broken', () => {
  expect(noticeWishesOf(null)).toEqual({ kinds: [...NOTICE_KINDS], quiet: null, digest: null });
  expect(noticeWishesOf({ kinds: ['reply'], quiet: 'sempre', digest: { days: 'daily', at: 480, zone: 'Nessun/Luogo' } })).toEqual({ kinds: ['reply'], quiet: null, digest: null });
  fc.assert(fc.property(fc.jsonValue(), (kept) => noticeWishesOf(kept).kinds.length >= 0));
});

test('OFF-07: quiet hours go over midnight too, and say how long they last', () => {
  const night = { kinds: [], digest: null, quiet: { from: 22 * 60, to: 7 * 60 } };
  expect(quietFor(night, 23 * 60)).toBe(8 * 60);
  expect(quietFor(night, 6 * 60)).toBe(60);
  expect(quietFor(night, 7 * 60)).toBe(0);
  expect(quietFor(night, 12 * 60)).toBe(0);
  expect(quietFor({ kinds: [], digest: null, quiet: { from: 13 * 60, to: 14 * 60 } }, 13 * 60 + 59)).toBe(1);
  expect(quietFor({ kinds: [], digest: null, quiet: { from: 60, to: 60 } }, 90)).toBe(0);
});

const wishes = fc.record<DigestWish>({ days: fc.constantFrom('daily', 'weekdays'), at: fc.integer({ min: 0, max: 1439 }), zone: fc.constantFrom('Europe/Rome', 'Europe/Moscow', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe') });

test('OFF-07: a digest is due once a day, from its minute on by the person\'s own clock, the year round; at weekends only where it is daily', () => {
  fc.assert(
    fc.property(wishes, fc.integer({ min: dayOf(Date.UTC(2026, 0, 1), 'UTC'), max: dayOf(Date.UTC(2027, 11, 31), 'UTC') }), (wish, day) => {
      const at = instantOf(day, wish.at, wish.zone);
      const due = wish.days === 'daily' || weekdayOf(day) <= 5;
      expect(digestDay(wish, at - 60_000) === day).toBe(false);
      expect(digestDay(wish, at) === day).toBe(due);
    }),
  );
});

test('OFF-07: no hour of the night in which clocks change has two digests or none', () => {
  for (const [year, month, date] of [[2026, 2, 29], [2026, 9, 25]] as const) {
    const wish: DigestWish = { days: 'daily', at: 150, zone: 'Europe/Rome' };
    let last = digestDay(wish, Date.UTC(year, month, date - 1, 12));
    const told: number[] = [];
    for (let now = Date.UTC(year, month, date - 1, 12); now < Date.UTC(year, month, date + 1, 12); now += 5 * 60_000) {
      if (digestDay(wish, now) <= last) continue;
      last = digestDay(wish, now);
      told.push(last);
    }
    expect(told).toEqual([dayOf(Date.UTC(year, month, date), 'UTC'), dayOf(Date.UTC(year, month, date + 1), 'UTC')]);
  }
});
