import { randomBytes } from 'node:crypto';
import { isSame, type Secrets } from '#cloud/auth/secrets.ts';

/** Nobody reads and fills in the form in less, ms. */
const FASTEST = 3000;
/** For how long a page may stand open before it is sent, ms. */
const LONGEST = 24 * 60 * 60_000;

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

