import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { LogLine } from '#shared/rpc/contract.ts';
import { openEventLog } from '../errors/event-log.ts';
import { examineCache, type FeedReport } from './examine-cache.ts';
import { examineLog, type Examined, type LogReport } from './examine-log.ts';

/** One person's desk at one cloud. */
export interface ProfileReport {
  /** The folder's name under the root: cloud key, then person. */
  readonly cloud: string;
  readonly person: string;
  readonly log: Examined<LogReport>;
  readonly cache: Examined<readonly FeedReport[]>;
  /** Bytes of each file of the profile; `files/` as one. */
  readonly sizes: readonly { readonly name: string; readonly bytes: number }[];
}
export interface RootReport {
  readonly profiles: readonly ProfileReport[];
  /** The last warnings and errors of the event log, oldest first. */
  readonly lastErrors: readonly LogLine[];
}

const LAST = 15;

/** Everything that can be told of the profiles under `root` without their texts. Throws where the folder cannot be listed. */
export async function examineRoot(root: string): Promise<RootReport> {
  const profiles = foldersIn(root).flatMap((cloud) =>
    foldersIn(join(root, cloud)).flatMap((person) => {
      const folder = join(root, cloud, person);
      return existsSync(join(folder, 'log.db')) ? [examineProfile(folder, cloud, person)] : [];
    }),
  );
  const events = await openEventLog(root, () => 0);
  const lastErrors = events.tail(2_000).filter((line) => line.level !== 'info').slice(-LAST);
  return { profiles, lastErrors };
}

function examineProfile(folder: string, cloud: string, person: string): ProfileReport {
  // First, since looking makes side files where a crash left none.
  const sizes = readdirSync(folder, { withFileTypes: true }).map(({ name }) => ({ name, bytes: bytesOf(join(folder, name)) }));
  return { cloud, person, log: examineLog(join(folder, 'log.db')), cache: examineCache(join(folder, 'cache.db')), sizes };
}

function foldersIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));
}

function bytesOf(path: string): number {
  const found = statSync(path, { throwIfNoEntry: false });
  // Side files come and go while the program runs.
  if (found === undefined) return 0;
  if (!found.isDirectory()) return found.size;
  return readdirSync(path).reduce((sum, name) => sum + bytesOf(join(path, name)), 0);
}
