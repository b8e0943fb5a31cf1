const FORGET_AFTER = 15 * 60_000;
const LONGEST = 15 * 60_000;

/**
 * Lock-out with back-off for one address, wherever the tries come from (security.md, Cloud). After `freeTries` wrong ones
 * each further one doubles the wait, from 2 s to 15 min; a right one, or a quarter of an hour's rest, forgets them.
 */
export class SignInGuard {
  readonly #now: () => number;
  readonly #failures = new Map<string, { count: number; last: number }>();

  readonly #freeTries: number;

  constructor(now: () => number, freeTries: number) {
    this.#now = now;
    this.#freeTries = freeTries;
  }

  /** Seconds until the address may try again; 0 for now. */
  wait(email: string): number {
    const known = this.#failures.get(email);
    if (!known) return 0;
    const rest = known.last + this.#pause(known.count) - this.#now();
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

  #pause(failures: number): number {
    return failures <= this.#freeTries ? 0 : Math.min(LONGEST, 2000 * 2 ** (failures - this.#freeTries - 1));
  }
}

/** Of an address of the network, what one household or office has: an IPv4 address, or the first half of an IPv6 one. */
export function networkOf(ip: string): string {
  return ip.includes('.') ? ip : ip.split(':').slice(0, 4).join(':');
}
