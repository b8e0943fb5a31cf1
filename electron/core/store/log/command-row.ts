import type { LoggedCommand, NewCommand, NewUpload, Upload } from '../store.ts';

/** A row of `command`, as SQLite holds it. */
export interface CommandRow {
  readonly place: number;
  readonly id: string;
  readonly tenant: string;
  readonly name: string;
  readonly body: string;
  readonly actor: string;
  readonly held_until: number | null;
  readonly to_confirm: number;
  readonly saved_at: number;
  readonly number: number | null;
  readonly incarnation: string | null;
  readonly result: string | null;
  readonly state: LoggedCommand['state'];
  readonly because: string | null;
  readonly draft_id: string | null;
  readonly reason: string | null;
  readonly batch: string | null;
}

export interface UploadRow {
  readonly attachment_id: string;
  readonly command_id: string;
  readonly tenant: string;
  readonly sha256: string;
  readonly name: string;
  readonly mime: string;
  readonly size: number;
  readonly url: string | null;
  readonly sent: number;
  readonly state: Upload['state'];
  readonly problem: string | null;
}

/** The log's own JSON was written by this file, so its shape is known. */
export function commandOfRow(row: CommandRow): LoggedCommand {
  return {
    place: row.place,
    id: row.id,
    tenant: row.tenant,
    name: row.name,
    body: row.body,
    actor: JSON.parse(row.actor) as LoggedCommand['actor'],
    heldUntil: row.held_until,
    toConfirm: row.to_confirm === 1,
    savedAt: row.saved_at,
    number: row.number,
    incarnation: row.incarnation,
    result: row.result === null ? null : (JSON.parse(row.result) as LoggedCommand['result']),
    state: row.state,
    because: row.because,
    reason: row.reason,
    batch: row.batch,
  };
}

export function uploadOfRow(row: UploadRow): Upload {
  const { attachment_id: attachmentId, command_id: commandId, ...rest } = row;
  return { attachmentId, commandId, ...rest };
}

/** A command that was saved this moment under `place`, without reading it back. */
export function newlyLogged(place: number, command: NewCommand): LoggedCommand {
  const { id, tenant, name, body, actor, heldUntil, toConfirm, savedAt, batch = null } = command;
  return { place, id, tenant, name, body, actor, heldUntil, toConfirm, savedAt, batch, number: null, incarnation: null, result: null, state: 'open', because: null, reason: null };
}

/** One that is there already is left as it is. */
export const INSERT_COMMAND = `
  INSERT INTO command (id, tenant, name, body, actor, held_until, to_confirm, saved_at, draft_id, batch, state)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'open')
  ON CONFLICT (id) DO NOTHING`;

export function commandValues(command: NewCommand) {
  const { id, tenant, name, body, actor, heldUntil, toConfirm, savedAt, draftId = null, batch = null } = command;
  return [id, tenant, name, body, JSON.stringify(actor), heldUntil, toConfirm ? 1 : 0, savedAt, draftId, batch] as const;
}

/** A file of a withdrawn command goes on its way again with the command that takes its place; the same command changes nothing. */
export const INSERT_UPLOAD = `
  INSERT INTO upload (attachment_id, command_id, tenant, sha256, name, mime, size, sent, state)
  VALUES (?, ?, ?, ?, ?, ?, ?, 0, 'waiting')
  ON CONFLICT (attachment_id) DO UPDATE
  SET command_id = excluded.command_id, tenant = excluded.tenant, sha256 = excluded.sha256, name = excluded.name,
    mime = excluded.mime, size = excluded.size, sent = 0, url = NULL, state = 'waiting', problem = NULL
  WHERE upload.command_id <> excluded.command_id`;

export function uploadValues(upload: NewUpload) {
  const { attachmentId, commandId, tenant, sha256, name, mime, size } = upload;
  return [attachmentId, commandId, tenant, sha256, name, mime, size] as const;
}
