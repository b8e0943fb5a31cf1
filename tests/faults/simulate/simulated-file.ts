import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import BetterSqlite from 'better-sqlite3';
import { WriteDatabase, type Cell } from '#core/store/sqlite/handles.ts';
import type { Life } from './virtual-time.ts';

/** A life that can end in the middle of a tick, as a process does that is killed. */
export interface MortalLife extends Life {
  /** Commits until it dies; undefined to go on. */
  commitsLeft?: number | undefined;
  /** Whether the last commit reaches the disk. */
  lastCommits?: boolean;
  /** Told when it dies of a commit. */
  onDeath?: () => void;
}

/** Thrown into the code of a life that has ended. */
export class LifeIsOver extends Error {}

/** What a file holds: bytes, or one of the few contents with which very many files begin. */
export type Image = Buffer | Template;

/** A connection with its statements. */
class Opened {
  readonly database: BetterSqlite.Database;
  readonly #statements = new Map<string, BetterSqlite.Statement>();

  constructor(database: BetterSqlite.Database) {
    this.database = database;
  }

  statement(sql: string): BetterSqlite.Statement {
    let statement = this.#statements.get(sql);
    if (statement === undefined) this.#statements.set(sql, (statement = this.database.prepare(sql)));
    return statement;
  }
}

/** Where the files of the templates' connections lie, for as long as this process runs. */
let folder: string | undefined;
let files = 0;
function newFile(bytes: Buffer): string {
  if (folder === undefined) {
    const made = (folder = mkdtempSync(join(tmpdir(), 'sportello-simulated-')));
    process.once('exit', () => rmSync(made, { recursive: true, force: true }));
  }
  const file = join(folder, `${(files += 1)}.db`);
  writeFileSync(file, bytes);
  return file;
}

/**
 * A content with which files begin. Its connections are used again and again, with all their prepared statements: each
 * works within one transaction that is never committed, and taking it back is all that the next file needs.
 */
export class Template {
  readonly #bytes: Buffer;
  readonly #idle: Opened[] = [];

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  take(): Opened {
    const idle = this.#idle.pop();
    if (idle) return idle;
    // Not in memory: SQLite copies a memory's pages out without what is not committed (Opened.image).
    const database = new BetterSqlite(newFile(this.#bytes));
    for (const pragma of ['journal_mode = MEMORY', 'synchronous = OFF', 'locking_mode = EXCLUSIVE', 'cache_spill = OFF']) database.pragma(pragma);
    const opened = new Opened(database);
    opened.statement('BEGIN IMMEDIATE').run();
    return opened;
  }

  giveBack(opened: Opened): void {
    opened.statement('ROLLBACK').run();
    opened.statement('BEGIN IMMEDIATE').run();
    this.#idle.push(opened);
  }
}

/** One database file. What a power cut leaves of it depends on `durable`: every commit, or one of the kept images. */
export class SimulatedFile {
  readonly durable: boolean;
  /** Kept images of earlier moments, the oldest first; null where no power cut will come. */
  images: Image[] | null = null;
  damaged = false;
  #from: Image;
  #opened: Opened;
  #inTransaction = false;

  constructor(image: Image, durable: boolean) {
    this.durable = durable;
    this.#from = image;
    this.#opened = openedOf(image);
  }

  get inTransaction(): boolean {
    return this.#inTransaction;
  }

  get connection(): BetterSqlite.Database {
    return this.#opened.database;
  }

  statement(sql: string): BetterSqlite.Statement {
    return this.#opened.statement(sql);
  }

  /** All or nothing. */
  transaction<T>(work: () => T): T {
    const opened = this.#opened;
    opened.statement('SAVEPOINT work').run();
    this.#inTransaction = true;
    try {
      const answer = work();
      opened.statement('RELEASE work').run();
      return answer;
    } catch (error) {
      opened.statement('ROLLBACK TO work').run();
      opened.statement('RELEASE work').run();
      throw error;
    } finally {
      this.#inTransaction = false;
    }
  }

  image(): Buffer {
    return this.#opened.database.serialize();
  }

  replace(image: Image): void {
    this.close();
    this.#from = image;
    this.#opened = openedOf(image);
    this.damaged = false;
  }

  close(): void {
    if (this.#from instanceof Template) this.#from.giveBack(this.#opened);
    else this.#opened.database.close();
  }
}

function openedOf(image: Image): Opened {
  return image instanceof Template ? image.take() : new Opened(new BetterSqlite(image));
}

/** One life's connection to a file. It stops where the life stops. */
export class SimulatedConnection extends WriteDatabase {
  readonly #file: SimulatedFile;
  readonly #life: MortalLife;
  readonly #committed: () => void;

  constructor(file: SimulatedFile, life: MortalLife, committed: () => void) {
    super(file.connection);
    this.#file = file;
    this.#life = life;
    this.#committed = committed;
  }

  protected override statement(sql: string): BetterSqlite.Statement {
    this.#check();
    return this.#file.statement(sql);
  }

  override exec(sql: string): void {
    this.#check();
    this.#file.connection.exec(sql);
  }

  override run(sql: string, ...values: readonly Cell[]): number {
    if (this.#file.inTransaction) return super.run(sql, ...values);
    return this.transaction(() => super.run(sql, ...values));
  }

  override snapshot<T>(work: () => T): T {
    // One connection serves readers and writer; nothing can write in between.
    return work();
  }

  override transaction<T>(work: () => T): T {
    this.#check();
    if (this.#file.inTransaction) return work();
    const life = this.#life;
    const last = life.commitsLeft !== undefined && (life.commitsLeft -= 1) < 0;
    if (last && life.lastCommits !== true) this.#die();
    const answer = this.#file.transaction(work);
    if (last) this.#die();
    this.#committed();
    return answer;
  }

  override close(): void {
    // The file stays for the next life.
  }

  #check(): void {
    if (!this.#life.alive) throw new LifeIsOver();
    if (this.#file.damaged) throw Object.assign(new Error('database disk image is malformed'), { code: 'SQLITE_CORRUPT' });
  }

  #die(): never {
    this.#life.alive = false;
    this.#life.onDeath?.();
    throw new LifeIsOver();
  }
}
