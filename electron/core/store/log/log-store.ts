import { randomUUID } from 'node:crypto';
import type { Id } from '#shared/domain/kernel/ids.ts';
import type { CommandResult } from '#shared/api/sync.ts';
import type { WriteDatabase } from '../sqlite/handles.ts';
import { onDisk, StoreError } from '../store-error.ts';
import type { LoggedCommand, LogStore, NewCommand, NewUpload, Upload } from '../store.ts';
import {
  commandOfRow, commandValues, INSERT_COMMAND, INSERT_UPLOAD, newlyLogged, uploadOfRow, uploadValues, type CommandRow, type UploadRow,
} from './command-row.ts';
import type { OpenedLog } from './open-log.ts';
import type { LogJournal } from './journal.ts';

/** What the log asks of the rest while it works. */
export interface LogHelp {
  /** Gives up the ballast; true when there was some. */
  readonly makeRoom: () => boolean;
  readonly warn: (text: string) => void;
}

/** `log.db`: what cannot be rebuilt. Every method returns when its bytes are durable (R1). */
export class SqliteLog implements LogStore {
  readonly #database: WriteDatabase;
  readonly #journal: LogJournal;
  readonly #insert: (values: ReturnType<typeof commandValues>) => number | undefined;
  readonly #file: string;
  readonly #help: LogHelp;
  /** The open and parked commands in local order, so that asking for them costs no reading; undefined to read again. */
  #live: Map<Id, LoggedCommand> | undefined;
  /** As `#live`, for the same reason. */
  #uploads: readonly Upload[] | undefined;
  #journalBehind = false;

  constructor(opened: OpenedLog, help: LogHelp) {
    this.#database = opened.database;
    this.#journal = opened.journal;
    this.#insert = this.#database.inserter(INSERT_COMMAND);
    this.#file = opened.file;
    this.#help = help;
    if (opened.repaired.length > 0 || this.#journal.needsRewriting()) this.#inJournal(() => this.#rewriteJournal());
  }

  append(command: NewCommand, uploads: readonly NewUpload[]): LoggedCommand {
    let place: number | undefined;
    this.#write(() => {
      place = this.#insert(commandValues(command));
      if (place === undefined) return;
      for (const upload of uploads) this.#database.run(INSERT_UPLOAD, ...uploadValues(upload));
    });
    if (place === undefined) {
      const known = this.#read(command.id);
      if (known.body !== command.body) throw new Error(`command ${command.id} is already saved with other bytes`);
      return known;
    }
    if (uploads.length > 0) this.#uploads = undefined;
    const logged = newlyLogged(place, command);
    this.#live?.set(logged.id, logged);
    this.#inJournal(() => this.#journal.saved(command, uploads));
    return logged;
  }

  get(id: Id): LoggedCommand | undefined {
    const row = onDisk(this.#file, () => this.#database.get<CommandRow>('SELECT * FROM command WHERE id = ?', id));
    return row && commandOfRow(row);
  }

  open(tenant?: Id): readonly LoggedCommand[] {
    const all = [...this.#liveCommands().values()];
    return tenant === undefined ? all : all.filter((command) => command.tenant === tenant);
  }

  /** The place of the last command ever saved; 0 for none. */
  lastPlace(): number {
    const row = onDisk(this.#file, () => this.#database.get<{ seq: number }>(`SELECT seq FROM sqlite_sequence WHERE name = 'command'`));
    return row?.seq ?? 0;
  }

  recent(limit: number): readonly LoggedCommand[] {
    return onDisk(this.#file, () => this.#database.all<CommandRow>('SELECT * FROM command ORDER BY place DESC LIMIT ?', limit)).map(commandOfRow);
  }

  ofBatch(batch: Id): readonly LoggedCommand[] {
    return onDisk(this.#file, () => this.#database.all<CommandRow>('SELECT * FROM command WHERE batch = ? ORDER BY place', batch)).map(commandOfRow);
  }

  number(tenant: Id, ids: readonly Id[]): readonly LoggedCommand[] {
    const { incarnation } = this.identity();
    this.#write(() => {
      const last = this.#database.get<{ last: number }>('SELECT last FROM counter WHERE incarnation = ? AND tenant = ?', incarnation, tenant);
      let number = last?.last ?? 0;
      for (const id of ids) {
        const changed = this.#database.run(
          'UPDATE command SET number = ?, incarnation = ? WHERE id = ? AND tenant = ? AND (number IS NULL OR incarnation <> ?) AND result IS NULL',
          number + 1, incarnation, id, tenant, incarnation,
        );
        number += changed;
      }
      this.#database.run(
        'INSERT INTO counter (incarnation, tenant, last) VALUES (?, ?, ?) ON CONFLICT (incarnation, tenant) DO UPDATE SET last = excluded.last',
        incarnation, tenant, number,
      );
    });
    return this.#refresh(ids);
  }

  recordResults(results: readonly CommandResult[]): void {
    if (results.length === 0) return;
    this.#write(() => {
      for (const result of results) this.#database.run('UPDATE command SET result = ? WHERE id = ?', JSON.stringify(result), result.commandId);
    });
    this.#refresh(results.map((result) => result.commandId));
  }

  setState(id: Id, state: LoggedCommand['state'], because?: Id): void {
    this.#write(() => this.#database.run('UPDATE command SET state = ?, because = coalesce(?, because) WHERE id = ?', state, because ?? null, id));
    this.#moved([id], state);
  }

  park(id: Id, reason: string): void {
    this.#write(() => this.#database.run(`UPDATE command SET state = 'parked', reason = ? WHERE id = ?`, reason, id));
    this.#moved([id], 'parked');
  }

  usedDrafts(): readonly { readonly draftId: Id; readonly savedAt: number }[] {
    const sql = 'SELECT draft_id AS draftId, max(saved_at) AS savedAt FROM command WHERE draft_id IS NOT NULL GROUP BY draft_id';
    return onDisk(this.#file, () => this.#database.all(sql));
  }

  settle(ids: readonly Id[]): void {
    if (ids.length === 0) return;
    this.#write(() => {
      for (const id of ids) this.#database.run(`UPDATE command SET state = 'settled' WHERE id = ? AND state IN ('open', 'parked') AND result IS NOT NULL`, id);
    });
    this.#moved(ids, 'settled');
  }

  unsettle(tenant: Id, above: number): readonly Id[] {
    const sql = `SELECT id FROM command WHERE tenant = ? AND state = 'settled'
      AND json_extract(result, '$.outcome.state') = 'accepted' AND json_extract(result, '$.seq') > ?`;
    const ids = onDisk(this.#file, () => this.#database.all<{ id: Id }>(sql, tenant, above)).map(({ id }) => id);
    if (ids.length === 0) return ids;
    this.#write(() => {
      for (const id of ids) this.#database.run(`UPDATE command SET state = 'open' WHERE id = ?`, id);
    });
    this.#moved(ids, 'open');
    this.#live = undefined;
    return ids;
  }

  reopen(ids: readonly Id[]): void {
    if (ids.length === 0) return;
    this.#write(() => {
      for (const id of ids) {
        this.#database.run(`UPDATE command SET state = 'open', number = NULL, incarnation = NULL, result = NULL WHERE id = ?`, id);
      }
      this.#database.run('UPDATE command SET because = NULL WHERE because IN (SELECT value FROM json_each(?))', JSON.stringify(ids));
    });
    this.#moved(ids, 'open');
    this.#live = undefined;
  }

  release(id: Id): void {
    // What waited with it goes with it.
    const waiting = onDisk(this.#file, () => this.#database.all<{ id: Id }>(`SELECT id FROM command WHERE because = ? AND state IN ('open', 'parked')`, id)).map((row) => row.id);
    this.#write(() => {
      this.#database.run(`UPDATE command SET held_until = NULL, reason = NULL, state = iif(state = 'parked', 'open', state) WHERE id = ?`, id);
      this.#database.run('UPDATE command SET because = NULL WHERE because = ?', id);
    });
    const [command] = this.#refresh([id, ...waiting]);
    if (command !== undefined) this.#inJournal(() => this.#journal.changed([id], command.state));
  }

  identity(): { readonly client: Id; readonly incarnation: Id } {
    const row = onDisk(this.#file, () => this.#database.get<{ client: Id; incarnation: Id }>('SELECT client, incarnation FROM identity'));
    if (row === undefined) throw new StoreError('store.broken', { file: this.#file });
    return row;
  }

  renumber(): void {
    this.#write(() => {
      this.#database.run('UPDATE identity SET incarnation = ?', randomUUID());
      this.#database.run('UPDATE command SET number = NULL, incarnation = NULL WHERE result IS NULL');
    });
    this.#live = undefined;
  }

  uploads(): readonly Upload[] {
    this.#uploads ??= onDisk(this.#file, () => this.#database.all<UploadRow>('SELECT * FROM upload ORDER BY rowid')).map(uploadOfRow);
    return this.#uploads;
  }

  updateUpload(attachmentId: Id, change: Partial<Pick<Upload, 'url' | 'sent' | 'state' | 'problem'>>): void {
    const entries = Object.entries(change).filter(([, value]) => value !== undefined);
    if (entries.length === 0) return;
    this.#uploads = undefined;
    // The names are those of the type above, never text from outside.
    const set = entries.map(([name]) => `${name} = ?`).join(', ');
    this.#write(() => this.#database.run(`UPDATE upload SET ${set} WHERE attachment_id = ?`, ...entries.map(([, value]) => value ?? null), attachmentId));
  }

  close(): void {
    this.#journal.close();
    this.#database.close();
  }

  /** One durable transaction. On a full disk the ballast goes and the write is tried once more. */
  #write(work: () => unknown): void {
    const once = () => onDisk(this.#file, () => void this.#database.transaction(work));
    try {
      once();
    } catch (error) {
      if (!(error instanceof StoreError) || error.code !== 'disk.full' || !this.#help.makeRoom()) throw error;
      this.#help.warn('the disk is full: the ballast was given up to save what was being written');
      once();
    }
  }

  #liveCommands(): Map<Id, LoggedCommand> {
    this.#live ??= new Map(
      onDisk(this.#file, () => this.#database.all<CommandRow>(`SELECT * FROM command WHERE state IN ('open', 'parked') ORDER BY place`)).map(
        (row) => [row.id, commandOfRow(row)],
      ),
    );
    return this.#live;
  }

  #read(id: Id): LoggedCommand {
    const found = this.get(id);
    if (found === undefined) throw new Error(`command ${id} is not in the log`);
    return found;
  }

  #refresh(ids: readonly Id[]): LoggedCommand[] {
    const found = ids.map((id) => this.get(id)).filter((command) => command !== undefined);
    for (const command of found) {
      if (command.state !== 'open' && command.state !== 'parked') this.#live?.delete(command.id);
      // A command that comes back to life must stand in its own place: read all again.
      else if (this.#live?.has(command.id)) this.#live.set(command.id, command);
      else this.#live = undefined;
    }
    return found;
  }

  #moved(ids: readonly Id[], state: LoggedCommand['state']): void {
    this.#refresh(ids);
    this.#inJournal(() => this.#journal.changed(ids, state));
  }

  #rewriteJournal(): void {
    const uploads = this.uploads();
    const live = this.open().map((command) => ({
      command,
      uploads: uploads.filter((upload) => upload.commandId === command.id),
      state: command.state,
    }));
    this.#journal.rewrite(this.identity().client, live);
  }

  /**
   * The log itself is durable already; a journal that cannot be written is told once and costs nothing else. As soon as
   * it can be written again it is made whole from the log.
   */
  #inJournal(work: () => void): void {
    try {
      work();
      if (this.#journalBehind) this.#rewriteJournal();
      this.#journalBehind = false;
    } catch (error) {
      if (!this.#journalBehind) this.#help.warn(`the journal could not be written: ${error instanceof Error ? error.message : String(error)}`);
      this.#journalBehind = true;
    }
  }
}
