/** A search excerpt in pieces: hits stand between U+E000 and U+E001 (shared/rpc/contract.ts, SearchHit). */
export function excerptParts(excerpt: string): readonly { readonly text: string; readonly hit: boolean }[] {
  return excerpt
    .split(/(\uE000[^\uE001]*\uE001?)/u)
    .filter((part) => part !== '')
    .map((part) => ({ text: part.replace(/[\uE000\uE001]/gu, ''), hit: part.startsWith('\uE000') }));
}
