import BetterSqlite from 'better-sqlite3';
import { foldForWords } from './words-query.ts';

const OPEN = '\ue000';
const CLOSE = '\ue001';
/** Words of an excerpt. */
const LENGTH = 24;

/**
 * The words around a hit. The index keeps no text (contentless), so the same tokenizer reads the one text again, in
 * memory: what counts as a hit here is exactly what counted there.
 */
export class Excerpts {
  readonly #database = new BetterSqlite(':memory:');
  readonly #put: BetterSqlite.Statement;
  readonly #ask: BetterSqlite.Statement<[words: string], { snippet: string; place: number }>;

  constructor() {
    this.#database.exec(`CREATE VIRTUAL TABLE words USING fts5 (text, tokenize = 'unicode61 remove_diacritics 2')`);
    this.#put = this.#database.prepare('INSERT INTO words (rowid, text) VALUES (?, ?)');
    this.#ask = this.#database.prepare(`SELECT snippet(words, 0, '${OPEN}', '${CLOSE}', '…', ${LENGTH}) AS snippet, rowid AS place FROM words WHERE words MATCH ?`);
  }

  /**
   * One for each text: hits stand between U+E000 and U+E001; the beginning of a text that has none (the title had them).
   * All texts are read in one go, which costs a third of one by one (P8).
   */
  of(texts: readonly string[], words: string): string[] {
    const wholes = texts.map((text) => text.normalize('NFC').replace(/[\ue000\ue001]/g, ' ').replace(/\s+/g, ' ').trim());
    this.#database.exec('BEGIN');
    try {
      for (const [place, whole] of wholes.entries()) this.#put.run(place, foldForWords(whole));
      const snippets = new Map(this.#ask.all(words).map(({ place, snippet }) => [place, snippet]));
      return wholes.map((whole, place) => {
        const snippet = snippets.get(place);
        return snippet === undefined ? whole.slice(0, 200) : unfold(snippet, whole);
      });
    } finally {
      // Nothing of them is kept, and nothing has to be taken out of an index.
      this.#database.exec('ROLLBACK');
    }
  }

  close(): void {
    this.#database.close();
  }
}

/** The snippet was cut from the folded text, whose letters stand at the same places: give the original ones back. */
function unfold(snippet: string, whole: string): string {
  const bare = snippet.replaceAll(OPEN, '').replaceAll(CLOSE, '').replace(/^…|…$/g, '');
  const start = foldForWords(whole).indexOf(bare);
  if (start < 0) return snippet;
  let place = start;
  return [...snippet].map((letter, index, all) => {
    if (letter === OPEN || letter === CLOSE || (letter === '…' && (index === 0 || index === all.length - 1))) return letter;
    const original = whole.slice(place, place + letter.length);
    place += letter.length;
    return original;
  }).join('');
}
