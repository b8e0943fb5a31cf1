import { randomBytes } from 'node:crypto';
import { isSame, type Secrets } from '#cloud/auth/secrets.ts';

/** Nobody reads and fills in the form in less, ms. */
const FASTEST = 3000;
/** For how long a page may stand open before it is sent, ms. */
const LONGEST = 24 * 60 * 60_000;
const WINDOW = 60 * 60_000;
/** How many requests in an hour: an office behind one address, one mail address, one company's whole site. */
const MOST = { network: 10, email: 5, company: 100 } as const;

/** A form as it was given out. */
export interface SiteForm {
  /** Whose is it alone: sent twice it is one request. */
  readonly nonce: string;
  readonly haste: 'fine' | 'fast' | 'stale';
}

/** What a form carries: when it was made and which one it is, signed for this company's form alone. */
export function siteToken(secrets: Secrets, code: string, now: number): string {
  const body = `${now.toString(36)}.${randomBytes(12).toString('base64url')}`;
  return `${body}.${signature(secrets, code, body)}`;
}

/** The form of a token at `now`, ms; undefined where it is none of ours. */
export function readSiteToken(secrets: Secrets, code: string, token: string, now: number): SiteForm | undefined {
  const [time = '', nonce = '', signed = ''] = token.slice(0, 200).split('.');
  if (!isSame(signed, signature(secrets, code, `${time}.${nonce}`))) return undefined;
  const age = now - parseInt(time, 36);
  return { nonce, haste: age < FASTEST ? 'fast' : age > LONGEST ? 'stale' : 'fine' };
}

function signature(secrets: Secrets, code: string, body: string): string {
  return secrets.derive('site-form', code, body).toString('base64url');
}

/** Counts what was sent in the last hour by network, by mail address and by company; each cloud for itself. */
export class SiteLimits {
  readonly #now: () => number;
  readonly #sent = new Map<string, number[]>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Counts one more, or says after how many minutes there is room for one; 0 where it was counted. */
  take(by: Readonly<Record<keyof typeof MOST, string>>): number {
    const since = this.#now() - WINDOW;
    for (const [key, times] of this.#sent) {
      const rest = times.filter((time) => time > since);
      if (rest.length > 0) this.#sent.set(key, rest);
      else this.#sent.delete(key);
    }
    const kinds = ['network', 'email', 'company'] as const;
    const waits = kinds.map((kind) => {
      const times = this.#sent.get(`${kind} ${by[kind]}`) ?? [];
      const first = times.length < MOST[kind] ? undefined : times[0];
      return first === undefined ? 0 : Math.max(1, Math.ceil((first - since) / 60_000));
    });
    const wait = Math.max(...waits);
    if (wait === 0) for (const kind of kinds) this.#sent.set(`${kind} ${by[kind]}`, [...(this.#sent.get(`${kind} ${by[kind]}`) ?? []), this.#now()]);
    return wait;
  }
}
