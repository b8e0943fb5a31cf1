const known = new Map<string, string>();

/** A name for a prepared statement whose text depends on the registry: one text, one name, below PostgreSQL's 63 bytes. */
export function statementName(prefix: string, text: string): string {
  let name = known.get(text);
  if (name === undefined) known.set(text, (name = `${prefix.slice(0, 40)}.${known.size}`));
  return name;
}
