import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

function same(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

/**
 * Who may come in (security.md, Desktop). On a shared machine loopback belongs to every user, so an address alone opens
 * nothing: the token in it is exchanged for a cookie, and everything but the empty shell wants the cookie.
 */
export class Door {
  /** Valid until exit, so that the address printed where there is no display can be used again. */
  readonly token = randomBytes(32).toString('base64url');
  readonly #secret = randomBytes(32).toString('base64url');
  readonly #port: number;

  constructor(port: number) {
    this.#port = port;
  }
  get origin(): string {
    return `http://127.0.0.1:${this.#port}`;
  }
  /** Cookies are shared across ports: the name carries ours. */
  get cookie(): string {
    return `sportello-${this.#port}=${this.#secret}; Path=/; HttpOnly; SameSite=Strict`;
  }
  knowsToken(token: string): boolean {
    return same(token, this.token);
  }
  /** Only our own numeric address: a name that resolves to loopback is how rebinding comes in. */
  isOurHost(request: IncomingMessage): boolean {
    return request.headers.host === `127.0.0.1:${this.#port}`;
  }
  isOurOrigin(request: IncomingMessage): boolean {
    return request.headers.origin === this.origin;
  }
  hasCookie(request: IncomingMessage): boolean {
    const name = `sportello-${this.#port}=`;
    return (request.headers.cookie ?? '').split(/;\s*/).some((part) => part.startsWith(name) && same(part.slice(name.length), this.#secret));
  }
}
