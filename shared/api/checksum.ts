/*
 * Both sides add up one number per row, and never carry rows to compare them. A row's term is made of the last eight
 * digits of its id, its number in the feed and its revision: a row that is missing, one too many, or an older state of
 * one shows. Each side has a database that adds such terms by itself, so the arithmetic stands here as SQL that
 * PostgreSQL and SQLite read alike; only how eight digits become a number differs.
 */

/** Terms are below 2^31, so that a sum of millions of rows is exact. */
const TERM_BELOW = 2_147_483_647;

/** SQL of a row's term. `digits`: SQL of a number below 2^32 from the id's last eight hexadecimal digits. */
export function termSql(digits: string): string {
  return `(${digits} * ((seq * 31 + rev) % 65521 + 1)) % ${TERM_BELOW}`;
}
