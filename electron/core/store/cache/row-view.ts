import type { Change } from '#shared/domain/kernel/command.ts';
import type { Id } from '#shared/domain/kernel/ids.ts';
import type { ReadDatabase } from '../sqlite/handles.ts';
import type { FeedMeta } from './feed-meta.ts';
import { cellsOfValues, readChildren, readRow, shapeOf, type CellRow, type Shape } from './shape.ts';

/** Names a row within its tenant. */
export interface RowKey {
  readonly entity: string;
  readonly id: Id;
}

export function textOfKey({ entity, id }: RowKey): string {
  return `${entity}/${id}`;
}

interface Standing {
  readonly key: RowKey;
  readonly row: CellRow | null;
  /** Of the cloud's copy; what says whether an accepted command is in it already. */
  readonly seq: number;
}

/**
 * One tenant's rows with changes laid over them in memory. Rules run on it; nothing reaches the tables until the caller
 * writes what differs, so that trying costs nothing and a row is written once however many commands changed it.
 */
export class RowView {
  readonly #database: ReadDatabase;
  readonly #feed: number;
  readonly #forgotten: boolean;
  readonly #laid = new Map<string, Standing>();

  constructor(database: ReadDatabase, { feed, forgotten }: Pick<FeedMeta, 'feed' | 'forgotten'>) {
    this.#database = database;
    this.#feed = feed;
    this.#forgotten = forgotten;
  }

  /** Starts from this row instead of the one in the table. */
  lay(key: RowKey, row: CellRow | null, seq: number): void {
    this.#laid.set(textOfKey(key), { key, row, seq });
  }

  row(shape: Shape, id: Id): CellRow | undefined {
    const laid = this.#laid.get(textOfKey({ entity: shape.entity.name, id }));
    return laid === undefined ? readRow(this.#database, this.#feed, shape, id) : (laid.row ?? undefined);
  }

  children(shape: Shape, column: string, parent: Id): CellRow[] {
    const name = shape.entity.name;
    const stored = readChildren(this.#database, this.#feed, shape, column, parent);
    const rows = stored.filter((row) => !this.#laid.has(textOfKey({ entity: name, id: String(row.id) })));
    for (const { key, row } of this.#laid.values()) {
      if (key.entity === name && row?.[column] === parent) rows.push(row);
    }
    return rows;
  }

  /** The feed's number of the row's state in the cloud, below any change of ours; 0 where the cloud has none, or another now. */
  seqOf(key: RowKey): number {
    if (this.#forgotten) return 0;
    const laid = this.#laid.get(textOfKey(key));
    if (laid !== undefined) return laid.seq;
    const shape = shapeOf(key.entity);
    return shape === undefined ? 0 : Number(readRow(this.#database, this.#feed, shape, key.id)?.seq ?? 0);
  }

  /**
   * Lays one change over the row. An insert over a row that is there, and a patch of one that is not, change nothing:
   * the row already holds the command, or is gone (I2, I10).
   */
  change(change: Change): void {
    const shape = shapeOf(change.entity);
    if (shape === undefined) return;
    const before = this.row(shape, change.id);
    const seq = this.seqOf(change);
    const key = { entity: change.entity, id: change.id };
    if (change.kind === 'remove') {
      this.lay(key, null, seq);
    } else if (change.kind === 'patch') {
      if (before !== undefined) this.lay(key, { ...before, ...cellsOfValues(shape, change.values) }, seq);
    } else if (before === undefined) {
      const empty = Object.fromEntries(shape.names.map((name) => [name, null]));
      this.lay(key, { ...empty, id: change.id, seq: 0, rev: 0, field_rev: '{}', ...cellsOfValues(shape, change.values) }, seq);
    }
  }
}
