import { termSql } from '#shared/api/checksum.ts';
import type { Id } from '#shared/domain/kernel/ids.ts';
import type { Cursor, Sum } from '#shared/api/sync.ts';
import type { ReadDatabase } from '../sqlite/handles.ts';
import { readMeta } from './feed-meta.ts';
import { SHAPES } from './shape.ts';

/** The last eight hexadecimal digits of an id as a number: SQLite reads none by itself. */
const DIGITS = Array.from({ length: 8 }, (_, place) => `(instr('0123456789abcdef', substr(id, ${place - 8}, 1)) - 1) * ${16 ** (7 - place)}`).join(' + ');
const TERM = termSql(`(${DIGITS})`);

/**
 * The cloud's rows of a feed as this desk has them, added up as the cloud does: without what pending commands lay over
 * them. Undefined when the feed is not whole at this cursor.
 */
export function sumRows(database: ReadDatabase, tenant: Id, cursor: Cursor): Sum[] | undefined {
  return database.snapshot(() => {
    const meta = readMeta(database, tenant);
    if (!meta.complete || meta.seq !== cursor.seq || meta.mark !== cursor.mark) return undefined;
    return SHAPES.map(({ entity: { name } }) => {
      const found = database.get<{ rows: number; sum: number }>(
        `SELECT count(*) AS rows, coalesce(sum(${TERM}), 0) AS sum FROM (
           SELECT id, seq, rev FROM ${name} WHERE feed = ? AND seq > 0 AND id NOT IN (SELECT id FROM shadow WHERE tenant = ? AND entity = ?)
           UNION ALL
           SELECT id, seq, json_extract(row, '$.rev') FROM shadow WHERE tenant = ? AND entity = ? AND row IS NOT NULL AND seq > 0)`,
        meta.feed, tenant, name, tenant, name,
      );
      return { entity: name, rows: found?.rows ?? 0, sum: found?.sum ?? 0 };
    });
  });
}
