const FIRST = 1_000;
const LONGEST = 5 * 60_000;
/** Looking whether there is a network costs nobody anything, and a person is waiting for it. */
export const LONGEST_OFFLINE = 15_000;

/**
 * Full jitter: a random wait below a ceiling that doubles, up to five minutes, so that desks do not return together.
 * What the cloud asks for (Retry-After, ms) is the least, and is spread by a tenth. `random` is in [0, 1).
 * `longest` ms lowers the ceiling.
 */
export function waitAfter(failures: number, retryAfter: number | null, random: () => number, longest = LONGEST): number {
  const ceiling = Math.min(longest, FIRST * 2 ** Math.min(20, Math.max(0, failures - 1)));
  const wait = Math.round(random() * ceiling);
  if (retryAfter === null) return wait;
  return Math.max(wait, Math.round(Math.min(retryAfter, LONGEST * 12) * (1 + random() / 10)));
}
