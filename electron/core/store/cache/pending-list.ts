import type { Id } from '#shared/domain/kernel/ids.ts';
import type { CommandResult } from '#shared/api/sync.ts';
import type { WriteDatabase } from '../sqlite/handles.ts';
import type { LoggedCommand } from '../store.ts';
import { readEffect, readStandings } from './effect-table.ts';
import { readMeta } from './feed-meta.ts';
import { standingOf, type PendingCommand } from './pending-command.ts';

/** One command of the log that has not ended, as told to the cache's writer. */
export interface PendingEntry {
  readonly id: Id;
  readonly place: number;
  readonly state: 'open' | 'parked';
  readonly result: CommandResult | null;
  /** Left out where the cache keeps them already. */
  readonly facts: Pick<LoggedCommand, 'name' | 'body' | 'actor'> | null;
}

/** A tenant's open commands as the log had them when its last place was `upTo`. */
export interface PendingList {
  readonly tenant: Id;
  readonly upTo: number;
  readonly entries: readonly PendingEntry[];
}

export interface Comparison {
  readonly changed: readonly PendingCommand[];
  readonly gone: readonly Id[];
  /** Accepted, and their rows are all here: no longer pending. */
  readonly settled: readonly Id[];
  /** The cache was thrown away since the list was made: it must be sent again with all its facts. */
  readonly missing: boolean;
}

/**
 * Compares the log's list with what ran here. A command saved after the list was made (place above `upTo`) stands as it
 * is. A command leaves pending with the page that completes the feed at or above its result (sync.md); from then on it
 * never runs. Only with a page: a cloud that was restored answers a push with numbers that this feed has passed already,
 * and its rows are not here.
 */
export function compare(database: WriteDatabase, list: PendingList, completing: boolean): Comparison {
  const { tenant } = list;
  const meta = readMeta(database, tenant);
  const standings = new Map(readStandings(database, tenant).map((row) => [row.command, row]));
  const heard = new Map(
    database.all<{ command: Id; result: string }>('SELECT command, result FROM settled WHERE tenant = ? AND done = 0', tenant).map((row) => [
      row.command,
      // Written by `hear` below.
      JSON.parse(row.result) as CommandResult,
    ]),
  );
  const changed: PendingCommand[] = [];
  const settled: Id[] = [];
  const kept = new Set<Id>();
  for (const entry of list.entries) {
    const result = entry.result ?? heard.get(entry.id) ?? null;
    if (isSettled(database, entry.id)) {
      settled.push(entry.id);
    } else if (result?.outcome.state === 'accepted' && completing && result.seq <= meta.seq) {
      database.run(
        `INSERT INTO settled (command, tenant, seq, done, result) VALUES (?, ?, ?, 1, '')
         ON CONFLICT (command) DO UPDATE SET seq = excluded.seq, done = 1, result = ''`,
        entry.id, tenant, result.seq,
      );
      settled.push(entry.id);
    } else {
      kept.add(entry.id);
      // The log knows it now, durably.
      if (entry.result !== null) database.run('DELETE FROM settled WHERE command = ? AND done = 0', entry.id);
      if (standings.get(entry.id)?.standing === standingOf(entry.state, result)) continue;
      const facts = entry.facts ?? readEffect(database, entry.id)?.command;
      if (facts === undefined) return { changed: [], gone: [], settled: [], missing: true };
      const { name, body, actor } = facts;
      changed.push({ place: entry.place, id: entry.id, tenant, name, body, actor, state: entry.state, result });
    }
  }
  const gone = [...standings.values()].filter((row) => row.place <= list.upTo && !kept.has(row.command)).map((row) => row.command);
  return { changed, gone, settled, missing: false };
}

export function isSettled(database: WriteDatabase, id: Id): boolean {
  return database.get('SELECT 1 FROM settled WHERE command = ? AND done = 1', id) !== undefined;
}

/** Keeps the results that came with a page, of commands that this cache still works with. */
export function hear(database: WriteDatabase, tenant: Id, results: readonly CommandResult[], list: PendingList | undefined): void {
  const listed = new Set(list?.entries.map((entry) => entry.id));
  for (const result of results) {
    if (!listed.has(result.commandId) && readEffect(database, result.commandId) === undefined) continue;
    database.run(
      'INSERT INTO settled (command, tenant, seq, done, result) VALUES (?, ?, ?, 0, ?) ON CONFLICT (command) DO NOTHING',
      result.commandId, tenant, result.seq, JSON.stringify(result),
    );
  }
}
