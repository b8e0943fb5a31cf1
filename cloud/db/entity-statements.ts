import { termSql } from '#shared/api/checksum.ts';
import { columnOf, type Entity, type FieldKind } from '#shared/domain/kernel/entity.ts';
import { quote, seen, tableOf } from './seen.ts';

/** Columns that every synced table has before its own; a page of pull starts with those after `tenant_id` (shared/api/sync.ts). */
export const SYNC_COLUMNS = { tenant_id: 'uuid', id: 'uuid', seq: 'bigint', rev: 'bigint', field_rev: 'jsonb', deleted: 'boolean' } as const;

const TYPES: Readonly<Record<FieldKind, string>> = {
  text: 'text',
  integer: 'bigint',
  time: 'bigint',
  boolean: 'boolean',
  json: 'jsonb',
  id: 'uuid',
};

export interface EntityColumn {
  readonly field: string;
  readonly column: string;
  readonly type: string;
  readonly nullable: boolean;
}

/** The columns of an entity's own fields, in the order of its definition. */
export function columnsOf(entity: Entity): EntityColumn[] {
  return Object.entries(entity.fields).map(([field, { kind, nullable }]) => ({ field, column: columnOf(field), type: TYPES[kind], nullable }));
}

/** SQL of one entity, made from its definition, so that a new entity needs none (architecture.md). */
export interface EntityStatements {
  readonly columns: readonly EntityColumn[];
  /** $1 tenant, $2 ids, $3 the person, $4 the entities they may see, $5 their sight. Rows come, and are locked, in the order of their ids. */
  readonly lockById: string;
  /** $1 tenant, $2 ids of parents, and the same. */
  lockByParent(column: string): string;
  /** $1 tenant, $2 seq, $3 JSON of rows by column name. */
  readonly insert: string;
  /** The same, changing only these columns besides rev, field_rev and deleted. */
  update(columns: readonly string[]): string;
  /**
   * A page's rows as text of JSON arrays, ROWS_A_LINE of them joined in each answer with their count: $1 tenant, $2 above
   * this seq, $3 up to this one, $4 the person, $5 the entities they may see, $6 their sight.
   */
  readonly page: string;
  /** Rows and the sum of their terms: $1 tenant, $2 the person, $3 the entities they may see, $4 their sight. */
  readonly sums: string;
  /** The seqs of a page, at most $3, above $2; $4 the person, $6 the entities they may see, $7 their sight. */
  readonly seqs: string;
}

/** A desk reads a page line by line: what it has in hand at a time, and what is put together here, stays small. */
const ROWS_A_LINE = 100;

const TERM = termSql(`('x' || right(id::text, 8))::bit(32)::bigint`);

const cache = new WeakMap<Entity, EntityStatements>();

export function statementsOf(entity: Entity): EntityStatements {
  let known = cache.get(entity);
  if (!known) cache.set(entity, (known = build(entity)));
  return known;
}

function build(entity: Entity): EntityStatements {
  const columns = columnsOf(entity);
  const table = tableOf(entity);
  const own = columns.map(({ column }) => quote(column));
  const all = ['id', 'seq', 'rev', 'field_rev', 'deleted', ...own].join(', ');
  const typed = (list: readonly { column: string; type: string }[]) =>
    ['id uuid', 'rev bigint', 'field_rev jsonb', 'deleted boolean', ...list.map(({ column, type }) => `${quote(column)} ${type}`)].join(', ');
  const inSight = (person: string, names: string, sight: string) => seen(entity, 'r', { person, names, sight });
  const lock = (condition: string) => `select ${all} from ${table} r where tenant_id = $1 and ${condition} and ${inSight('$3', '$4', '$5')} order by id for update of r`;

  return {
    columns,
    lockById: lock('id = any($2::uuid[])'),
    lockByParent: (column) => lock(`${quote(column)} = any($2::uuid[])`),
    insert:
      `insert into ${table} (tenant_id, seq, id, rev, field_rev, deleted, ${own.join(', ')}) ` +
      `select $1::uuid, $2::bigint, v.id, v.rev, v.field_rev, v.deleted, ${columns.map(writtenValue).join(', ')} ` +
      `from json_to_recordset($3::json) as v(${typed(columns)})`,
    update: (names) => {
      const changed = columns.filter(({ column }) => names.includes(column));
      const sets = ['seq = $2::bigint', 'rev = v.rev', 'field_rev = v.field_rev', 'deleted = v.deleted', ...changed.map((one) => `${quote(one.column)} = ${writtenValue(one)}`)];
      return `update ${table} t set ${sets.join(', ')} from json_to_recordset($3::json) as v(${typed(changed)}) where t.tenant_id = $1::uuid and t.id = v.id`;
    },
    // Joined by the database: as an answer each, the rows cost this program more than making their text costs that one.
    // No desk looks into field_rev, the eighth part of every row (docs/decisions/0016); its place is kept.
    page:
      `select count(*)::int as rows, string_agg(numbered.row, ',') as text from (select (row_number() over () - 1) / ${ROWS_A_LINE} as line, ordered.row from (` +
      `select json_build_array(id, seq, rev, '{}', deleted::int, ${columns.map(pageValue).join(', ')})::text as row ` +
      `from ${table} r where tenant_id = $1 and seq > $2 and seq <= $3 and ${inSight('$4', '$5', '$6')} order by seq, id` +
      `) ordered) numbered group by line order by line`,
    sums: `select count(*) as rows, coalesce(sum(${TERM}), 0)::bigint as sum from ${table} r where tenant_id = $1 and not deleted and ${inSight('$2', '$3', '$4')}`,
    seqs: `select seq from ${table} r where tenant_id = $1 and seq > $2 and ${inSight('$4', '$6', '$7')} order by seq limit $3`,
  };
}

/** A JSON null arrives as no value at all; where the column wants one, it is meant. */
function writtenValue({ column, type, nullable }: EntityColumn): string {
  return type === 'jsonb' && !nullable ? `coalesce(v.${quote(column)}, 'null'::jsonb)` : `v.${quote(column)}`;
}

/** As SQLite stores it: JSON as text, booleans 0 or 1; nothing of a deleted row. */
function pageValue({ column, type }: EntityColumn): string {
  const name = quote(column);
  const value = type === 'jsonb' ? `${name}::text` : type === 'boolean' ? `${name}::int` : name;
  return `case when deleted then null else ${value} end`;
}
