/** How far the cloud's clock stands from this device's, in ms to add to the device's (I14). */
export interface CloudClock {
  /** Now, corrected by the last good measure. */
  now(): number;
  offset(): number;
  /** What an earlier run measured; counts until the first reply. */
  remembered(offset: number): void;
  /** A reply said `cloudNow`; it was asked and heard at these times of the device's clock. */
  measured(cloudNow: number, askedAt: number, heardAt: number): void;
}

const SAMPLES = 8;

/**
 * The offset is the one of the quickest of the last replies, with half its round trip: a slow answer says least about
 * the clock. A jump of the device's clock shows as a round trip that makes no sense, or as offsets that disagree by more
 * than their round trips can explain; then the older ones are forgotten.
 */
export function createCloudClock(deviceNow: () => number): CloudClock {
  let samples: { offset: number; trip: number }[] = [];
  let offset = 0;
  return {
    now: () => Math.round(deviceNow() + offset),
    offset: () => offset,
    remembered(known) {
      if (samples.length === 0) offset = known;
    },
    measured(cloudNow, askedAt, heardAt) {
      const trip = heardAt - askedAt;
      if (trip < 0) return;
      const sample = { offset: cloudNow + trip / 2 - heardAt, trip };
      samples = samples.filter((other) => Math.abs(other.offset - sample.offset) <= other.trip + trip + 50);
      samples = [...samples, sample].slice(-SAMPLES);
      offset = samples.reduce((best, other) => (other.trip <= best.trip ? other : best)).offset;
    },
  };
}
