/** Equal as JSON, whatever the order of keys: PostgreSQL keeps JSON in an order of its own. */
export function sameValue(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [left, right] = [new Map(Object.entries(a)), new Map(Object.entries(b))];
  const keys = [...left.keys()].filter((key) => left.get(key) !== undefined);
  if (keys.length !== [...right.keys()].filter((key) => right.get(key) !== undefined).length) return false;
  return keys.every((key) => sameValue(left.get(key), right.get(key)));
}
