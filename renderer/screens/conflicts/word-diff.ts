/** A piece of a text; `own`: the other text does not have it. */
export interface Piece {
  readonly text: string;
  readonly own: boolean;
}

/** Above this many words times words the whole is shown as different, rather than keeping the person waiting. */
const LIMIT = 4_000_000;

/**
 * Two texts side by side, word by word: what each has that the other has not (the longest common sequence of words). The
 * pieces of each, joined, are the text itself.
 */
export function wordDiff(left: string, right: string): { readonly left: readonly Piece[]; readonly right: readonly Piece[] } {
  const [a, b] = [wordsOf(left), wordsOf(right)];
  if (a.length * b.length > LIMIT) return { left: [{ text: left, own: true }], right: [{ text: right, own: true }] };
  // common[i][j]: how many words a from i on and b from j on have in common.
  const common = Array.from({ length: a.length + 1 }, () => new Uint32Array(b.length + 1));
  const at = (i: number, j: number): number => common[i]?.[j] ?? 0;
  for (let i = a.length - 1; i >= 0; i -= 1) {
    const row = common[i];
    for (let j = b.length - 1; row && j >= 0; j -= 1) row[j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  }
  const pieces = { left: [] as Piece[], right: [] as Piece[] };
  for (let i = 0, j = 0; i < a.length || j < b.length; ) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      add(pieces.left, a[i++] ?? '', false);
      add(pieces.right, b[j++] ?? '', false);
    } else if (j >= b.length || (i < a.length && at(i + 1, j) >= at(i, j + 1))) add(pieces.left, a[i++] ?? '', true);
    else add(pieces.right, b[j++] ?? '', true);
  }
  return pieces;
}

/** Words, and what stands between them. */
function wordsOf(text: string): string[] {
  return text.match(/[\p{L}\p{N}\p{M}]+|[^\p{L}\p{N}\p{M}]/gu) ?? [];
}

function add(pieces: Piece[], text: string, own: boolean): void {
  const last = pieces.at(-1);
  if (last?.own === own) pieces[pieces.length - 1] = { text: last.text + text, own };
  else pieces.push({ text, own });
}
