import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { plainOf } from '#shared/domain/kernel/rich-text.ts';
import type { Written } from '#shared/rpc/recovery.ts';
import { isRichText } from '../outbox/rich-text-guard.ts';
import { readDrafts } from '../store/drafts/draft-store.ts';
import type { CommandRow, UploadRow } from '../store/log/command-row.ts';
import { Journal } from '../store/log/journal.ts';
import { salvage } from '../store/log/salvage.ts';
import { readCopy } from './read-copy.ts';

/** What a profile's files still give; null where a file is there and gives nothing. */
export interface StillThere {
  readonly commands: readonly Written[] | null;
  readonly drafts: readonly Written[] | null;
}

/** Everything in the folder that the cloud has not taken, and what was half written. Takes no lock and changes nothing. */
export function whatWasWritten(folder: string): StillThere {
  return { commands: orNull(() => commandsIn(folder)), drafts: orNull(() => draftsIn(folder)) };
}

function commandsIn(folder: string): readonly Written[] | null {
  const [log, journal] = [join(folder, 'log.db'), join(folder, 'log.journal')];
  const remembered = orNull(() => new Journal(journal).read());
  const { client, commands, uploads } = readCopy(log, (path) => salvage(path, remembered ?? { client: null, commands: [] }));
  // Both say whose they are: where neither does, nothing of what is there could be read.
  if (client === null && (existsSync(log) || existsSync(journal))) return null;
  return commands.filter(isUnsent).map((row) => writtenOf(row, uploads));
}

/** Not taken by the cloud, and not taken back by the person. */
function isUnsent({ state, result }: CommandRow): boolean {
  if (state !== 'open' && state !== 'parked') return false;
  return result === null || (JSON.parse(result) as { outcome?: { state?: string } }).outcome?.state === 'refused';
}

function writtenOf({ id, name, body, saved_at: savedAt }: CommandRow, uploads: readonly UploadRow[]): Written {
  // The log's own text: a command's body is an object with its input.
  const { input = {} } = JSON.parse(body) as { input?: Readonly<Record<string, unknown>> };
  const files = uploads.filter((upload) => upload.command_id === id).map((upload) => upload.name);
  return { kind: 'command', name, savedAt, title: typeof input['title'] === 'string' ? input['title'] : '', text: linesOf(input), files };
}

function draftsIn(folder: string): readonly Written[] | null {
  const file = join(folder, 'drafts.db');
  if (!existsSync(file)) return [];
  const drafts = readCopy(file, readDrafts);
  return drafts?.filter(({ content }) => content !== null).map(({ kind, title, content, savedAt }) => ({ kind: 'draft' as const, name: kind, savedAt, title, text: linesOf(content), files: [] })) ?? null;
}

const NO_WORDS = /^([0-9a-f-]{36}|[0-9a-f]{64})$/;

/** The words in a command or a draft, a field to a line; marks that only the program understands are left out. */
export function linesOf(value: unknown, name = ''): string {
  if (isRichText(value)) return line(name, plainOf(value));
  if (typeof value === 'string') return NO_WORDS.test(value) ? '' : line(name, value.trim());
  if (typeof value !== 'object' || value === null) return '';
  const list = Array.isArray(value);
  return Object.entries(value).map(([key, part]) => linesOf(part, list ? name : key)).filter(Boolean).join('\n');
}

function line(name: string, text: string): string {
  if (text === '') return '';
  return text.includes('\n') ? `${name}:\n${text}` : `${name}: ${text}`;
}

function orNull<T>(work: () => T): T | null {
  try {
    return work();
  } catch {
    return null;
  }
}
