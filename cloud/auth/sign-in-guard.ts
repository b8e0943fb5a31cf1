const FREE_TRIES = 5;
const FORGET_AFTER = 15 * 60_000;
const LONGEST = 15 * 60_000;

/**
 * Lock-out with back-off for one address, wherever the tries come from (security.md, Cloud). After five wrong passwords
 * each further one doubles the wait, from 2 s to 15 min; a right one, or a quarter of an hour's rest, forgets them.
 */
export class SignInGuard {
  readonly #now: () => number;
  readonly #failures = new Map<string, { count: number; last: number }>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Seconds until the address may try again; 0 for now. */
  wait(email: string): number {
    const known = this.#failures.get(email);
    if (!known) return 0;
    const rest = known.last + pause(known.count) - this.#now();
    return Math.max(0, Math.ceil(rest / 1000));
  }

  failed(email: string): void {
    const now = this.#now();
    for (const [address, { last }] of this.#failures) if (last + FORGET_AFTER < now) this.#failures.delete(address);
    this.#failures.set(email, { count: (this.#failures.get(email)?.count ?? 0) + 1, last: now });
  }

  succeeded(email: string): void {
    this.#failures.delete(email);
  }
}

function pause(failures: number): number {
  return failures <= FREE_TRIES ? 0 : Math.min(LONGEST, 2000 * 2 ** (failures - FREE_TRIES - 1));
}
