import { createHash } from 'node:crypto';

/** A cloud's folder name: 16 hex digits of the SHA-256 of its origin, so that two clouds never share a profile. */
export function cloudKey(cloudUrl: string): string {
  return createHash('sha256').update(new URL(cloudUrl).host).digest('hex').slice(0, 16);
}
