import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import BetterSqlite from 'better-sqlite3';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../fixtures.ts';
import { openForReading, openForWriting } from './open-database.ts';
import { migrate } from './migrate.ts';

const first = { version: 1, sql: 'CREATE TABLE thing (name TEXT NOT NULL) STRICT' };
const second = { version: 2, sql: 'DROP TABLE thing' };

test('a file is copied before each migration, and the copy has what the migration drops', () => {
  const { folder, remove } = temporaryFolder();
  const file = join(folder, 'some.db');
  const database = openForWriting(file, 'full');
  migrate(database, file, [first], true);
  expect(existsSync(`${file}.before-1`)).toBe(false);
  database.run('INSERT INTO thing (name) VALUES (?)', 'kept');
  migrate(database, file, [first, second], true);
  database.close();
  const copy = new BetterSqlite(`${file}.before-2`);
  expect(copy.prepare('SELECT name FROM thing').all()).toEqual([{ name: 'kept' }]);
  copy.close();
  remove();
});

test('a migration that fails leaves the file as it was', () => {
  const { folder, remove } = temporaryFolder();
  const file = join(folder, 'some.db');
  const database = openForWriting(file, 'normal');
  migrate(database, file, [first], false);
  expect(() => migrate(database, file, [first, { version: 2, sql: 'DROP TABLE thing; CREATE TABLE broken (' }], false)).toThrow();
  expect(database.pragma('user_version')).toBe(1);
  expect(database.all('SELECT * FROM thing')).toEqual([]);
  database.close();
  remove();
});

test('migrations are text and numbers: they import no code of the program', () => {
  for (const file of ['log/migrations/001-commands.ts', 'log/migrations/002-draft-and-reason.ts', 'drafts/migrations/001-drafts.ts', 'cache/migrations/001-rows.ts', 'cache/migrations/002-lists-and-search.ts']) {
    expect(readFileSync(join(import.meta.dirname, '..', file), 'utf8')).not.toMatch(/^import /m);
  }
});

test('a handle for reading cannot write', () => {
  const { folder, remove } = temporaryFolder();
  const file = join(folder, 'some.db');
  const database = openForWriting(file, 'normal');
  migrate(database, file, [first], false);
  const reader = openForReading(file);
  expect(() => reader.all(`INSERT INTO thing (name) VALUES ('x') RETURNING name`)).toThrow();
  reader.close();
  database.close();
  remove();
});

test('a file made here is readable by this user alone (0600)', () => {
  const { folder, remove } = temporaryFolder();
  const database = openForWriting(join(folder, 'some.db'), 'normal');
  migrate(database, join(folder, 'some.db'), [first], false);
  const modes = ['some.db', 'some.db-wal', 'some.db-shm'].map((name) => statSync(join(folder, name)).mode & 0o777);
  expect(modes).toEqual(process.platform === 'win32' ? expect.anything() : [0o600, 0o600, 0o600]);
  database.close();
  remove();
});
