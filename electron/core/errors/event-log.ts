import { appendFile, open, readFile, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Facts } from '#shared/domain/kernel/command.ts';
import type { LogLine } from '#shared/rpc/contract.ts';
import { makePrivateFolder } from '../private-file.ts';
import { redact } from './redact.ts';

const ROTATE_AT = 1024 * 1024;
const KEPT_IN_MEMORY = 2000;

/**
 * What happened, for the person who helps: codes and facts, never what people wrote. JSON lines in `events.log` under
 * the root, one older file beside it. Writing happens behind; a disk that refuses costs the line on disk, not the work.
 */
export interface EventLog {
  write(level: LogLine['level'], code: string, facts?: Facts): void;
  /** The last `limit` lines, oldest first. */
  tail(limit: number): readonly LogLine[];
  /** Resolves when all that was written is with the system. */
  flush(): Promise<void>;
}

/** Opens the log under `root` and reads the last run's lines, so that `tail` shows what led to a restart. */
export async function openEventLog(root: string, now: () => number): Promise<EventLog> {
  const path = join(root, 'events.log');
  const lines: LogLine[] = [...(await readTail(path))];
  let size = await stat(path).then(({ size }) => size, () => 0);
  let waiting: string[] = [];
  let writing: Promise<void> = Promise.resolve();

  const drain = async () => {
    if (waiting.length === 0) return;
    const text = waiting.join('');
    waiting = [];
    try {
      if (size + text.length > ROTATE_AT) {
        await rename(path, join(root, 'events.1.log')).catch(() => undefined);
        size = 0;
      }
      if (size === 0) await makeEmpty(root, path);
      await appendFile(path, text, { mode: 0o600 });
      size += Buffer.byteLength(text);
    } catch {
      // The lines stay in memory for `tail`; there is no better place to say that the disk refuses.
    }
  };

  return {
    write(level, code, facts = {}) {
      const text = redact([code, ...Object.entries(facts).map(([name, value]) => `${name}=${String(value)}`)].join(' ')).text;
      const line: LogLine = { at: now(), level, text: text.replace(/\s+/g, ' ').slice(0, 1000) };
      lines.push(line);
      if (lines.length > KEPT_IN_MEMORY) lines.splice(0, lines.length - KEPT_IN_MEMORY);
      waiting.push(`${JSON.stringify(line)}\n`);
      if (waiting.length === 1) writing = writing.then(drain);
    },
    tail: (limit) => lines.slice(-limit),
    flush: () => writing,
  };
}

async function makeEmpty(root: string, path: string): Promise<void> {
  await makePrivateFolder(root);
  await (await open(path, 'a', 0o600)).close();
}

async function readTail(path: string): Promise<readonly LogLine[]> {
  const text = await readFile(path, 'utf8').catch(() => '');
  return text
    .split('\n')
    .slice(-KEPT_IN_MEMORY)
    .flatMap((row) => parseLine(row) ?? []);
}

function parseLine(row: string): LogLine | undefined {
  try {
    const value: unknown = JSON.parse(row);
    if (typeof value !== 'object' || value === null || !('at' in value) || !('level' in value) || !('text' in value)) return undefined;
    const { at, level, text } = value;
    if (typeof at !== 'number' || typeof text !== 'string') return undefined;
    return level === 'info' || level === 'warn' || level === 'error' ? { at, level, text } : undefined;
  } catch {
    return undefined;
  }
}
