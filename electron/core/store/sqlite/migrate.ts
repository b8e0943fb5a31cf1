import { rmSync } from 'node:fs';
import { StoreError } from '../store-error.ts';
import type { WriteDatabase } from './handles.ts';

/** One numbered step of a file's shape. It is SQL text and imports nothing, so that it means the same for ever. */
export interface Migration {
  readonly version: number;
  readonly sql: string;
}

/**
 * Brings a file to the newest shape, a step and its number in one transaction. Before each step an existing file is
 * copied to `<file>.before-<version>`, where `backup` asks for it. Throws `store.newer` for a file of a later program.
 */
export function migrate(database: WriteDatabase, file: string, migrations: readonly Migration[], backup: boolean): void {
  refuseNewer(database, file, migrations);
  const found = Number(database.pragma('user_version'));
  for (const { version, sql } of migrations) {
    if (version <= found) continue;
    if (backup && found > 0) backUp(database, `${file}.before-${version}`);
    database.transaction(() => {
      database.exec(sql);
      database.exec(`PRAGMA user_version = ${version}`);
    });
  }
}

/** R6: an older program never touches a newer file. Reads only. */
export function refuseNewer(database: WriteDatabase, file: string, migrations: readonly Migration[]): void {
  const found = Number(database.pragma('user_version'));
  const known = migrations.at(-1)?.version ?? 0;
  if (found > known) throw new StoreError('store.newer', { file, found, known });
}

function backUp(database: WriteDatabase, copy: string): void {
  rmSync(copy, { force: true });
  database.run('VACUUM INTO ?', copy);
}
