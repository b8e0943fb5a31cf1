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

/** Words that say nothing of what somebody writes about, in our three languages, folded as the index folds them. */
const SAYS_NOTHING = new Set(
  ('che chi con dal dalla del della delle degli dei nel nella nelle non per piu una uno gli alla alle come sono quando dopo questo questa suo sua anche ' +
    'the and for with from this that not are was when how what can does you your have has into ' +
    'что как при для это этот или его она они если когда после есть под над без уже где').split(' '),
);

/**
 * Any of a person's words, each without its ending, so that *stampare* finds *stampa* and *обращение* finds *обращения*;
 * the ranking puts first what has more of them. Undefined when there is no word in it that says something.
 */
export function looseQuery(text: string): string | undefined {
  const found = foldForWords(text).toLowerCase().match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
  const words = [...new Set(found.filter((word) => word.length >= 3 && !SAYS_NOTHING.has(word.normalize('NFD').replace(/\p{M}/gu, ''))).map(stem))].slice(0, WORDS);
  return words.length === 0 ? undefined : words.map((word) => `"${word}"*`).join(' OR ');
}

/** The part of a word that its endings leave alone: our three languages change the end of a word, and little else. */
function stem(word: string): string {
  if (/\p{N}/u.test(word) || word.length < 5) return word;
  return word.slice(0, word.length >= 8 ? -3 : word.length >= 6 ? -2 : -1);
}
