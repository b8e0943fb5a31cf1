import type { TestCloud } from './test-cloud.ts';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** The six digits that an authenticator app would show now for this secret (RFC 4648, RFC 6238). */
export async function codeOfApp({ cloud }: TestCloud, secret: string): Promise<string> {
  const bits = [...secret].map((letter) => LETTERS.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const raw = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2))).toString('latin1');
  return (await cloud.services.auth.api.generateTOTP({ body: { secret: raw } })).code;
}
