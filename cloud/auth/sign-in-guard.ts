import { sql } from 'kysely';
import type { Services } from '#cloud/services.ts';
import { hashOf } from './secrets.ts';

const FORGET_AFTER = 15 * 60_000;
const LONGEST = 15 * 60_000;
/** How many forgotten ones a wrong try sweeps away. */
const SWEPT = 100;

/**
 * Lock-out with back-off for one address, wherever the tries come from (security.md, Cloud; ACC-10). After `freeTries`
 * wrong ones each further one doubles the wait, from 2 s to 15 min; a right one, or a quarter of an hour's rest, forgets
 * them. They stand in the database: a restart forgets nothing, and several clouds count together.
 */
export class SignInGuard {
  readonly #place: Pick<Services, 'pools' | 'now'>;
  readonly #kind: string;
  readonly #freeTries: number;

  /** `kind` keeps the names of one guard apart from those of another. */
  constructor(place: Pick<Services, 'pools' | 'now'>, kind: string, freeTries: number) {
    this.#place = place;
    this.#kind = kind;
    this.#freeTries = freeTries;
  }

  /** Seconds until this one may try again; 0 for now. */
  async wait(who: string): Promise<number> {
    const { pools, now } = this.#place;
    const known = await pools.identity.selectFrom('failed_try').select(['count', 'last_at']).where('who', '=', this.#key(who)).executeTakeFirst();
    if (!known) return 0;
    const rest = known.last_at + this.#pause(known.count) - now();
    return Math.max(0, Math.ceil(rest / 1000));
  }

  async failed(who: string): Promise<void> {
    const { pools, now } = this.#place;
    const at = now();
    const old = at - FORGET_AFTER;
    await pools.identity
      .insertInto('failed_try')
      .values({ who: this.#key(who), count: 1, last_at: at })
      .onConflict((conflict) => conflict.column('who').doUpdateSet({ count: sql`case when failed_try.last_at < ${old} then 1 else failed_try.count + 1 end`, last_at: at }))
      .execute();
    // Past what others hold, so that two sweeps never wait for each other.
    await pools.identity
      .deleteFrom('failed_try')
      .where('who', 'in', (select) => select.selectFrom('failed_try').select('who').where('last_at', '<', old).limit(SWEPT).forUpdate().skipLocked())
      .execute();
  }

  async succeeded(who: string): Promise<void> {
    await this.#place.pools.identity.deleteFrom('failed_try').where('who', '=', this.#key(who)).execute();
  }

  #key(who: string): string {
    return hashOf(`${this.#kind} ${who}`);
  }

  #pause(failures: number): number {
    return failures <= this.#freeTries ? 0 : Math.min(LONGEST, 2000 * 2 ** (failures - this.#freeTries - 1));
  }
}

/** Of an address of the network, what one household or office has: an IPv4 address, or the first half of an IPv6 one. */
export function networkOf(ip: string): string {
  return ip.includes('.') ? ip : ip.split(':').slice(0, 4).join(':');
}
