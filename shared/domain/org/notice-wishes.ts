import * as z from 'zod';
import { DAY, isZone, wallOf, weekdayOf } from '../sla/zone-time.ts';

/** The preference that holds a person's wishes about notices (OFF-07), the same on every device of theirs. */
export const NOTICE_WISHES = 'notices';

export const NOTICE_KINDS = ['reply', 'assigned', 'status', 'breach', 'needs_you'] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** Minutes after midnight, by the device's own clock. */
const minuteSchema = z.int().min(0).max(24 * 60 - 1);
const quietSchema = z.object({ from: minuteSchema, to: minuteSchema });

/** A mail with what is new, at an hour of the person's own clock. */
const digestSchema = z.object({
  days: z.enum(['daily', 'weekdays']),
  at: minuteSchema,
  /** IANA, of the device where it was chosen: the cloud goes by it. */
  zone: z.string().max(60).refine(isZone),
});
export type DigestWish = z.output<typeof digestSchema>;

const noticeWishesSchema = z.object({
  /** Which events are told; all unless the person says otherwise. */
  kinds: z.array(z.enum(NOTICE_KINDS)).catch([...NOTICE_KINDS]),
  /** Hours in which nothing is told; what came meanwhile is told together when they end. Null for none. */
  quiet: quietSchema.nullable().catch(null),
  /** Null for none. */
  digest: digestSchema.nullable().catch(null),
});
export type NoticeWishes = z.output<typeof noticeWishesSchema>;

/** The wishes as kept; those of somebody who never chose. Never throws. */
export function noticeWishesOf(kept: unknown): NoticeWishes {
  return noticeWishesSchema.catch({ kinds: [...NOTICE_KINDS], quiet: null, digest: null }).parse(kept);
}

/** Minutes until the quiet hours end; 0 outside of them. They may go over midnight. */
export function quietFor({ quiet }: NoticeWishes, minute: number): number {
  if (quiet === null || quiet.from === quiet.to) return 0;
  const { from, to } = quiet;
  const within = from < to ? minute >= from && minute < to : minute >= from || minute < to;
  return within ? (to - minute + 24 * 60) % (24 * 60) : 0;
}

/**
 * The last day, since 1970-01-01, whose digest is due at `now`, ms, by the person's own clock. Where clocks go back and an
 * hour comes twice it is due once; where they jump over it, at the jump.
 */
export function digestDay({ days, at, zone }: DigestWish, now: number): number {
  const wall = wallOf(now, zone);
  const today = Math.floor(wall / DAY);
  const day = Math.floor((wall - today * DAY) / 60_000) >= at ? today : today - 1;
  const afterFriday = days === 'weekdays' ? Math.max(0, weekdayOf(day) - 5) : 0;
  return day - afterFriday;
}
