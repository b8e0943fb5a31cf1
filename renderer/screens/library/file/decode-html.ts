import { codePageOf, decode } from '../../support/detail/view/text.ts';

const SAID = /<meta[^>]+charset\s*=\s*["']?([\w-]+)/i;

/** The text of an HTML file; `language` is its readers', for an older one that does not say its encoding. */
export function decodeHtml(bytes: Uint8Array, language: string): string {
  const said = SAID.exec(new TextDecoder('latin1').decode(bytes.subarray(0, 2048)))?.[1];
  return decode(bytes, { before: codePageOf(language), said });
}
