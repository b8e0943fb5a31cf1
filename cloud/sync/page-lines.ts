import type { Entity } from '#shared/domain/kernel/entity.ts';
import { columnsOf } from '#cloud/db/entity-statements.ts';
import type { RowLine } from '#cloud/db/pages.ts';

/** What a page has of one entity. */
export interface PageTable {
  readonly entity: Entity;
  readonly lines: readonly RowLine[];
}

/** A page as it is sent: the text of its head, then its tables, some rows of one on each line (shared/api/sync.ts). */
export function pageLines(head: string, tables: readonly PageTable[]): Buffer {
  // Line by line: a text of megabytes is copied for every step on its way, and by the garbage collector too.
  const parts = [Buffer.from(head)];
  for (const { entity, lines } of tables) {
    const start = `\n{"entity":"${entity.name}","columns":${columnsText(entity)},"rows":[`;
    for (const { text } of lines) parts.push(Buffer.from(`${start}${text}]}`));
  }
  return Buffer.concat(parts);
}

function columnsText(entity: Entity): string {
  return JSON.stringify(['id', 'seq', 'rev', 'field_rev', 'deleted', ...columnsOf(entity).map(({ column }) => column)]);
}
