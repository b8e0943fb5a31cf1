import type { Id } from '#shared/domain/kernel/ids.ts';
import { openForReading } from '../sqlite/open-database.ts';
import type { ReadDatabase } from '../sqlite/handles.ts';
import type { CommandRow, UploadRow } from './command-row.ts';
import type { Remembered } from './journal.ts';

export interface Salvaged {
  readonly client: Id | null;
  /** In local order; places are the old ones where they could be read. */
  readonly commands: readonly CommandRow[];
  readonly uploads: readonly UploadRow[];
}

/** How many places in a row may be unreadable or empty before the search by place gives up. */
const GAP = 20_000;

/**
 * Reads a broken log row by row and merges it with the journal by id. A command that only the journal knows keeps the
 * state the journal last heard; one that was withdrawn or settled stays so, whatever the broken file says (I2, I10).
 */
export function salvage(file: string, remembered: Remembered): Salvaged {
  const database = tryTo(() => openForReading(file));
  const read = database === undefined ? [] : readCommands(database);
  const uploads = database === undefined ? [] : readUploads(database);
  const identity = database && tryTo(() => database.get<{ client: string }>('SELECT client FROM identity'));
  database?.close();

  const commands = new Map(read.map((row) => [row.id, row]));
  const files = new Map(uploads.map((row) => [row.attachment_id, row]));
  for (const { command, uploads: named, state } of remembered.commands) {
    const row = commands.get(command.id);
    if (row === undefined) {
      commands.set(command.id, rowOf(command, state));
    } else if (state !== 'open' && (row.state === 'open' || row.state === 'parked')) {
      commands.set(command.id, { ...row, state });
    }
    for (const upload of named) {
      if (files.has(upload.attachmentId)) continue;
      const { attachmentId, commandId, tenant, sha256, name, mime, size } = upload;
      files.set(attachmentId, {
        attachment_id: attachmentId, command_id: commandId, tenant, sha256, name, mime, size,
        url: null, sent: 0, state: state === 'withdrawn' ? 'withdrawn' : 'waiting', problem: null,
      });
    }
  }
  const ordered = inOrder(commands, new Set(read.map((row) => row.id)), remembered);
  return { client: identity?.client ?? remembered.client, commands: ordered, uploads: [...files.values()] };
}

/** A command that the file lost goes back where it was saved: behind the one that stands before it in the journal. */
function inOrder(rows: ReadonlyMap<Id, CommandRow>, read: ReadonlySet<Id>, remembered: Remembered): CommandRow[] {
  const behind = new Map<Id, number>();
  let last = 0;
  for (const { command } of remembered.commands) {
    const row = rows.get(command.id);
    if (row !== undefined && read.has(command.id)) last = row.place;
    else behind.set(command.id, last);
  }
  // The sort is stable, and the lost ones stand in the journal's order already.
  const sorted = [...rows.values()].sort((a, b) => {
    const [left, right] = [behind.get(a.id) ?? a.place, behind.get(b.id) ?? b.place];
    return left - right || Number(behind.has(a.id)) - Number(behind.has(b.id));
  });
  return sorted.map((row, index) => ({ ...row, place: index + 1 }));
}

function rowOf(command: Remembered['commands'][number]['command'], state: CommandRow['state']): CommandRow {
  const { id, tenant, name, body, actor, heldUntil, toConfirm, savedAt, draftId = null, batch = null } = command;
  return {
    place: 0, id, tenant, name, body, actor: JSON.stringify(actor), held_until: heldUntil, to_confirm: toConfirm ? 1 : 0,
    saved_at: savedAt, number: null, incarnation: null, result: null, state, because: null, draft_id: draftId, reason: null, batch,
  };
}

/** First in one pass; where that breaks, place by place, so that one bad page costs its own rows only. */
function readCommands(database: ReadDatabase): CommandRow[] {
  const whole = tryTo(() => database.all<CommandRow>('SELECT * FROM command ORDER BY place'));
  if (whole !== undefined) return whole.filter(isWhole);
  const rows: CommandRow[] = [];
  for (let place = 1, missed = 0; missed < GAP; place += 1) {
    const row = tryTo(() => database.get<CommandRow>('SELECT * FROM command WHERE place = ?', place));
    if (row !== undefined && isWhole(row)) rows.push(row);
    missed = row === undefined ? missed + 1 : 0;
  }
  return rows;
}

function readUploads(database: ReadDatabase): UploadRow[] {
  return tryTo(() => database.all<UploadRow>('SELECT * FROM upload')) ?? [];
}

/** A row whose JSON no longer parses is worth less than the journal's. */
function isWhole(row: CommandRow): boolean {
  return (
    tryTo(() => {
      JSON.parse(row.body);
      JSON.parse(row.actor);
      if (row.result !== null) JSON.parse(row.result);
      return true;
    }) ?? false
  );
}

function tryTo<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
