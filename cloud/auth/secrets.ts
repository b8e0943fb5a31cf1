import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** A token of ours: 256 bits, 43 characters of base64url. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What is kept of a token: nobody finds 256 bits back from it, so it needs no salt. */
export function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}

/** Compares in the same time, wherever the first difference is. */
export function isSame(one: string, other: string): boolean {
  const [a, b] = [createHash('sha256').update(one).digest(), createHash('sha256').update(other).digest()];
  return timingSafeEqual(a, b);
}

const IV = 12;
const TAG = 16;

/** What follows from the cloud's one secret (auth-secret.ts), each purpose apart from the others. */
export class Secrets {
  readonly #secret: string;

  constructor(secret: string) {
    this.#secret = secret;
  }

  /** 32 bytes that nobody without the secret can work out. */
  derive(purpose: string, ...parts: readonly string[]): Buffer {
    return createHmac('sha256', this.#secret).update(JSON.stringify([purpose, ...parts])).digest();
  }

  /** AES-256-GCM: for what must be read again, and must mean nothing to who has the database alone. */
  seal(text: string): string {
    const iv = randomBytes(IV);
    const cipher = createCipheriv('aes-256-gcm', this.derive('seal'), iv);
    return Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString('base64url');
  }

  /** Throws where it was sealed with another secret, or altered. */
  open(sealed: string): string {
    const bytes = Buffer.from(sealed, 'base64url');
    const decipher = createDecipheriv('aes-256-gcm', this.derive('seal'), bytes.subarray(0, IV));
    decipher.setAuthTag(bytes.subarray(-TAG));
    return decipher.update(bytes.subarray(IV, -TAG), undefined, 'utf8') + decipher.final('utf8');
  }
}
