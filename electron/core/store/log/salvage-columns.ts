import type { CommandRow, UploadRow } from './command-row.ts';

/** Every column, so that a rescued row is put back whole. `satisfies` tells when a column is added elsewhere. */
export const COMMAND_COLUMNS = [
  'place', 'id', 'tenant', 'name', 'body', 'actor', 'held_until', 'to_confirm', 'saved_at', 'number', 'incarnation', 'result', 'state', 'because',
  'draft_id', 'reason', 'batch',
] as const satisfies readonly (keyof CommandRow)[];

export const UPLOAD_COLUMNS = [
  'attachment_id', 'command_id', 'tenant', 'sha256', 'name', 'mime', 'size', 'url', 'sent', 'state', 'problem',
] as const satisfies readonly (keyof UploadRow)[];
