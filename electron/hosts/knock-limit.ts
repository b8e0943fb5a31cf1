/** Forms that may open one right after the other: two programs may fail at once. */
const AT_ONCE = 3;
/** ms until one more may. */
const ONE_MORE = 20_000;

/**
 * OFF-06: a program that fails in a loop knocks without end, and a person must go on working. Knocks beyond the limit are
 * refused and open nothing; the first ones stand there as forms, and the same error twice is one form.
 */
export function createKnockLimit(now: () => number): { allows(): boolean } {
  let left = AT_ONCE;
  let since = now();
  return {
    allows() {
      const more = Math.floor((now() - since) / ONE_MORE);
      // A clock that was set back gives nothing and takes nothing.
      if (more > 0) {
        left = Math.min(AT_ONCE, left + more);
        since = now();
      } else if (more < 0) {
        since = now();
      }
      if (left === 0) return false;
      left -= 1;
      return true;
    },
  };
}
