import { Kysely, PostgresDialect } from 'kysely';
import { Migrator, type Migration } from 'kysely/migration';
import type pg from 'pg';
import { CloudStartError } from '#cloud/cloud-start-error.ts';
import { foundation } from './migrations/0001-foundation.ts';
import { identity } from './migrations/0002-identity.ts';
import { support } from './migrations/0003-support.ts';
import { trim } from './migrations/0004-trim.ts';
import { conflictsInWords } from './migrations/0005-conflicts-in-words.ts';
import { access } from './migrations/0006-access.ts';
import { fingerprint } from './migrations/0007-fingerprint.ts';
import { people } from './migrations/0008-people.ts';
import { promises } from './migrations/0009-promises.ts';
import { privateTickets } from './migrations/0010-private-tickets.ts';
import { library } from './migrations/0011-library.ts';
import { siteForm } from './migrations/0012-site-form.ts';
import { digests } from './migrations/0013-digests.ts';
import { failedTries } from './migrations/0014-failed-tries.ts';
import { simpleForm } from './migrations/0015-simple-form.ts';
import { siteLimits } from './migrations/0016-site-limits.ts';
import { documentFiles } from './migrations/0017-document-files.ts';
import { sightSet } from './migrations/0018-sight-set.ts';
import { mergedRequests } from './migrations/0019-merged-requests.ts';

/** In order, and for ever: a migration that has run is never changed. */
export const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0001-foundation': foundation,
  '0002-identity': identity,
  '0003-support': support,
  '0004-trim': trim,
  '0005-conflicts-in-words': conflictsInWords,
  '0006-access': access,
  '0007-fingerprint': fingerprint,
  '0008-people': people,
  '0009-promises': promises,
  '0010-private-tickets': privateTickets,
  '0011-library': library,
  '0012-site-form': siteForm,
  '0013-digests': digests,
  '0014-failed-tries': failedTries,
  '0015-simple-form': simpleForm,
  '0016-site-limits': siteLimits,
  '0017-document-files': documentFiles,
  '0018-sight-set': sightSet,
  '0019-merged-requests': mergedRequests,
};

/**
 * Brings the database to this program's state, as its owner.
 * @throws CloudStartError `database.newer` when a newer program has been here
 */
export async function migrate(owner: pg.Pool, progress: (line: string) => void): Promise<void> {
  const ran = await executed(owner);
  const unknown = ran.find((name) => !(name in MIGRATIONS));
  if (unknown !== undefined) throw new CloudStartError('database.newer', { migration: unknown });
  if (ran.length === Object.keys(MIGRATIONS).length) return;
  progress('Bringing the database up to date …');
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool: owner }) });
  const provider = { getMigrations: () => Promise.resolve({ ...MIGRATIONS }) };
  const { error } = await new Migrator({ db, provider, migrationTableSchema: 'schema_version' }).migrateToLatest();
  if (error) throw error instanceof Error ? error : new Error(JSON.stringify(error));
}

async function executed(owner: pg.Pool): Promise<string[]> {
  const { rows: tables } = await owner.query("select 1 from information_schema.tables where table_schema = 'schema_version' and table_name = 'kysely_migration'");
  if (tables.length === 0) return [];
  const { rows } = await owner.query<{ name: string }>('select name from schema_version.kysely_migration order by name');
  return rows.map((row) => row.name);
}
