/** More words than this narrow nothing further. */
const WORDS = 12;

/**
 * A person's words as a full-text query that finds all of them, the last one from its beginning. Each word is a quoted
 * string, so that no operator, quote or bracket of theirs means anything (R8). Undefined when there is no word in it.
 */
export function wordsQuery(text: string): string | undefined {
  const found = foldForWords(text).match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
  const words = found.filter((word) => /[\p{L}\p{N}]/u.test(word)).slice(0, WORDS);
  if (words.length === 0) return undefined;
  return words.map((word, index) => (index === words.length - 1 ? `"${word}"*` : `"${word}"`)).join(' AND ');
}

/**
 * Text as it goes into the index and into queries: composed, and `ё` as `е`, which the index does not do by itself.
 * Composed text keeps its length here, so that a place in the folded text is the same place in the composed one.
 */
export function foldForWords(text: string): string {
  return text.normalize('NFC').replaceAll('ё', 'е').replaceAll('Ё', 'Е');
}
