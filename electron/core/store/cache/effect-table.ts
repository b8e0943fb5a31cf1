import type { Actor, Change } from '#shared/domain/kernel/command.ts';
import type { Id } from '#shared/domain/kernel/ids.ts';
import type { CommandResult } from '#shared/api/sync.ts';
import type { ReadDatabase, WriteDatabase } from '../sqlite/handles.ts';
import type { LocalEffect } from '../store.ts';
import { standingOf, type Before, type Outcome, type PendingCommand } from './pending-command.ts';
import { textOfKey, type RowKey } from './row-view.ts';
import type { CellRow } from './shape.ts';

/** A row of `effect`. The JSON in it was written by this file, so its shape is known. */
interface EffectRow {
  readonly command: Id;
  readonly tenant: Id;
  readonly place: number;
  readonly name: string;
  readonly body: string;
  readonly actor: string;
  readonly log_state: PendingCommand['state'];
  readonly result: string | null;
  readonly title: string;
  readonly target_entity: string | null;
  readonly target_id: Id | null;
  readonly refusal: string | null;
  readonly remarks: string;
  readonly changes: string | null;
}

export interface KnownEffect {
  readonly command: PendingCommand;
  readonly before: Before;
  readonly effect: LocalEffect;
}

export function readEffect(database: ReadDatabase, id: Id): KnownEffect | undefined {
  const row = database.get<EffectRow>('SELECT * FROM effect WHERE command = ?', id);
  return row && knownEffect(row);
}

export function readEffects(database: ReadDatabase): LocalEffect[] {
  return database.all<EffectRow>('SELECT * FROM effect ORDER BY place').map((row) => knownEffect(row).effect);
}

function knownEffect(row: EffectRow): KnownEffect {
  const target = row.target_entity === null || row.target_id === null ? null : { entity: row.target_entity, id: row.target_id };
  return {
    command: {
      place: row.place,
      id: row.command,
      tenant: row.tenant,
      name: row.name,
      body: row.body,
      actor: JSON.parse(row.actor) as Actor,
      state: row.log_state,
      result: row.result === null ? null : (JSON.parse(row.result) as CommandResult),
    },
    before: { title: row.title, target, changes: row.changes === null ? [] : (JSON.parse(row.changes) as Change[]) },
    effect: {
      commandId: row.command,
      title: row.title,
      target,
      refusal: row.refusal === null ? null : (JSON.parse(row.refusal) as LocalEffect['refusal']),
      remarks: JSON.parse(row.remarks) as LocalEffect['remarks'],
    },
  };
}

/** Where each command of a tenant stood when it last ran, in local order. */
export function readStandings(database: ReadDatabase, tenant: Id): { command: Id; place: number; standing: string }[] {
  return database.all('SELECT command, place, standing FROM effect WHERE tenant = ? ORDER BY place', tenant);
}

export function removeEffect(database: WriteDatabase, id: Id): void {
  database.run('DELETE FROM effect WHERE command = ?', id);
  database.run('DELETE FROM touch WHERE command = ?', id);
  database.run('DELETE FROM need WHERE command = ?', id);
}

export function writeEffect(database: WriteDatabase, command: PendingCommand, { effect, state, changes, touches, needs }: Outcome): void {
  removeEffect(database, command.id);
  database.run(
    `INSERT INTO effect (command, tenant, place, name, body, actor, log_state, result, standing, state, title, target_entity, target_id, refusal, remarks, changes)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    command.id, command.tenant, command.place, command.name, command.body, JSON.stringify(command.actor), command.state,
    command.result && JSON.stringify(command.result), standingOf(command.state, command.result), state,
    effect.title, effect.target?.entity ?? null, effect.target?.id ?? null,
    effect.refusal && JSON.stringify(effect.refusal), JSON.stringify(effect.remarks), changes.length === 0 ? null : JSON.stringify(changes),
  );
  for (const { entity, id } of touches) {
    database.run('INSERT INTO touch (tenant, entity, id, command) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING', command.tenant, entity, id, command.id);
  }
  for (const { entity, id } of needs) {
    database.run('INSERT INTO need (tenant, entity, id, command) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING', command.tenant, entity, id, command.id);
  }
}

export function touchesOf(database: ReadDatabase, command: Id): RowKey[] {
  return database.all('SELECT entity, id FROM touch WHERE command = ?', command);
}

export function needsOf(database: ReadDatabase, command: Id): RowKey[] {
  return database.all('SELECT entity, id FROM need WHERE command = ?', command);
}

/** Commands that change the row; of any row of the entity where the id is `*`. */
export function touchers(database: ReadDatabase, tenant: Id, { entity, id }: RowKey): Id[] {
  const rows =
    id === '*'
      ? database.all<{ command: Id }>('SELECT DISTINCT command FROM touch WHERE tenant = ? AND entity = ?', tenant, entity)
      : database.all<{ command: Id }>('SELECT command FROM touch WHERE tenant = ? AND entity = ? AND id = ?', tenant, entity, id);
  return rows.map((row) => row.command);
}

/** Commands whose rule looks at the row. */
export function onlookers(database: ReadDatabase, tenant: Id, { entity, id }: RowKey): Id[] {
  const sql = `SELECT command FROM need WHERE tenant = ? AND entity = ? AND id IN (?, '*')`;
  return database.all<{ command: Id }>(sql, tenant, entity, id).map((row) => row.command);
}

/** More ids than these are not listed. */
const MOST_LISTED = 2_000;

/** The rows of one entity with which pending commands have to do; undefined where that may be any of them, or many. */
export function watchedIds(database: ReadDatabase, tenant: Id, entity: string): ReadonlySet<Id> | undefined {
  const parts = ['touch', 'need', 'shadow'].map((table) => `SELECT id FROM ${table} WHERE tenant = ? AND entity = ?`);
  const ids = new Set(database.all<{ id: Id }>(`${parts.join(' UNION ')} LIMIT ?`, tenant, entity, tenant, entity, tenant, entity, MOST_LISTED).map(({ id }) => id));
  return ids.has('*') || ids.size >= MOST_LISTED ? undefined : ids;
}

export interface CloudCopy {
  readonly key: RowKey;
  readonly seq: number;
  readonly row: CellRow | null;
}

export function readShadow(database: ReadDatabase, tenant: Id, key: RowKey): CloudCopy | undefined {
  const sql = 'SELECT seq, row FROM shadow WHERE tenant = ? AND entity = ? AND id = ?';
  const found = database.get<{ seq: number; row: string | null }>(sql, tenant, key.entity, key.id);
  return found && { key, seq: found.seq, row: found.row === null ? null : (JSON.parse(found.row) as CellRow) };
}

export function writeShadow(database: WriteDatabase, tenant: Id, { key, seq, row }: CloudCopy): void {
  database.run(
    `INSERT INTO shadow (tenant, entity, id, seq, row) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (tenant, entity, id) DO UPDATE SET seq = excluded.seq, row = excluded.row`,
    tenant, key.entity, key.id, seq, row && JSON.stringify(row),
  );
}

export function removeShadow(database: WriteDatabase, tenant: Id, { entity, id }: RowKey): void {
  database.run('DELETE FROM shadow WHERE tenant = ? AND entity = ? AND id = ?', tenant, entity, id);
}

/** Rows by their text, each once. */
export function distinct(keys: Iterable<RowKey>): Map<string, RowKey> {
  return new Map([...keys].map((key) => [textOfKey(key), key]));
}
