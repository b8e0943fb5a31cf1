import { randomUUID } from 'node:crypto';
import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { putAside } from '../aside.ts';
import { isSound, openForWriting } from '../sqlite/open-database.ts';
import type { WriteDatabase } from '../sqlite/handles.ts';
import { migrate, refuseNewer } from '../sqlite/migrate.ts';
import { onDisk, storeErrorOf } from '../store-error.ts';
import type { OpenReport } from '../store.ts';
import { commandValues, INSERT_COMMAND, INSERT_UPLOAD, uploadValues } from './command-row.ts';
import { Journal, type LogJournal, type Remembered } from './journal.ts';
import { migration001 } from './migrations/001-commands.ts';
import { migration002 } from './migrations/002-draft-and-reason.ts';
import { migration003 } from './migrations/003-batch.ts';
import { salvage, type Salvaged } from './salvage.ts';
import { COMMAND_COLUMNS, UPLOAD_COLUMNS } from './salvage-columns.ts';

const MIGRATIONS = [migration001, migration002, migration003];
/** How long a command that has ended is kept, ms: a restored cloud may ask for it again (sync.md, Cloud: pull). */
const KEPT = 30 * 24 * 60 * 60 * 1000;

export interface OpenedLog {
  readonly database: WriteDatabase;
  readonly journal: LogJournal;
  readonly file: string;
  readonly repaired: OpenReport['repaired'];
}

/**
 * Opens `log.db` with its journal. From a file that is not sound (or is gone, while the journal knows commands) what can
 * be read goes, with the journal's lines, into a new one under a new incarnation; the old one is put aside. A crash at
 * any moment of this leaves either the old file or the finished new one. Throws a StoreError for what the disk refuses
 * and for a newer file.
 */
export function openLog(folder: string, now: number): OpenedLog {
  const file = join(folder, 'log.db');
  const rescue = `${file}.rescue`;
  const journal = new Journal(join(folder, 'log.journal'));
  return onDisk(file, () => {
    if (!existsSync(file) && existsSync(rescue)) renameSync(rescue, file);
    const remembered = existsSync(file) ? undefined : journal.read();
    if (remembered === undefined || remembered.commands.length === 0) {
      const sound = openSound(file);
      if (sound !== undefined) {
        const missing = orClosed(sound, () => {
          prepareLog(sound, now);
          return takeMissing(sound, remembered ?? journal.read());
        });
        return { database: sound, journal, file, repaired: missing === 0 ? [] : [{ code: 'log.salvaged', aside: '', rescued: missing }] };
      }
    }
    const saved = salvage(file, remembered ?? journal.read());
    writeRescue(rescue, saved);
    const aside = putAside(file, now);
    renameSync(rescue, file);
    const database = openForWriting(file, 'full');
    orClosed(database, () => prepareLog(database, now));
    return { database, journal, file, repaired: [{ code: 'log.salvaged', aside, rescued: saved.commands.length }] };
  });
}

/**
 * A file whose opening fails half-way is closed: SQLite would go on believing what it found (a side file that may not be
 * written) at the next try, although a person has mended it meanwhile (R6).
 */
function orClosed<T>(database: WriteDatabase, work: () => T): T {
  try {
    return work();
  } catch (error) {
    database.close();
    throw error;
  }
}

/**
 * A sound file may still be an older one: put back without its side file, or a side file cut short. What the journal
 * knows to wait and the log does not goes in again, under a new incarnation, since numbers are missing too; the cloud
 * knows a command that it had by its id (I1, I2). Answers how many.
 */
function takeMissing(database: WriteDatabase, remembered: Remembered): number {
  const missing = remembered.commands.filter(
    ({ command, state }) => (state === 'open' || state === 'parked') && database.get('SELECT 1 FROM command WHERE id = ?', command.id) === undefined,
  );
  if (missing.length === 0) return 0;
  database.transaction(() => {
    for (const { command, uploads, state } of missing) {
      database.run(INSERT_COMMAND, ...commandValues(command));
      if (state === 'parked') database.run(`UPDATE command SET state = 'parked' WHERE id = ?`, command.id);
      for (const upload of uploads) database.run(INSERT_UPLOAD, ...uploadValues(upload));
    }
    database.run('UPDATE identity SET incarnation = ?', randomUUID());
    database.run('UPDATE command SET number = NULL, incarnation = NULL WHERE result IS NULL');
  });
  return missing.length;
}

/** Whole and closed, so that it is one file and can be renamed. */
function writeRescue(rescue: string, saved: Salvaged): void {
  for (const suffix of ['', '-wal', '-shm']) rmSync(`${rescue}${suffix}`, { force: true });
  const database = openForWriting(rescue, 'full');
  try {
    migrate(database, rescue, MIGRATIONS, false);
    restore(database, saved);
    database.pragma('wal_checkpoint(TRUNCATE)');
  } finally {
    database.close();
  }
}

/** Undefined when the file is there and cannot be trusted. */
function openSound(file: string): WriteDatabase | undefined {
  const existed = existsSync(file);
  let database: WriteDatabase | undefined;
  try {
    database = openForWriting(file, 'full');
    refuseNewer(database, file, MIGRATIONS);
    if (existed && !isSound(database)) {
      database.close();
      return undefined;
    }
    migrate(database, file, MIGRATIONS, true);
    return database;
  } catch (error) {
    database?.close();
    if (existed && storeErrorOf(error, file)?.code === 'store.broken') return undefined;
    throw error;
  }
}

/** Who this device is, made where it is not known yet; what ended long ago goes. */
export function prepareLog(database: WriteDatabase, now: number): void {
  database.transaction(() => {
    if (database.get('SELECT 1 FROM identity') === undefined) {
      database.run('INSERT INTO identity (only, client, incarnation) VALUES (1, ?, ?)', randomUUID(), randomUUID());
    }
    // By the cloud's clock as last heard: one that is years ahead here must not cost what a restored cloud asks for (I1).
    const heard = database.get<{ at: number | null }>(`SELECT max(json_extract(result, '$.arrival')) AS at FROM command`)?.at ?? 0;
    const before = Math.min(now, heard) - KEPT;
    // A command whose file has not reached the cloud is not over, however long ago its text did (I12).
    const ended = `SELECT id FROM command WHERE state NOT IN ('open', 'parked')
      AND coalesce(json_extract(result, '$.arrival'), saved_at) < ?
      AND NOT EXISTS (SELECT 1 FROM upload WHERE upload.command_id = command.id AND upload.state IN ('waiting', 'failed'))`;
    database.run(`DELETE FROM upload WHERE command_id IN (${ended})`, before);
    database.run(`DELETE FROM command WHERE id IN (${ended})`, before);
  });
}

function restore(database: WriteDatabase, saved: Salvaged): void {
  database.transaction(() => {
    const command = database.runner(`INSERT INTO command (${COMMAND_COLUMNS.join()}) VALUES (${COMMAND_COLUMNS.map(() => '?').join()})`);
    for (const row of saved.commands) command(COMMAND_COLUMNS.map((column) => row[column]));
    const upload = database.runner(`INSERT INTO upload (${UPLOAD_COLUMNS.join()}) VALUES (${UPLOAD_COLUMNS.map(() => '?').join()})`);
    for (const row of saved.uploads) upload(UPLOAD_COLUMNS.map((column) => row[column]));
    // Numbers may have been lost, so they start again; the cloud knows the commands by their ids.
    database.run('INSERT INTO identity (only, client, incarnation) VALUES (1, ?, ?)', saved.client ?? randomUUID(), randomUUID());
    database.run('UPDATE command SET number = NULL, incarnation = NULL WHERE result IS NULL');
  });
}
