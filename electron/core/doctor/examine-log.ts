import type { Id } from '#shared/domain/kernel/ids.ts';
import { openForReading } from '../store/sqlite/open-database.ts';
import { storeErrorOf } from '../store/store-error.ts';

/** How one tenant's commands stand in the log. */
export interface TenantCommands {
  readonly tenant: Id;
  /** Not answered by the cloud, as far as this log knows. */
  readonly waiting: number;
  /** Of those, how many have a number and may have reached it. */
  readonly numbered: number;
  /** Accepted, and their rows not all here yet. */
  readonly confirmed: number;
  /** Refused, parked, or standing on one that is. */
  readonly needsYou: number;
  /** ms; null where nothing waits. */
  readonly oldestWaiting: number | null;
  /** The last number given in the present incarnation. */
  readonly lastNumber: number;
}
export interface LogReport {
  /** `PRAGMA integrity_check`; only `ok` is good. */
  readonly integrity: string;
  readonly client: Id | null;
  readonly incarnation: Id | null;
  readonly tenants: readonly TenantCommands[];
  /** Why commands were refused, by code, among those that need the person. */
  readonly refusals: readonly { readonly code: string; readonly commands: number }[];
  readonly uploads: readonly { readonly state: string; readonly files: number; readonly bytes: number }[];
}
/** A file that cannot be read answers with its code (`store.broken`, `disk.read_only` …). */
export type Examined<T> = T | { readonly problem: string };

const UNANSWERED = `state = 'open' AND result IS NULL AND because IS NULL`;
const REFUSED = `json_extract(result, '$.outcome.state') = 'refused'`;

export function examineLog(file: string): Examined<LogReport> {
  return examined(file, () => {
    const database = openForReading(file);
    try {
      return database.snapshot(() => {
        const identity = database.get<{ client: Id; incarnation: Id }>('SELECT client, incarnation FROM identity');
        return {
          integrity: String(database.pragma('integrity_check(1)')),
          client: identity?.client ?? null,
          incarnation: identity?.incarnation ?? null,
          tenants: database.all<TenantCommands>(
            `SELECT tenant,
                    count(*) FILTER (WHERE ${UNANSWERED}) AS waiting,
                    count(*) FILTER (WHERE ${UNANSWERED} AND number IS NOT NULL) AS numbered,
                    count(*) FILTER (WHERE state = 'open' AND because IS NULL AND result IS NOT NULL AND NOT ${REFUSED}) AS confirmed,
                    count(*) FILTER (WHERE state = 'parked' OR (state = 'open' AND (because IS NOT NULL OR coalesce(${REFUSED}, 0)))) AS needsYou,
                    min(saved_at) FILTER (WHERE ${UNANSWERED}) AS oldestWaiting,
                    coalesce((SELECT last FROM counter WHERE counter.tenant = command.tenant AND incarnation = ?), 0) AS lastNumber
               FROM command GROUP BY tenant ORDER BY tenant`,
            identity?.incarnation ?? null,
          ),
          refusals: database.all<{ code: string; commands: number }>(
            `SELECT json_extract(result, '$.outcome.refusal.code') AS code, count(*) AS commands
               FROM command WHERE state = 'open' AND ${REFUSED} GROUP BY 1 ORDER BY 2 DESC`,
          ),
          uploads: database.all<{ state: string; files: number; bytes: number }>(
            'SELECT state, count(*) AS files, sum(size) AS bytes FROM upload GROUP BY state ORDER BY state',
          ),
        };
      });
    } finally {
      database.close();
    }
  });
}

/** The typed failure of the file as a value; what is neither SQLite's nor the system's is a bug and thrown. */
export function examined<T>(file: string, work: () => T): Examined<T> {
  try {
    return work();
  } catch (error) {
    const known = storeErrorOf(error, file);
    if (known !== undefined) return { problem: known.code };
    // Sound, and not made by this version's program.
    if (error instanceof Error && 'code' in error && error.code === 'SQLITE_ERROR') return { problem: 'store.other_shape' };
    throw error;
  }
}
