import { randomBytes } from 'node:crypto';

/** Where index.html expects the nonce (renderer/index.html). */
export const NONCE_PLACE = '__CSP_NONCE__';

/** A fresh nonce: one per response, never reused. */
export function newNonce(): string {
  return randomBytes(18).toString('base64url');
}

/**
 * The Content-Security-Policy of every page of ours (security.md, Desktop): all is closed, then what the screens need
 * is listed. Only styles have a nonce (kit and editor write style elements); scripts come from files alone.
 * @param connect further origins of our own host, such as its WebSocket address.
 */
export function contentPolicy(nonce: string, connect: readonly string[] = []): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    `connect-src ${["'self'", ...connect].join(' ')}`,
    "img-src 'self' blob: data:",
    "font-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
  ].join('; ');
}

/**
 * The policy of every built file that is not a page. It holds where such a file is a world of its own, which a worker is:
 * the one that reads PDFs of strangers can load its own decoders and reach nothing else.
 */
export const FILE_POLICY = "default-src 'none'; script-src 'self'; frame-ancestors 'none'";

/** What goes with every page and file beside the policy. */
export const PAGE_HEADERS: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), usb=(), serial=(), hid=(), payment=()',
};
