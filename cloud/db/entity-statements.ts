import { termSql } from '#shared/api/checksum.ts';
import { columnOf, type Entity, type FieldKind } from '#shared/domain/kernel/entity.ts';

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
  /** $1 tenant, $2 ids. Rows come, and are locked, in the order of their ids. */
  readonly lockById: string;
  /** $1 tenant, $2 ids of parents. */
  lockByParent(column: string): string;
  /** $1 tenant, $2 seq, $3 JSON of rows by column name. */
  readonly insert: string;
  /** The same, changing only these columns besides rev, field_rev and deleted. */
  update(columns: readonly string[]): string;
  /** A page's rows as text of JSON arrays: $1 tenant, $2 above this seq, $3 up to this one, $4 the person, $5 the entities they may see. */
  readonly page: string;
  /** Rows and the sum of their terms: $1 tenant, $2 the person, $3 the entities they may see. */
  readonly sums: string;
  /** The seqs of a page, at most $3, above $2; $4 the person, $6 the entities they may see. */
  readonly seqs: string;
}

const TERM = termSql(`('x' || right(id::text, 8))::bit(32)::bigint`);

const cache = new WeakMap<Entity, EntityStatements>();

export function statementsOf(entity: Entity): EntityStatements {
  let known = cache.get(entity);
  if (!known) cache.set(entity, (known = build(entity)));
  return known;
}

/** Names of tables and columns stand in the registry, not in requests; quoted all the same. */
function quote(name: string): string {
  if (!/^[a-z][a-z0-9_]*$/.test(name)) throw new Error(`not a name of ours: ${name}`);
  return `"${name}"`;
}

function build(entity: Entity): EntityStatements {
  const columns = columnsOf(entity);
  const table = `app.${quote(entity.name)}`;
  const own = columns.map(({ column }) => quote(column));
  const all = ['id', 'seq', 'rev', 'field_rev', 'deleted', ...own].join(', ');
  const typed = (list: readonly { column: string; type: string }[]) =>
    ['id uuid', 'rev bigint', 'field_rev jsonb', 'deleted boolean', ...list.map(({ column, type }) => `${quote(column)} ${type}`)].join(', ');
  const owner = entity.owner === undefined ? '' : ` and ${quote(columnOf(entity.owner))} = $4`;
  // Every statement of a page has the same four values; the person is compared only where a row has an owner.
  const person = entity.owner === undefined ? ' and $4::uuid is not null' : owner;
  // A row that quotes another entity's must not outlive the right to see that one (I9).
  const about = (names: string) => (entity.about === undefined ? ` and ${names}::text[] is not null` : ` and ${quote(columnOf(entity.about.entity))} = any(${names}::text[])`);

  return {
    columns,
    lockById: `select ${all} from ${table} where tenant_id = $1 and id = any($2::uuid[]) order by id for update`,
    lockByParent: (column) => `select ${all} from ${table} where tenant_id = $1 and ${quote(column)} = any($2::uuid[]) order by id for update`,
    insert:
      `insert into ${table} (tenant_id, seq, id, rev, field_rev, deleted, ${own.join(', ')}) ` +
      `select $1::uuid, $2::bigint, v.id, v.rev, v.field_rev, v.deleted, ${columns.map(writtenValue).join(', ')} ` +
      `from json_to_recordset($3::json) as v(${typed(columns)})`,
    update: (names) => {
      const changed = columns.filter(({ column }) => names.includes(column));
      const sets = ['seq = $2::bigint', 'rev = v.rev', 'field_rev = v.field_rev', 'deleted = v.deleted', ...changed.map((one) => `${quote(one.column)} = ${writtenValue(one)}`)];
      return `update ${table} t set ${sets.join(', ')} from json_to_recordset($3::json) as v(${typed(changed)}) where t.tenant_id = $1::uuid and t.id = v.id`;
    },
    page:
      `select json_build_array(id, seq, rev, field_rev::text, deleted::int, ${columns.map(pageValue).join(', ')})::text as row ` +
      `from ${table} where tenant_id = $1 and seq > $2 and seq <= $3${person}${about('$5')} order by seq, id`,
    sums:
      `select count(*) as rows, coalesce(sum(${TERM}), 0)::bigint as sum from ${table} ` +
      `where tenant_id = $1 and not deleted and ${entity.owner === undefined ? '$2::uuid is not null' : `${quote(columnOf(entity.owner))} = $2`}${about('$3')}`,
    seqs: `select seq from ${table} where tenant_id = $1 and seq > $2${person}${about('$6')} order by seq limit $3`,
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
