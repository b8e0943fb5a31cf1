import type { Entity } from '#shared/domain/kernel/entity.ts';
import { statementsOf } from './entity-statements.ts';
import { FOR_ASKER } from './gone.ts';
import { statementName } from './statement-name.ts';
import type { Seat, Transaction } from './tenant-transaction.ts';

export interface PageEdge {
  /** Up to here the page goes, and more rows follow; all numbers up to it are whole. Null for a page that goes to the feed's head. */
  readonly upTo: number | null;
  /** Rows within the page, results and rows that are gone included. */
  readonly count: number;
  /** The entities with rows in the page. */
  readonly entities: readonly Entity[];
  /** Whether the page may have results of the asker's own commands. */
  readonly results: boolean;
  /** Whether the page may tell of rows that are gone. */
  readonly gone: boolean;
}

/** Parts of a page beside its entities, which are numbered from 0. */
const RESULTS = -1;
const GONE = -2;

/**
 * Where a page of about `limit` rows above `above` ends without cutting a number. A number with more rows than that makes
 * a page of its own. Reads a few index entries per entity, whatever the feed's size (P4).
 */
export async function edgeOf(
  transaction: Transaction,
  entities: readonly Entity[],
  { tenant, person, sight }: Seat,
  { client, above, limit }: { client: string; above: number; limit: number },
): Promise<PageEdge> {
  const parts = entities.map((entity, index) => `(select ${index} as e, s.seq from (${statementsOf(entity).seqs}) s)`);
  const results = `(select ${RESULTS} as e, seq from app.command where tenant_id = $1 and client = $5::uuid and person_id = $4::uuid and seq > $2 order by seq limit $3)`;
  const gone = `(select ${GONE} as e, g.seq from app.gone g where g.tenant_id = $1 and g.seq > $2 and ${FOR_ASKER('$4', '$7')} order by g.seq limit $3)`;
  const text = `
    with hits as materialized (select * from (${[...parts, results, gone].join(' union all ')}) u order by seq limit $3),
         whole as (select count(*) as total, min(seq) as lowest, max(seq) as highest from hits)
    select e, min(seq) as first, (select total from whole) as total,
           (select case when total < $3 then null when highest > lowest then highest - 1 else highest end from whole) as edge
      from hits group by e`;
  const rows = await transaction.query<{ e: number; first: number; total: number; edge: number | null }>(
    statementName('page.edge', text), text, [tenant, above, limit + 1, person, client, namesOf(entities), sight],
  );
  // `total` and `edge` are the same in each.
  const [hit] = rows;
  if (!hit) return { upTo: null, count: 0, entities: [], results: false, gone: false };
  const upTo = hit.edge;
  // One number fills the page and more: the looks at it were cut, so that it may hold rows of any entity.
  const overfull = upTo !== null && rows.every(({ first }) => first === upTo);
  const has = (part: number) => overfull || rows.some(({ e, first }) => e === part && first <= (upTo ?? Infinity));
  return { upTo, count: hit.total, entities: entities.filter((_, index) => has(index)), results: has(RESULTS), gone: has(GONE) };
}

/** Rows of one entity, joined for one line of a page. */
export interface RowLine {
  readonly rows: number;
  /** JSON arrays with commas between them (see shared/api/sync.ts, tableSchema), made by the database. */
  readonly text: string;
}

/** The page's rows of one entity, as far as they tell of what is `visible`. */
export function pageRows(transaction: Transaction, { tenant, person, sight }: Seat, entity: Entity, visible: readonly Entity[], above: number, upTo: number): Promise<RowLine[]> {
  return transaction.query<{ rows: number; text: string }>(`${entity.name}.page`, statementsOf(entity).page, [tenant, above, upTo, person, namesOf(visible), sight]);
}

export function namesOf(entities: readonly Entity[]): string[] {
  return entities.map(({ name }) => name);
}
