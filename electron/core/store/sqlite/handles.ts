import type BetterSqlite from 'better-sqlite3';

/** What a column holds on the desk: booleans are 0 or 1, times ms, JSON its text. */
export type Cell = string | number | null;

/** A connection that only reads. Statements are prepared once and kept by their text. */
export class ReadDatabase {
  protected readonly connection: BetterSqlite.Database;
  readonly #statements = new Map<string, BetterSqlite.Statement>();

  constructor(connection: BetterSqlite.Database) {
    this.connection = connection;
  }

  protected statement(sql: string): BetterSqlite.Statement {
    let statement = this.#statements.get(sql);
    if (statement === undefined) {
      statement = this.connection.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }

  /** The first row, its columns by name. The caller names the row's type, since the SQL alone knows it. */
  get<Row>(sql: string, ...values: readonly Cell[]): Row | undefined {
    return this.statement(sql).get(...values) as Row | undefined;
  }

  all<Row>(sql: string, ...values: readonly Cell[]): Row[] {
    return this.statement(sql).all(...values) as Row[];
  }

  /** Several reads of one moment. */
  snapshot<T>(work: () => T): T {
    return this.connection.inTransaction ? work() : this.connection.transaction(work).deferred();
  }

  /** A pragma's only value. */
  pragma(text: string): unknown {
    return this.connection.pragma(text, { simple: true });
  }

  get isOpen(): boolean {
    return this.connection.open;
  }

  close(): void {
    this.#statements.clear();
    if (this.connection.open) this.connection.close();
  }
}

/** The one connection that may change its file. */
export class WriteDatabase extends ReadDatabase {
  /** How many rows changed. */
  run(sql: string, ...values: readonly Cell[]): number {
    return this.statement(sql).run(...values).changes;
  }

  /** Binds from an array: the quick way for many columns and many rows. */
  runner(sql: string): (values: readonly Cell[]) => void {
    const statement = this.statement(sql);
    return (values) => void statement.run(values);
  }

  /** The number of the row that was inserted; undefined when none was (it was there already). */
  inserter(sql: string): (values: readonly Cell[]) => number | undefined {
    const statement = this.statement(sql);
    return (values) => {
      const { changes, lastInsertRowid } = statement.run(values);
      return changes === 0 ? undefined : Number(lastInsertRowid);
    };
  }

  exec(sql: string): void {
    this.connection.exec(sql);
  }

  /** All or nothing; takes the write lock at once, so that it never fails half-way for want of it. */
  transaction<T>(work: () => T): T {
    return this.connection.inTransaction ? work() : this.connection.transaction(work).immediate();
  }
}
