import type { WriteDatabase } from '../sqlite/handles.ts';

/**
 * Which rows the full-text index has still to read. Those above the mark are so by themselves, which is what makes a
 * first load cost nothing here; a row at or below it is named when it changes, goes, or takes the number of one that went.
 */
export class UnreadWords {
  readonly #database: WriteDatabase;
  readonly #marks: ReadonlyMap<string, number>;

  constructor(database: WriteDatabase) {
    this.#database = database;
    this.#marks = new Map(database.all<{ entity: string; rid: number }>('SELECT entity, rid FROM words_mark').map((row) => [row.entity, row.rid]));
  }

  changed(entity: string, rid: number): void {
    if (rid > (this.#marks.get(entity) ?? 0)) return;
    this.#database.run('INSERT INTO unread_words (entity, rid) VALUES (?, ?) ON CONFLICT DO NOTHING', entity, rid);
  }

  /** Rows that go; `rids` is JSON text of their numbers. */
  gone(entity: string, rids: string): void {
    const mark = this.#marks.get(entity);
    if (mark === undefined) return;
    this.#database.run('INSERT INTO unread_words SELECT ?, value FROM json_each(?) WHERE value <= ? ON CONFLICT DO NOTHING', entity, rids, mark);
  }
}
