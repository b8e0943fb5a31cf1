/** What a spreadsheet would run as a formula when it opens the file. */
const FORMULA = /^[=+\-@\t\r]/;
/** Excel in Italy and Russia parts columns by semicolons, and takes a file for UTF-8 only with its mark. */
const SEPARATOR = ';';
const MARK = '\ufeff';

/** LST-07: a table as CSV (RFC 4180 with semicolons, CRLF, UTF-8 with its mark). A text that would be a formula gets an apostrophe first. */
export function csvOf(rows: readonly (readonly string[])[]): string {
  return MARK + rows.map((row) => row.map(cell).join(SEPARATOR)).join('\r\n') + '\r\n';
}

function cell(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[";\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
