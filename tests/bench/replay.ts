import BetterSqlite from 'better-sqlite3';
import { ReadDatabase, type Cell } from '#core/store/sqlite/handles.ts';

/** The least that a question of ours can cost: it is asked once, then its SQL alone runs again on a bare connection. */
export class Replay extends ReadDatabase {
  readonly #said: { readonly one: boolean; readonly sql: string; readonly values: readonly Cell[] }[] = [];

  /** Reads the file as our readers do (open-cache.ts). */
  constructor(file: string) {
    super(new BetterSqlite(file, { readonly: true, fileMustExist: true }));
    this.pragma('cache_size = -4000');
  }

  override get<Row>(sql: string, ...values: readonly Cell[]): Row | undefined {
    this.#said.push({ one: true, sql, values });
    return super.get<Row>(sql, ...values);
  }

  override all<Row>(sql: string, ...values: readonly Cell[]): Row[] {
    this.#said.push({ one: false, sql, values });
    return super.all<Row>(sql, ...values);
  }

  /** Answers how to run once more what `question` asked, in one transaction and with every statement prepared. */
  record(question: (database: ReadDatabase) => unknown): () => void {
    // What it learns for the next time (list-places.ts) is no part of it.
    question(this);
    this.#said.length = 0;
    question(this);
    const said = [...this.#said];
    return () =>
      this.snapshot(() => {
        for (const { one, sql, values } of said) {
          if (one) super.get(sql, ...values);
          else super.all(sql, ...values);
        }
      });
  }
}
