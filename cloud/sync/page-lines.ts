import type { Entity } from '#shared/domain/kernel/entity.ts';
import { columnsOf } from '#cloud/db/entity-statements.ts';

/** A desk reads a page line by line: what it has in hand at a time, and what is put together here, stays small. */
const ROWS_A_LINE = 100;

/** A page as it is sent: the text of its head, then its tables, some rows of one on each line (shared/api/sync.ts). `rows` are texts of JSON. */
export function pageLines(head: string, tables: readonly { readonly entity: Entity; readonly rows: readonly string[] }[]): Buffer {
  // Line by line: a text of megabytes is copied for every step on its way, and by the garbage collector too.
  const lines = [Buffer.from(head)];
  for (const { entity, rows } of tables) {
    const start = `\n{"entity":"${entity.name}","columns":${columnsText(entity)},"rows":[`;
    for (let from = 0; from < rows.length; from += ROWS_A_LINE) lines.push(Buffer.from(`${start}${rows.slice(from, from + ROWS_A_LINE).join(',')}]}`));
  }
  return Buffer.concat(lines);
}

function columnsText(entity: Entity): string {
  return JSON.stringify(['id', 'seq', 'rev', 'field_rev', 'deleted', ...columnsOf(entity).map(({ column }) => column)]);
}
