import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Id } from '#shared/domain/kernel/ids.ts';
import type { Draft } from '#shared/rpc/contract.ts';
import { putAside } from '../aside.ts';
import { isSound, openForReading, openForWriting } from '../sqlite/open-database.ts';
import type { ReadDatabase, WriteDatabase } from '../sqlite/handles.ts';
import { migrate } from '../sqlite/migrate.ts';
import { onDisk, storeErrorOf } from '../store-error.ts';
import type { DraftStore, OpenReport } from '../store.ts';
import { migration001 } from './migrations/001-drafts.ts';

const MIGRATIONS = [migration001];
/** Longer than any kind: the whole of it is compared. */
const WHOLE = 1_000_000;

interface DraftRow {
  readonly id: Id;
  readonly kind: string;
  readonly tenant: Id | null;
  readonly title: string;
  readonly content: string;
  readonly saved_at: number;
}

/** `drafts.db`: the newest write wins; survives a killed process (TKT-14). */
export class SqliteDrafts implements DraftStore {
  readonly #database: WriteDatabase;
  readonly #file: string;

  constructor(database: WriteDatabase, file: string) {
    this.#database = database;
    this.#file = file;
  }

  save(draft: Omit<Draft, 'savedAt'>, at: number): void {
    const { id, kind, tenant, title, content } = draft;
    onDisk(this.#file, () =>
      this.#database.run(
        `INSERT INTO draft (id, kind, tenant, title, content, saved_at) VALUES (?, ?, ?, ?, ?, ?)
         ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, tenant = excluded.tenant, title = excluded.title,
           content = excluded.content, saved_at = excluded.saved_at`,
        id, kind, tenant, title, JSON.stringify(content ?? null), at,
      ),
    );
  }

  get(id: Id): Draft | undefined {
    const row = onDisk(this.#file, () => this.#database.get<DraftRow>('SELECT * FROM draft WHERE id = ?', id));
    return row && draftOf(row);
  }

  list(kind: string | null): readonly Draft[] {
    const prefix = kind?.endsWith('*') ? kind.slice(0, -1) : undefined;
    const rows = onDisk(this.#file, () =>
      this.#database.all<DraftRow>(
        `SELECT * FROM draft WHERE (? OR substr(kind, 1, ?) = ?) ORDER BY saved_at DESC, id`,
        kind === null ? 1 : 0, prefix === undefined ? WHOLE : prefix.length, prefix ?? kind ?? '',
      ),
    );
    return rows.map(draftOf);
  }

  remove(id: Id): void {
    onDisk(this.#file, () => this.#database.run('DELETE FROM draft WHERE id = ?', id));
  }

  close(): void {
    this.#database.close();
  }
}

function draftOf(row: DraftRow): Draft {
  const { saved_at: savedAt, content, ...rest } = row;
  const parsed: unknown = JSON.parse(content);
  return { ...rest, content: parsed, savedAt };
}

/**
 * A file that is not sound is put aside, and what can be read of it goes into a new one. Throws a StoreError for what
 * the disk refuses and for a newer file.
 */
export function openDrafts(folder: string, now: number): { drafts: SqliteDrafts; repaired: OpenReport['repaired'] } {
  const file = join(folder, 'drafts.db');
  return onDisk(file, () => {
    const sound = openSound(file);
    if (sound !== undefined) return { drafts: new SqliteDrafts(sound, file), repaired: [] };
    const rescued = readDrafts(file) ?? [];
    const aside = putAside(file, now);
    const database = openForWriting(file, 'normal');
    migrate(database, file, MIGRATIONS, false);
    const drafts = new SqliteDrafts(database, file);
    for (const draft of rescued) drafts.save(draft, draft.savedAt);
    return { drafts, repaired: [{ code: 'drafts.rebuilt', aside, rescued: rescued.length }] };
  });
}

/** What a file still gives, newest first, broken or not; undefined where not even its table can be read. */
export function readDrafts(file: string): Draft[] | undefined {
  const found: Draft[] = [];
  let database: ReadDatabase | undefined;
  try {
    database = openForReading(file);
    const count = database.get<{ last: number | null }>('SELECT max(rowid) AS last FROM draft')?.last ?? 0;
    for (let rowid = count; rowid > 0; rowid -= 1) {
      const row = readOne(database, rowid);
      if (row !== undefined) found.push(row);
    }
  } catch {
    return undefined;
  } finally {
    database?.close();
  }
  return found;
}

function readOne(database: ReadDatabase, rowid: number): Draft | undefined {
  try {
    const row = database.get<DraftRow>('SELECT id, kind, tenant, title, content, saved_at FROM draft WHERE rowid = ?', rowid);
    return row && draftOf(row);
  } catch {
    return undefined;
  }
}

function openSound(file: string): WriteDatabase | undefined {
  const existed = existsSync(file);
  let database: WriteDatabase | undefined;
  try {
    database = openForWriting(file, 'normal');
    migrate(database, file, MIGRATIONS, true);
    if (!existed || isSound(database)) return database;
    database.close();
    return undefined;
  } catch (error) {
    database?.close();
    if (existed && storeErrorOf(error, file)?.code === 'store.broken') return undefined;
    throw error;
  }
}
