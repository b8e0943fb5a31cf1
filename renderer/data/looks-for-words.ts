/**
 * Whether the question of this key (`[method, input]`) looks for words: a row that came a moment ago is not found by its
 * words until they are read.
 */
export function looksForWords([method, input]: readonly unknown[]): boolean {
  if (method === 'tickets.search' || method === 'library.search') return true;
  return method === 'tickets.list' && hasText(input);
}

function hasText(input: unknown): boolean {
  const query = typeof input === 'object' && input !== null && 'query' in input ? input.query : null;
  return typeof query === 'object' && query !== null && 'text' in query && query.text !== null && query.text !== '';
}
