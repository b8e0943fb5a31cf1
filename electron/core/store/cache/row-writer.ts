import type { Id } from '#shared/domain/kernel/ids.ts';
import type { Cell, WriteDatabase } from '../sqlite/handles.ts';
import type { CellRow, Shape } from './shape.ts';
import { Tally } from './tally.ts';
import { UnreadWords } from './unread-words.ts';

/** Columns that are also kept in another form, by entity; a row of any other entity is written in one statement. */
const FOLLOWED: Readonly<Record<string, readonly string[]>> = {
  ticket: ['status', 'priority', 'type', 'operator_id', 'title', 'plain'],
  message: ['plain'],
  document: ['title', 'plain'],
};

type Followed = Readonly<Record<string, Cell>> & { readonly rid: number };

/**
 * The one way into the tables of rows, with what is counted and indexed from them. One for each transaction: `finish`
 * writes the counts, and a transaction that is undone takes them along.
 */
export class RowWriter {
  readonly #database: WriteDatabase;
  readonly #tally: Tally;
  readonly #unread: UnreadWords;

  constructor(database: WriteDatabase) {
    this.#database = database;
    this.#tally = new Tally(database);
    this.#unread = new UnreadWords(database);
  }

  /** Writes rows of one entity: a function that takes the values of the named columns, `id` among them, in their order. */
  into(feed: number, shape: Shape, names: readonly string[]): (values: readonly Cell[]) => void {
    const table = shape.entity.name;
    const set = names.filter((name) => name !== 'id');
    // The feed is a number of ours and stands in the text: one value less for each row, and none is put in front of them.
    const insert = `INSERT INTO ${table} (feed, ${names.join(', ')}) VALUES (${Math.trunc(feed)}, ${names.map(() => '?').join(', ')}) ON CONFLICT (feed, id) DO`;
    const followed = FOLLOWED[table];
    if (followed === undefined) {
      return this.#database.runner(`${insert} UPDATE SET ${set.map((name) => `${name} = excluded.${name}`).join(', ')}`);
    }
    const add = this.#database.inserter(`${insert} NOTHING`);
    const change = this.#database.runner(`UPDATE ${table} SET ${set.map((name) => `${name} = ?`).join(', ')} WHERE rid = ?`);
    const idAt = names.indexOf('id');
    const places = followed.map((name) => [name, names.indexOf(name)] as const);
    return (values) => {
      const rid = add(values);
      const before = rid === undefined ? this.#followed(feed, shape, String(values[idAt])) : undefined;
      const after: Record<string, Cell> = {};
      // A column that the page does not have stays as it was.
      for (const [name, place] of places) after[name] = place < 0 ? (before?.[name] ?? null) : (values[place] ?? null);
      if (before !== undefined) change([...values.slice(0, idAt), ...values.slice(idAt + 1), before.rid]);
      this.#follow(feed, shape, before?.rid ?? rid ?? 0, before, after);
    };
  }

  put(feed: number, shape: Shape, row: CellRow): void {
    this.into(feed, shape, shape.names)(shape.names.map((name) => row[name] ?? null));
  }

  remove(feed: number, shape: Shape, id: Id): void {
    const before = FOLLOWED[shape.entity.name] && this.#followed(feed, shape, id);
    this.#database.run(`DELETE FROM ${shape.entity.name} WHERE feed = ? AND id = ?`, feed, id);
    if (before) this.#follow(feed, shape, before.rid, before, undefined);
  }

  /** Every row of one entity. */
  removeAll(feed: number, shape: Shape): void {
    const ids = this.#database.all<{ id: Id }>(`SELECT id FROM ${shape.entity.name} WHERE feed = ?`, feed);
    for (const { id } of ids) this.remove(feed, shape, id);
  }

  finish(): void {
    this.#tally.write();
  }

  #followed(feed: number, shape: Shape, id: Id): Followed | undefined {
    const { name } = shape.entity;
    return this.#database.get<Followed>(`SELECT rid, ${FOLLOWED[name]?.join(', ')} FROM ${name} WHERE feed = ? AND id = ?`, feed, id);
  }

  #follow(feed: number, shape: Shape, rid: number, before: CellRow | undefined, after: CellRow | undefined): void {
    const { name } = shape.entity;
    if (name === 'ticket') this.#tally.change(feed, before, after);
    if (before === undefined || after === undefined || before.title !== after.title || before.plain !== after.plain) this.#unread.changed(name, rid);
  }
}
